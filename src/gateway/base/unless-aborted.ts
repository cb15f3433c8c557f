/** A time limit for work that may not listen to its signal. */
import { Failure } from './failure.js';

/** Settles with the promise, or rejects with `upstream-timeout` when the signal aborts, also where the work ignores it. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(new Failure('upstream-timeout'));
    signal.addEventListener('abort', () => reject(new Failure('upstream-timeout')), { once: true });
    promise.then(resolve, reject);
  });
}
