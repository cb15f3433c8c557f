/** The backend in a service worker, and the snapshot of it that is saved. */
import { createFacts } from '../../src/testing/in-memory-ports.js';
import type { Store } from '../../src/gateway/index.js';
import { memoryBackend } from '../../src/settings-store/versions/backend.js';
import { createDemoSettings } from '../backend/settings-endpoints.js';
import {
  type ConsentEvent,
  type BackendOverrides,
  randomSecret,
  createSimulatedBackend,
  type Backend,
} from '../backend/backend.js';
import { createExpiringValues, type ExpiringValue, type ExpiringValues } from './expiring-values.js';
import { createCookieJar, type CookieJar } from './cookie-jar.js';
import type { SavedState } from './saved-state.js';

export interface WorkerBackend {
  backend: Backend;
  jar: CookieJar;
  /** Returns everything that has to be saved. */
  snapshot(): Promise<SavedState>;
}

/** The gateway's store. `ttl` in seconds. */
const createStore = (values: ExpiringValues<ExpiringValue>, now: () => number): Store => {
  const set = (name: string, value: string, ttl: number) => values.set({ name, value, until: now() + ttl * 1000 });
  return {
    get: async (name) => values.get(name)?.value,
    set: async (...entry) => set(...entry),
    add: async (name, value, ttl) => {
      const free = values.get(name) === undefined;
      if (free) set(name, value, ttl);
      return free;
    },
    delete: async (name) => values.delete(name),
  };
};

/** Starts afresh, or from a saved state. Rejects if another version saved it. */
export async function createWorkerBackend(origin: string, saved?: SavedState): Promise<WorkerBackend> {
  const clock: BackendOverrides['clock'] = { ahead: saved?.ahead ?? 0 };
  const access: BackendOverrides['access'] = { inEmergency: saved?.inEmergency ?? 'open' };
  const consents: ConsentEvent[] = [...(saved?.consents ?? [])];
  const secret = saved?.secret ?? randomSecret();
  const now = (): number => Date.now() + clock.ahead;
  const jar = createCookieJar(Date.now, saved?.cookies);
  const store = createExpiringValues<ExpiringValue>(now, saved?.store);
  const settingsBackend = memoryBackend(saved?.settings);
  const settings = await createDemoSettings({ backend: settingsBackend });
  Object.assign(settings.capabilities, saved?.capabilities);
  const gateway: BackendOverrides['gateway'] = {
    secrets: [secret],
    cookies: jar.port,
    facts: createFacts(origin),
    store: createStore(store, now),
    // The static demo has no second address.
    sites: [],
  };
  const overrides: BackendOverrides = { gateway, clock, access, consents, state: saved?.simulator };
  const { simulation, ...backend } = createSimulatedBackend([origin], settings, { overrides });
  if (!simulation) throw new Error('A site without a server needs the simulator');
  return {
    backend: { ...backend, simulation },
    jar,
    snapshot: async () => ({
      format: 2,
      secret,
      ahead: clock.ahead,
      inEmergency: access.inEmergency,
      cookies: jar.cookies(),
      store: store.entries(),
      consents,
      settings: await settingsBackend.list(),
      capabilities: { ...settings.capabilities },
      simulator: simulation.simulator.exportState(),
    }),
  };
}
