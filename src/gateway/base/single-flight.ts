/** Concurrent runs of the same work in one process share one run, or where promises cannot be shared its result. */
import { bindsPromises } from './bound-promises.js';

/** The most results that linger. */
const mostLingering = 200;

/**
 * Returns `share(key, work)`: while a key's work is under way, further callers get the promise of that run; where results linger, those who come
 * just too late for it get its result. Where a promise belongs to the request that made it, callers at the same time each run the work.
 * `linger` and `now` in milliseconds.
 */
export function singleFlight<T>({ linger = 0, now = Date.now, isBound = bindsPromises() } = {}): (
  key: string,
  work: () => Promise<T>,
) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  const ended = new Map<string, { result: T; at: number }>();
  const isRecent = (at: number) => Math.abs(now() - at) < linger;

  function keep(key: string, result: T): void {
    ended.delete(key);
    ended.set(key, { result, at: now() });
    // The oldest come first.
    for (const [old, { at }] of ended) {
      if (isRecent(at) && ended.size <= mostLingering) break;
      ended.delete(old);
    }
  }

  async function runOnce(key: string, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      if (linger > 0) keep(key, result);
      return result;
    } finally {
      running.delete(key);
    }
  }

  return (key, work) => {
    const found = running.get(key);
    if (found) return found;
    const late = ended.get(key);
    if (late && isRecent(late.at)) return Promise.resolve(late.result);
    const run = runOnce(key, work);
    if (!isBound) running.set(key, run);
    return run;
  };
}
