/**
 * Sessions and flows that were ended: an operation that was already under way must not set their cookies again, and a copy of a session's
 * cookie must not outlive the sign-out.
 */
import { BoundedMap } from '../base/bounded-map.js';
import { digest } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';

/** What is marked → how its keys begin. `revoked`: a session whose cookie may have been copied. */
const starts = { session: 'ended:', flow: 'ended-flow:', revoked: 'revoked:' } as const;
/** Seconds; longer than any operation takes. */
const endedFor = 150;
/** Keys that are kept, of each kind. */
const keptKeys = 1000;

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
export function createEndedMarks({ store, log, of }: { store: Store; log: Log; of: keyof typeof starts }): EndedMarks {
  const start = starts[of];
  /** Whoever looks at one page soon looks at another. */
  const known = new BoundedMap<string, string>(keptKeys);
  async function keyOf(name: string): Promise<string> {
    const found = known.get(name);
    if (found !== undefined) return found;
    const key = start + (await digest(name));
    known.set(name, key);
    return key;
  }
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
