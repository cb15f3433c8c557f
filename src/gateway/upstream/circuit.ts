/**
 * The circuit breaker on the way to the hosted API: while that is down, calls are refused at once in place of waiting, each for its whole time.
 * What counts is a fault of the network, a time-out of the gateway's whole `timeout`, and 502, 503 and 504. A 4xx is none, and so no emergency;
 * a 500 is none either, since what one reader sends can bring it about.
 */
import {
  CircuitState,
  type CircuitBreakerPolicy,
  type IBreaker,
  type ICircuitBreakerOptions,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { Failure } from '../base/failure.js';

/** Milliseconds over which outcomes are counted. */
export const counted = 30_000;
/** Milliseconds of one of the parts in which they are forgotten again. */
const part = 5000;
/**
 * How many faults open it, in that time. Below, as at night on a small site, each reader is told by an operation of their own: there is nothing
 * to be spared, and one slow operation that a few readers try again closes nothing else.
 */
export const fewestFaults = 10;
/** The share of faults above which it opens. One operation that fails beside others that work does not shut those off. */
const share = 0.5;
/** Milliseconds after which one call is let through to see. */
export const pause = 5000;
/** Milliseconds beyond the longest time-out after which that call is taken for lost: some runtimes end the work of a reader who leaves. */
const lostAfter = 2000;

/** Counts by the gateway's clock. The library's own sampling keeps old outcomes for as long as few come. */
function createCounter(now: () => number): IBreaker {
  let parts: { at: number; faults: number; all: number }[] = [];
  function count(faults: number): void {
    const at = now();
    parts = parts.filter((each) => each.at <= at && each.at > at - counted);
    const last = parts.at(-1);
    if (last && at < last.at + part) {
      last.faults += faults;
      last.all += 1;
    } else parts.push({ at, faults, all: 1 });
  }
  const sum = (name: 'faults' | 'all') => parts.reduce((total, each) => total + each[name], 0);
  return {
    state: undefined,
    success(state) {
      if (state === CircuitState.HalfOpen) parts = [];
      count(0);
    },
    failure() {
      count(1);
      return sum('faults') >= fewestFaults && sum('faults') > share * sum('all');
    },
  };
}

/** Thrown to be counted, where there is an outcome all the same. */
class Fault extends Error {
  constructor(readonly outcome: () => Promise<unknown>) {
    super('fault');
  }
}
/** Thrown by work that was answered, but not as it should be: what answers is not down. */
export class NoFault extends Error {}
/** Thrown by work that was given up early: whether it would have been answered is not known. */
export class GivenUp extends NoFault {
  override readonly name = 'given up early';
}
/** Nothing was sent. */
export class CircuitOpen extends Failure {
  constructor() {
    super('upstream-failed', { retryAfter: Math.ceil(pause / 1000) });
  }
}

export interface Circuit {
  /**
   * Runs an operation unless the circuit is open: then it throws `CircuitOpen`, and nothing is sent. What the work throws counts as a fault,
   * unless it is a `NoFault`, and a result of which `isFault` says so. A trial that was given up leaves it open.
   */
  run<T>(operation: string, work: () => Promise<T>, isFault: (result: T) => boolean): Promise<T>;
}

/**
 * `timeout` in milliseconds: of the longest operation. `now` in milliseconds since 1970; how long the circuit is open goes by a clock that nobody
 * sets. `onChange` says which operation made the change.
 */
export function createCircuit(options: {
  now: () => number;
  timeout: number;
  onChange: (state: 'opened' | 'closed', operation: string) => void;
}): Circuit {
  const { now, timeout, onChange } = options;
  let isOpen = false;
  let openedAt = 0;
  let trialBegan = 0;
  let changed = false;

  function make(initialState?: unknown): CircuitBreakerPolicy {
    const made: ICircuitBreakerOptions = { breaker: createCounter(now), halfOpenAfter: pause, initialState };
    const each = circuitBreaker(
      handleWhen((error) => !(error instanceof NoFault)),
      made,
    );
    each.onStateChange((state) => {
      // A trial that was taken for lost, and ends all the same.
      if (each !== policy) return;
      if (state === CircuitState.HalfOpen) trialBegan = performance.now();
      if (state === CircuitState.Open) openedAt = performance.now();
      const opens = state !== CircuitState.Closed;
      changed ||= opens !== isOpen;
      isOpen = opens;
    });
    return each;
  }
  let policy = make();

  /** One that is open, and lets the next call through: the library's own goes by a clock that can be set back. */
  function makeDue(): void {
    policy = make({ ownState: { value: CircuitState.Open, openedAt: -Infinity, attemptNo: 1 } });
  }

  /** Returns whether the call is a trial. */
  function admit(): boolean {
    if (policy.state === CircuitState.Closed) return false;
    // The library would have others wait for the trial. Where promises belong to requests, nobody may wait for that of another.
    const [since, time] =
      policy.state === CircuitState.HalfOpen ? [trialBegan, timeout + lostAfter] : [openedAt, pause];
    if (performance.now() - since < time) throw new CircuitOpen();
    makeDue();
    return true;
  }

  return {
    async run<T>(operation: string, work: () => Promise<T>, isFault: (result: T) => boolean) {
      const isTrial = admit();
      try {
        return await policy.execute(async () => {
          try {
            const result = await work();
            if (!isFault(result)) return result;
            throw new Fault(() => Promise.resolve(result));
          } catch (error) {
            if (isTrial && error instanceof GivenUp) throw new Fault(() => Promise.reject(error));
            throw error;
          }
        });
      } catch (error) {
        if (error instanceof Fault) return await (error.outcome() as Promise<T>);
        throw error;
      } finally {
        if (changed) onChange(isOpen ? 'opened' : 'closed', operation);
        changed = false;
      }
    },
  };
}
