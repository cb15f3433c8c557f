/** Concurrent runs of the same work in one process share one run. */

/** The most results that linger. */
const mostLingering = 200;

/**
 * Returns `share(key, work)`: while a key's work is under way, further callers get the promise of that run, and where results linger, so do those
 * who come just too late for it. `linger` and `now` in milliseconds.
 */
export function singleFlight<T>({ linger = 0, now = Date.now } = {}): (
  key: string,
  work: () => Promise<T>,
) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  const ended = new Map<string, { run: Promise<T>; at: number }>();
  const isRecent = (at: number) => Math.abs(now() - at) < linger;

  function keep(key: string, run: Promise<T>): void {
    ended.delete(key);
    ended.set(key, { run, at: now() });
    // The oldest come first.
    for (const [old, { at }] of ended) {
      if (isRecent(at) && ended.size <= mostLingering) break;
      ended.delete(old);
    }
  }

  return (key, work) => {
    const found = running.get(key);
    if (found) return found;
    const late = ended.get(key);
    if (late && isRecent(late.at)) return late.run;
    const run = work().finally(() => running.delete(key));
    running.set(key, run);
    if (linger > 0)
      run.then(
        () => keep(key, run),
        () => undefined,
      );
    return run;
  };
}
