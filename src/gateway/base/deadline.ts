/**
 * The time that one request of a browser may spend on the hosted API: one deadline for all operations that are made for it. A point in time and no
 * signal: each piece of work has a timer of its own, which ends with it, so a request that is answered leaves none behind.
 */
import type { OperationRecord } from './call-record.js';
import { Failure } from './failure.js';
import type { Log } from './log.js';
import { unlessAborted } from './unless-aborted.js';

/** The request for which operations are made: they are logged with its reference, and their time is its own. */
export interface Behalf {
  log: Log;
  /** An operation of the hosted API has ended. */
  noteOperation(record: OperationRecord): void;
}

export interface Deadline {
  /** Absent: of work that no request has begun. */
  readonly behalf?: Behalf;
  /**
   * Milliseconds that are left, 0 at least. They run from the first time that this is asked: what the request's body took to arrive is not the
   * hosted API's.
   */
  left(): number;
}

/** `timeout` in milliseconds. */
export function createDeadline(timeout: number, behalf?: Behalf): Deadline {
  let end: number | undefined;
  return {
    left: () => Math.max(0, (end ??= performance.now() + timeout) - performance.now()),
    ...(behalf && { behalf }),
  };
}

/** A deadline for a part of the work: it ends with the whole, or so many milliseconds after its first use. */
export function within(whole: Deadline, timeout: number): Deadline {
  const own = createDeadline(timeout);
  return { left: () => Math.min(whole.left(), own.left()), ...(whole.behalf && { behalf: whole.behalf }) };
}

/** The log of the request for which something is done, or `log` where it is done for none. */
export const logFor = (deadline: Deadline | undefined, log: Log): Log => deadline?.behalf?.log ?? log;

/** Runs `late` when the deadline is over. Returns what calls that off. */
function whenOver(deadline: Deadline, late: () => void): () => void {
  // Node counts a timer from when its turn began, so one can come early.
  const look = () => {
    if (deadline.left() === 0) late();
    else timer = setTimeout(look, deadline.left());
  };
  let timer = setTimeout(look, deadline.left());
  return () => clearTimeout(timer);
}

/** Runs work with a signal that aborts when the deadline is over. Settles as the work does, which has to listen. */
export async function withSignal<T>(deadline: Deadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  if (deadline.left() === 0) controller.abort();
  const callOff = whenOver(deadline, () => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    callOff();
  }
}

/** As `withSignal`, but rejects with `upstream-timeout` when the deadline is over, also where the work does not listen. */
export const inTime = <T>(deadline: Deadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  withSignal(deadline, (signal) => unlessAborted(work(signal), signal));

/**
 * Waits for work that others share, as long as the deadline allows; the work itself goes on. Rejects with `upstream-timeout`, and as the work
 * does.
 */
export function unlessLate<T>(work: () => Promise<T>, deadline: Deadline): Promise<T> {
  if (deadline.left() === 0) return Promise.reject(new Failure('upstream-timeout'));
  return new Promise((resolve, reject) => {
    const callOff = whenOver(deadline, () => reject(new Failure('upstream-timeout')));
    work().finally(callOff).then(resolve, reject);
  });
}
