/** A budget for work that strangers can ask for: so many times in a second, for all of them together. */

/** Milliseconds in which the times are counted. */
const counted = 1000;

/** Returns a function that says whether the work is still within its budget, and counts it. `now` in milliseconds since 1970. */
export function perSecond(most: number, now: () => number): () => boolean {
  let began = -Infinity;
  let times = 0;
  return () => {
    const at = now();
    if (at < began || at >= began + counted) [began, times] = [at, 0];
    times += 1;
    return times <= most;
  };
}
