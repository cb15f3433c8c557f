/** Sessions and flows that were ended a short while ago: an operation that was already under way must not set their cookies again. */
import { digest } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';

/** Seconds; longer than any operation takes. */
const endedFor = 150;

/** By a session's token, or by a flow's ID. */
export interface EndedMarks {
  has(name: string): Promise<boolean>;
  add(name: string): Promise<void>;
}

/** A store that fails is logged and ignored. */
export function createEndedMarks({ store, log, of }: { store: Store; log: Log; of: 'session' | 'flow' }): EndedMarks {
  const start = of === 'session' ? 'ended:' : 'ended-flow:';
  const keyOf = async (name: string) => start + (await digest(name));
  const failed = () => log({ level: 'warn', event: 'store-failed' });
  return {
    async has(name) {
      try {
        return (await store.get(await keyOf(name))) !== undefined;
      } catch {
        failed();
        return false;
      }
    },
    async add(name) {
      try {
        await store.set(await keyOf(name), '1', endedFor);
      } catch {
        failed();
      }
    },
  };
}
