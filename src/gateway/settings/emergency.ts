/** Whether the hosted API is in an emergency: it refuses an API token that has worked before (docs/hosted-api.md, "Emergency"). */
import { digest } from '../base/bytes.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';

/** Seconds for which it is remembered that the API token worked. */
const rememberedFor = 30 * 86_400;
/** Milliseconds after which that is noted again. */
const notedFor = 86_400_000;

export interface Emergencies {
  /** To be called when the API token has worked. Never throws. */
  noteSuccess(): Promise<void>;
  /** Whether a failure of the settings means an emergency, and not a token that was always wrong. Never throws. */
  isMeant(failure: unknown): Promise<boolean>;
}

/** A store that fails is logged; then only what this process has seen counts. `now` in milliseconds since 1970. */
export function createEmergencies(options: {
  apiToken?: string;
  store: Store;
  now: () => number;
  log: Log;
}): Emergencies {
  const { apiToken = '', store, now, log } = options;
  let noted = -Infinity;
  const keyOf = async () => `api-token-worked:${await digest(apiToken)}`;

  async function hasWorked(): Promise<boolean> {
    if (noted > -Infinity) return true;
    try {
      return (await store.get(await keyOf())) !== undefined;
    } catch {
      log({ level: 'warn', event: 'store-failed' });
      return false;
    }
  }

  return {
    async noteSuccess() {
      if (now() < noted + notedFor) return;
      noted = now();
      try {
        await store.set(await keyOf(), '1', rememberedFor);
      } catch {
        log({ level: 'warn', event: 'store-failed' });
      }
    },
    async isMeant(failure) {
      if (!(failure instanceof Failure)) return false;
      const refused =
        failure.code === 'misconfigured' || failure.upstreamStatus === 400 || failure.upstreamStatus === 401;
      if (!refused || !(await hasWorked())) return false;
      log({ level: 'error', event: 'emergency-assumed' });
      return true;
    },
  };
}
