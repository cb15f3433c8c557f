/** The default store: the memory of one process. */
import type { Store } from './ports.js';

/**
 * Creates a store for one process; several instances of a gateway need a shared one, such as Redis. `now`: milliseconds since 1970.
 *
 * @example
 * ```ts
 * import { memoryStore } from 'sso-elements-server/gateway';
 *
 * const store = memoryStore(Date.now);
 * await store.set('key', JSON.stringify('value'), 60);
 * ```
 */
export function memoryStore(now: () => number): Store {
  const entries = new Map<string, { value: string; until: number }>();
  const set = (key: string, value: string, ttl: number) => {
    // Expired entries that nobody asks for would stay for ever.
    for (const [old, { until }] of entries) if (until <= now()) entries.delete(old);
    entries.set(key, { value, until: now() + ttl * 1000 });
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry && entry.until <= now()) entries.delete(key);
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
      entries.delete(key);
      return Promise.resolve();
    },
  };
}
