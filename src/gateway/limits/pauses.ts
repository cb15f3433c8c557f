/** What comes after a limit is hit: pauses between two tries that grow, and never a lock. */
import type { LimitEntry } from '../options/limit-options.js';
import type { Counter } from './counter.js';

/** Seconds after the given number of tries beyond a limit: 1, 2, 4, and so on. */
const pauseAfter = (tries: number, longest: number): number => Math.min(2 ** Math.min(tries, 20), longest);

/**
 * Takes the next try beyond a limit. Returns 0 where it may be made, which begins the next pause; else the seconds until the present pause is over.
 * A try that is made too early prolongs nothing.
 */
export async function secondsUntilNext(
  counter: Counter,
  key: string,
  { seconds, longest = 0 }: Pick<LimitEntry, 'seconds' | 'longest'>,
): Promise<number> {
  const [pause, beyond] = [`${key}:pause`, `${key}:beyond`];
  const { times = 0 } = (await counter.read(beyond)) ?? {};
  const begun = await counter.count(pause, pauseAfter(times, longest));
  if (begun && begun.times > 1) return Math.max(1, Math.ceil(begun.secondsLeft));
  await counter.count(beyond, seconds);
  return 0;
}

/** Forgets the tries beyond a limit, too. */
export const forgetTries = (counter: Counter, key: string): Promise<unknown> =>
  Promise.all([key, `${key}:pause`, `${key}:beyond`].map((each) => counter.reset(each)));
