/** Concurrent runs of the same work in one process share one run. */

/** Returns `share(key, work)`: while a key's work is under way, further callers get the promise of that run. */
export function singleFlight<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (key, work) => {
    const found = running.get(key);
    if (found) return found;
    const run = work().finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}
