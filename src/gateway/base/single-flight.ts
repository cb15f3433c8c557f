/** Concurrent runs of the same work within one instance share one run. */

/** Makes `share(key, work)`: while a key's work is under way, whoever asks for it gets that one's outcome. */
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
