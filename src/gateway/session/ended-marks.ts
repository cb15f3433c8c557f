/**
 * Sessions and flows that were ended: an operation that was already under way must not set their cookies again, and a copy of a session's
 * cookie must not outlive the sign-out.
 */
import { BoundedMap } from '../base/bounded-map.js';
import { digest } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { singleFlight } from '../base/single-flight.js';
import { storeFailed } from '../base/without-store.js';

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

/** Marks that a store has not taken, kept for later; what is oldest is given up. */
const mostUnsent = 10_000;
/** How many of them a request gives to the store. */
const sentAtOnce = 100;

/** What the store has not taken is kept in this process's memory, counts here, and is given to the store once that answers again. */
class Unsent {
  readonly #until = new Map<string, number>();
  keep(key: string, until: number): void {
    this.#until.set(key, until);
    for (const oldest of this.#until.keys()) {
      if (this.#until.size <= mostUnsent) break;
      this.#until.delete(oldest);
    }
  }
  has(key: string, now: number): boolean {
    return (this.#until.get(key) ?? -Infinity) > now;
  }
  /** All at once. Throws what `send` throws: then what it has not taken is left for later. */
  async send(now: number, send: (key: string, seconds: number) => Promise<void>): Promise<void> {
    await Promise.all(
      [...this.#until].slice(0, sentAtOnce).map(async ([key, until]) => {
        if (until > now) await send(key, (until - now) / 1000);
        // Meanwhile it may have been marked anew, for longer.
        if (this.#until.get(key) === until) this.#until.delete(key);
      }),
    );
  }
}

/** A store that fails is logged and gone without. `now`: milliseconds since 1970. */
export function createEndedMarks(options: {
  store: Store;
  now: () => number;
  log: Log;
  of: keyof typeof starts;
}): EndedMarks {
  const { store, now, log, of } = options;
  const start = starts[of];
  const unsent = new Unsent();
  const share = singleFlight<unknown>();
  const sendLate = () => share('', () => unsent.send(now(), (late, seconds) => store.set(late, '1', seconds)));
  /** Whoever looks at one page soon looks at another. */
  const known = new BoundedMap<string, string>(keptKeys);
  async function keyOf(name: string): Promise<string> {
    const found = known.get(name);
    if (found !== undefined) return found;
    const key = start + (await digest(name));
    known.set(name, key);
    return key;
  }
  const failed = (error: unknown) => log(storeFailed(error));
  async function hasKey(key: string): Promise<boolean> {
    let found = unsent.has(key, now());
    try {
      found ||= (await store.get(key)) !== undefined;
      await sendLate();
    } catch (error) {
      failed(error);
    }
    return found;
  }
  return {
    keyOf,
    hasKey,
    has: async (name) => hasKey(await keyOf(name)),
    async add(name, seconds = endedFor) {
      const key = await keyOf(name);
      try {
        await store.set(key, '1', seconds);
      } catch (error) {
        unsent.keep(key, now() + seconds * 1000);
        failed(error);
      }
    },
  };
}
