/** The site's world in a service worker, and how it is taken out to be saved. */
import { createFacts } from '../../src/testing/ports.js';
import type { Store } from '../../src/gateway/index.js';
import { memoryBackend } from '../../src/settings-store/versions/backend.js';
import { keepSettings } from '../settings-endpoints.js';
import { type ConsentEvent, type Own, randomText, simulatedWorld, type World } from '../world.js';
import { createExpiring, type Expiring, type ExpiringValues } from './expiring.js';
import { createKeptJar, type KeptJar } from './jar.js';
import type { Saved } from './saved.js';

export interface Life {
  world: World;
  jar: KeptJar;
  /** All that there is to save. */
  state(): Promise<Saved>;
}

/** What the gateway keeps for a while. `ttl` in seconds. */
const storeOf = (values: ExpiringValues<Expiring>, now: () => number): Store => {
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

/** Begins anew, or goes on. Rejects where what was saved is of another version. */
export async function createLife(origin: string, saved?: Saved): Promise<Life> {
  const clock: Own['clock'] = { ahead: saved?.ahead ?? 0 };
  const consents: ConsentEvent[] = [...(saved?.consents ?? [])];
  const secret = saved?.secret ?? randomText();
  const now = (): number => Date.now() + clock.ahead;
  const jar = createKeptJar(Date.now, saved?.cookies);
  const store = createExpiring<Expiring>(now, saved?.store);
  const backend = memoryBackend(saved?.settings);
  const settings = await keepSettings({ backend });
  Object.assign(settings.capabilities, saved?.capabilities);
  const gateway: Own['gateway'] = {
    secrets: [secret],
    cookies: jar.port,
    facts: createFacts(origin),
    store: storeOf(store, now),
    // There is no second address whose worker would know this one's.
    transferOrigins: [],
    redeemFrom: [],
  };
  const own: Own = { gateway, clock, consents, state: saved?.simulator };
  const { simulated, ...world } = simulatedWorld([origin], settings, { own });
  if (!simulated) throw new Error('A site without a server needs the simulator');
  return {
    world: { ...world, simulated },
    jar,
    state: async () => ({
      format: 1,
      secret,
      ahead: clock.ahead,
      cookies: jar.cookies(),
      store: store.entries(),
      consents,
      settings: await backend.list(),
      capabilities: { ...settings.capabilities },
      simulator: simulated.simulator.exportState(),
    }),
  };
}
