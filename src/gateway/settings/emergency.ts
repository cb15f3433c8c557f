/** Whether the hosted API is in an emergency: it refuses an API token that has worked before (docs/hosted-api.md, "Emergency"). */
import { digest } from '../base/bytes.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { unlessStoreFails } from '../base/without-store.js';

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
  /** Read each time: it can be renewed. */
  readonly apiToken?: string;
  store: Store;
  now: () => number;
  log: Log;
}): Emergencies {
  const { store, now, log } = options;
  /** The token that worked last, and when that was noted. */
  let noted = { token: '', at: -Infinity };
  const tokenNow = () => options.apiToken ?? '';
  const keyOf = async (token: string) => `api-token-worked:${await digest(token)}`;

  async function hasWorked(): Promise<boolean> {
    const token = tokenNow();
    if (noted.at > -Infinity && noted.token === token) return true;
    return (await unlessStoreFails(log, async () => store.get(await keyOf(token)))) !== undefined;
  }

  return {
    async noteSuccess() {
      const token = tokenNow();
      if (token === noted.token && now() < noted.at + notedFor) return;
      noted = { token, at: now() };
      await unlessStoreFails(log, async () => store.set(await keyOf(token), '1', rememberedFor));
    },
    async isMeant(failure) {
      // Without a status it was not the hosted API that refused.
      if (!(failure instanceof Failure) || failure.upstreamStatus === undefined) return false;
      const { code, upstreamStatus } = failure;
      const refused = code === 'misconfigured' || upstreamStatus === 400 || upstreamStatus === 401;
      if (!refused || !(await hasWorked())) return false;
      log({ level: 'error', event: 'emergency-assumed' });
      return true;
    },
  };
}
