/** Sessions that were ended a short while ago: a validation that was already under way must not set their cookies again. */
import { digest } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';

/** Seconds; longer than any operation takes. */
const endedFor = 150;

export interface EndedSessions {
  has(token: string): Promise<boolean>;
  add(token: string): Promise<void>;
}

/** A store that fails is logged and ignored. */
export function createEndedSessions({ store, log }: { store: Store; log: Log }): EndedSessions {
  const keyOf = async (token: string) => `ended:${await digest(token)}`;
  const failed = () => log({ level: 'warn', event: 'store-failed' });
  return {
    async has(token) {
      try {
        return (await store.get(await keyOf(token))) !== undefined;
      } catch {
        failed();
        return false;
      }
    },
    async add(token) {
      try {
        await store.set(await keyOf(token), '1', endedFor);
      } catch {
        failed();
      }
    },
  };
}
