/** What strangers do on the stage, one act after the other. */
import type { Seen, Stranger } from './enumeration-stage.js';

export type Play = (of: Stranger) => Promise<Seen[]>;
export type Act = (of: Stranger) => Promise<Seen> | undefined;

/** What is seen of those acts that ask the gateway something. */
export async function inTurn(of: Stranger, ...acts: Act[]): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const act of acts) {
    const found = await act(of);
    if (found) seen.push(found);
  }
  return seen;
}
export const times = <T>(count: number, act: T): T[] => Array<T>(count).fill(act);
export const wait =
  (seconds: number) =>
  (of: Stranger): undefined => {
    of.wait(seconds);
  };
/** Puts back the cookies that there were, as somebody can who counts his own tries. */
export function memory() {
  let kept = new Map<string, string>();
  return {
    keep(of: Stranger): undefined {
      kept = new Map(of.news.cookies);
    },
    restore(of: Stranger): undefined {
      of.news.cookies.clear();
      for (const [name, value] of kept) of.news.cookies.set(name, value);
    },
  };
}
