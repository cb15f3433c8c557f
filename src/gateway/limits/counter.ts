/** The limits port as it is used: bounded in time, its results checked. Where it fails, nothing is counted and nobody is held back. */
import type { Log } from '../base/log.js';
import type { Counted, LimitsPort } from '../base/ports.js';

/** Milliseconds that a request waits for one answer. */
const timeout = 1000;
/** Milliseconds after that during which it is not asked: else each of a request's questions would wait. */
const pause = 5000;
/** Milliseconds in which no more than one line is logged: every call would bring some. */
const quiet = 60_000;

/** As the port, but never rejects; `undefined`, too, where the port fails. */
export interface Counter {
  count(key: string, seconds: number): Promise<Counted | undefined>;
  read(key: string): Promise<Counted | undefined>;
  reset(key: string): Promise<void>;
}

function checked(value: unknown): Counted {
  const { times, secondsLeft } = (value ?? {}) as Partial<Record<keyof Counted, unknown>>;
  if (!Number.isInteger(times) || typeof secondsLeft !== 'number' || !Number.isFinite(secondsLeft))
    throw new TypeError('limits returned something else than it has to');
  return { times: Number(times), secondsLeft: Math.max(0, secondsLeft) };
}

export function createCounter(port: () => LimitsPort | undefined, log: Log): Counter {
  let pausedUntil = -Infinity;
  let quietUntil = -Infinity;

  function noteFailure(): void {
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + quiet;
    log({ level: 'warn', event: 'limits-failed' });
  }
  async function inTime<T>(answer: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        pausedUntil = performance.now() + pause;
        reject(new Error('limits took too long'));
      }, timeout);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
  /** Several times in each call: no function but this one waits. `take`: what an answer is, which throws where it is none. */
  async function bounded<A, T>(ask: (port: LimitsPort) => Promise<A>, take: (answer: A) => T): Promise<T | undefined> {
    const asked = port();
    if (!asked || performance.now() < pausedUntil) return undefined;
    try {
      const answer = ask(asked);
      return take(await (asked.isLocal ? answer : inTime(answer)));
    } catch {
      noteFailure();
      return undefined;
    }
  }

  return {
    count: (key, seconds) => bounded((asked) => asked.count(key, seconds), checked),
    read: (key) =>
      bounded(
        (asked) => asked.read(key),
        (found: unknown) => (found === undefined || found === null ? undefined : checked(found)),
      ),
    reset: (key) =>
      bounded(
        (asked) => asked.reset(key),
        () => undefined,
      ),
  };
}
