/** The default store: this process's memory. */
import type { Store } from './ports.js';

/** Forgets by the given clock (milliseconds). */
export function memoryStore(now: () => number): Store {
  const entries = new Map<string, { value: string; until: number }>();
  const set = (key: string, value: string, ttl: number) => {
    // What is never asked for again must not stay for ever.
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
