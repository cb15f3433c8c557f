/** The time that one request of a browser may spend on the hosted API: one deadline for all operations that are made for it. */
import { Failure } from './failure.js';
import { unlessAborted } from './unless-aborted.js';

/** Runs from its first use on: what the request's body took to arrive is not the hosted API's. */
export interface Deadline {
  readonly signal: AbortSignal;
}

/** `timeout` in milliseconds. */
export function createDeadline(timeout: number): Deadline {
  let signal: AbortSignal | undefined;
  return {
    get signal() {
      return (signal ??= AbortSignal.timeout(timeout));
    },
  };
}

/** Aborts with a signal, or after so many milliseconds. Not `AbortSignal.any`, which browsers that run a gateway may lack. */
export function orAfter(signal: AbortSignal, timeout: number): AbortSignal {
  if (signal.aborted) return signal;
  const sooner = new AbortController();
  for (const each of [signal, AbortSignal.timeout(timeout)])
    each.addEventListener('abort', () => sooner.abort(each.reason), { once: true, signal: sooner.signal });
  return sooner.signal;
}

/** A deadline for a part of the work: it ends with the whole, or so many milliseconds after its first use. */
export function within(whole: Deadline, timeout: number): Deadline {
  let signal: AbortSignal | undefined;
  return {
    get signal() {
      return (signal ??= orAfter(whole.signal, timeout));
    },
  };
}

/**
 * Waits for work that others share, as long as the deadline allows; the work itself goes on. Rejects with `upstream-timeout`, and as the work
 * does.
 */
export async function unlessLate<T>(work: () => Promise<T>, { signal }: Deadline): Promise<T> {
  if (signal.aborted) throw new Failure('upstream-timeout');
  return unlessAborted(work(), signal);
}
