/** A time limit for work that may not listen to its signal. */
import { Failure } from './failure.js';

/** Settles with the promise, or rejects with `upstream-timeout` when the signal aborts, also where the work ignores it. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Failure('upstream-timeout'));
    if (signal.aborted) late();
    // One signal serves many promises: none leaves its listener behind.
    signal.addEventListener('abort', late, { once: true });
    promise.finally(() => signal.removeEventListener('abort', late)).then(resolve, reject);
  });
}
