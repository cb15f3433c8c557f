/** What comes after a limit is hit: pauses between two tries that grow, and never a lock. */
import type { LimitEntry } from '../options/limit-options.js';
import type { Counter } from './counter.js';

type Pauses = Pick<LimitEntry, 'seconds' | 'longest'>;

/** Seconds after the given number of tries beyond a limit: 1, 2, 4, and so on. */
const pauseAfter = (tries: number, longest: number): number => Math.min(2 ** Math.min(tries, 20), longest);

/**
 * The turn of an address that was told to wait and has waited: strangers who come from ever new addresses, or too early, cannot take it. One of
 * them in each of the longest pauses.
 */
function turnOf(counter: Counter, key: string, address: string, longest: number) {
  const [told, due, turn] = [`${key}:told:${address}`, `${key}:due:${address}`, `${key}:turn`];
  return {
    async isGiven(): Promise<boolean> {
      const [wasTold, isEarly] = await Promise.all([counter.read(told), counter.read(due)]);
      if (!wasTold || isEarly) return false;
      const taken = await counter.count(turn, longest);
      if (taken?.times !== 1) return false;
      await counter.reset(told);
      return true;
    },
    /** Who comes too early waits anew. */
    async tell(seconds: number): Promise<void> {
      await Promise.all([counter.reset(told), counter.reset(due)]);
      await Promise.all([counter.count(told, seconds + longest), counter.count(due, seconds)]);
    },
  };
}

/**
 * Takes the next try beyond a limit. Returns 0 where it may be made, which begins the next pause; else the seconds until the present pause is over.
 * A try that is made too early prolongs nothing for others. `address`: the name of the sender's, where strangers from others share the limit.
 */
export async function secondsUntilNext(
  counter: Counter,
  key: string,
  { seconds, longest = 0 }: Pauses,
  address?: string,
): Promise<number> {
  const beyond = `${key}:beyond`;
  const turn = address === undefined ? undefined : turnOf(counter, key, address, longest);
  const isTurn = (await turn?.isGiven()) === true;
  const { times = 0 } = (await counter.read(beyond)) ?? {};
  const begun = isTurn ? undefined : await counter.count(`${key}:pause`, pauseAfter(times, longest));
  if (begun && begun.times > 1) {
    const left = Math.max(1, Math.ceil(begun.secondsLeft));
    await turn?.tell(left);
    return left;
  }
  await counter.count(beyond, seconds);
  return 0;
}

/** Forgets the tries beyond a limit, too. */
export const forgetTries = (counter: Counter, key: string): Promise<unknown> =>
  Promise.all([key, `${key}:pause`, `${key}:beyond`].map((each) => counter.reset(each)));
