/** The default store: the memory of one process. */
import type { Store } from './ports.js';

/** Entries that are looked at whenever one is set: more than one, so that what has expired goes faster than new ones come. */
const lookedAt = 4;

/** Seconds. What is kept for longer has a share of its own: nobody who is not signed in can make such an entry, but of the others as many as they like. */
const longer = 3600;

/** What a store in memory holds at most; beyond it what was set first goes, of what is kept for up to an hour, and of the rest, each by itself. */
export interface MemoryStoreLimits {
  /** Of each of the two. Default: 50,000. */
  entries?: number;
  /** UTF-16 units of all keys and values, of each of the two. Default: 32 million, which are 64 MB at most. */
  characters?: number;
}

interface Entry {
  value: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** Entries in the order in which they were set. */
class Share {
  readonly #entries = new Map<string, Entry>();
  readonly #limits: Required<MemoryStoreLimits>;
  #characters = 0;
  #round = this.#entries.entries();

  constructor(limits: Required<MemoryStoreLimits>) {
    this.#limits = limits;
  }
  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }
  remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#characters -= key.length + entry.value.length;
    this.#entries.delete(key);
  }
  set(key: string, entry: Entry): void {
    this.remove(key);
    this.#entries.set(key, entry);
    this.#characters += key.length + entry.value.length;
    for (const oldest of this.#entries.keys()) {
      if (oldest === key || (this.#entries.size <= this.#limits.entries && this.#characters <= this.#limits.characters))
        break;
      this.remove(oldest);
    }
  }
  /** Expired entries that nobody asks for would stay for ever: each is come by in turn. */
  forget(now: number): void {
    for (let count = 0; count < lookedAt; count += 1) {
      const next = this.#round.next();
      if (next.done) {
        this.#round = this.#entries.entries();
        return;
      }
      const [key, { until }] = next.value;
      if (until <= now) this.remove(key);
    }
  }
}

/**
 * Creates a store for one process; several instances of a gateway need a shared one, such as Redis. Each call costs the same, however much
 * the store holds. `now`: milliseconds since 1970.
 *
 * @example
 * ```ts
 * import { memoryStore } from 'sso-elements-server/gateway';
 *
 * const store = memoryStore(Date.now);
 * await store.set('key', JSON.stringify('value'), 60);
 * ```
 */
export function memoryStore(
  now: () => number,
  { entries = 50_000, characters = 32_000_000 }: MemoryStoreLimits = {},
): Store {
  const [brief, long] = [new Share({ entries, characters }), new Share({ entries, characters })];
  const shares = [brief, long];
  const find = (key: string): Entry | undefined => brief.get(key) ?? long.get(key);
  function remove(key: string): void {
    for (const share of shares) share.remove(key);
  }
  function set(key: string, value: string, ttl: number): void {
    const share = ttl > longer ? long : brief;
    share.forget(now());
    (share === long ? brief : long).remove(key);
    share.set(key, { value, until: now() + ttl * 1000 });
  }
  return {
    get: (key) => {
      const entry = find(key);
      if (entry && entry.until <= now()) remove(key);
      return Promise.resolve(entry && entry.until > now() ? entry.value : undefined);
    },
    set: (key, value, ttl) => {
      set(key, value, ttl);
      return Promise.resolve();
    },
    add: (key, value, ttl) => {
      const free = (find(key)?.until ?? -Infinity) <= now();
      if (free) set(key, value, ttl);
      return Promise.resolve(free);
    },
    delete: (key) => {
      remove(key);
      return Promise.resolve();
    },
  };
}
