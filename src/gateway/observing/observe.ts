/** Telling those who observe, none of whom can hold anything up. */
import type { Log } from '../base/log.js';
import type { Observe } from './observation.js';

/** Milliseconds in which no more than one line is logged of the same failure. */
const quiet = 60_000;

/** Returns whether a line may be logged now, and notes that it is. */
export function createQuiet(): () => boolean {
  let noted = -Infinity;
  return () => {
    const at = performance.now();
    if (at < noted + quiet) return false;
    noted = at;
    return true;
  };
}

/** `own`: of the gateway's, which never throws. `given`: the operator's; it may throw, reject or hang. */
export function createObserve({ own, given, log }: { own: Observe; given: Observe | undefined; log: Log }): Observe {
  if (!given) return own;
  const mayLog = createQuiet();
  // The line is an observation, too: the pause comes before it.
  function failed(error: unknown): void {
    if (mayLog())
      log({ level: 'error', event: 'observe-failed', name: error instanceof Error ? error.name : typeof error });
  }
  return (observation) => {
    own(observation);
    try {
      const take: (observation: Parameters<Observe>[0]) => unknown = given;
      const left = take(observation);
      if (left instanceof Promise) left.catch(failed);
    } catch (error) {
      failed(error);
    }
  };
}
