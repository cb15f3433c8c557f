/** The default store: the memory of one process. */
import type { Store } from './ports.js';

/** Entries that are looked at whenever one is set: more than one, so that what has expired goes faster than new ones come. */
const lookedAt = 4;

/** What a store in memory holds at most; beyond it what was set first goes, expired or not. */
export interface MemoryStoreLimits {
  /** Default: 100,000. */
  entries?: number;
  /** UTF-16 units of all keys and values. Default: 64 million, which are 128 MB at most. */
  characters?: number;
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
  { entries: mostEntries = 100_000, characters: mostCharacters = 64_000_000 }: MemoryStoreLimits = {},
): Store {
  // In the order in which they were set.
  const entries = new Map<string, { value: string; until: number }>();
  let characters = 0;
  let round = entries.entries();

  function remove(key: string): void {
    const entry = entries.get(key);
    if (!entry) return;
    characters -= key.length + entry.value.length;
    entries.delete(key);
  }
  /** Expired entries that nobody asks for would stay for ever: each is come by in turn. */
  function forget(): void {
    for (let count = 0; count < lookedAt; count += 1) {
      const next = round.next();
      if (next.done) {
        round = entries.entries();
        return;
      }
      const [key, { until }] = next.value;
      if (until <= now()) remove(key);
    }
  }
  function set(key: string, value: string, ttl: number): void {
    forget();
    remove(key);
    entries.set(key, { value, until: now() + ttl * 1000 });
    characters += key.length + value.length;
    for (const oldest of entries.keys()) {
      if (oldest === key || (entries.size <= mostEntries && characters <= mostCharacters)) break;
      remove(oldest);
    }
  }
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry && entry.until <= now()) remove(key);
      return Promise.resolve(entry && entry.until > now() ? entry.value : undefined);
    },
    set: (key, value, ttl) => {
      set(key, value, ttl);
      return Promise.resolve();
    },
    add: (key, value, ttl) => {
      const free = (entries.get(key)?.until ?? -Infinity) <= now();
      if (free) set(key, value, ttl);
      return Promise.resolve(free);
    },
    delete: (key) => {
      remove(key);
      return Promise.resolve();
    },
  };
}
