/** Sign-outs, remembered for a short while: a question to the hosted API that began before must not bring the cookies back. */
import { digest } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';

/** Seconds: longer than any question to the hosted API takes. */
const endedFor = 150;

export interface EndedSessions {
  has(token: string): Promise<boolean>;
  add(token: string): Promise<void>;
}

/** A store that fails is logged, and stops nobody. */
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
