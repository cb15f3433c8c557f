/**
 * Sessions and flows that were ended: an operation that was already under way must not set their cookies again, and a copy of a session's
 * cookie must not outlive the sign-out.
 */
import { digest } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';

/** Seconds; longer than any operation takes. */
const endedFor = 150;

/** By a session's ID, or by a flow's. */
export interface EndedMarks {
  /** The key of a mark: names what it is of, and gives nothing of it away. */
  keyOf(name: string): Promise<string>;
  hasKey(key: string): Promise<boolean>;
  has(name: string): Promise<boolean>;
  /** @param seconds for which it is remembered. Default: longer than any operation takes */
  add(name: string, seconds?: number): Promise<void>;
}

/** A store that fails is logged and ignored. */
export function createEndedMarks({ store, log, of }: { store: Store; log: Log; of: 'session' | 'flow' }): EndedMarks {
  const start = of === 'session' ? 'ended:' : 'ended-flow:';
  const keyOf = async (name: string) => start + (await digest(name));
  const failed = () => log({ level: 'warn', event: 'store-failed' });
  async function hasKey(key: string): Promise<boolean> {
    try {
      return (await store.get(key)) !== undefined;
    } catch {
      failed();
      return false;
    }
  }
  return {
    keyOf,
    hasKey,
    has: async (name) => hasKey(await keyOf(name)),
    async add(name, seconds = endedFor) {
      try {
        await store.set(await keyOf(name), '1', seconds);
      } catch {
        failed();
      }
    },
  };
}
