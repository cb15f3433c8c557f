/** Whether two kinds of waits are the same but for a margin: two one-sided tests (TOST) of the median of their differences, without a distribution. */

export interface Difference {
  pairs: number;
  /** Milliseconds: the median of the differences. */
  median: number;
  /** The interval that holds it with a confidence of 90 %: both one-sided tests reject at 5 % where the interval lies within the margin. */
  low: number;
  high: number;
}

/** The normal deviate of 95 %. */
const deviate = 1.6449;

/** The median of the differences, and its interval by order statistics (the sign test's). */
export function differenceOf(differences: readonly number[]): Difference {
  const sorted = differences.toSorted((one, other) => one - other);
  const count = sorted.length;
  const reach = Math.ceil((deviate * Math.sqrt(count)) / 2);
  const at = (index: number): number => sorted[Math.min(count - 1, Math.max(0, index))] ?? NaN;
  const middle = Math.floor(count / 2);
  const median = count % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { pairs: count, median, low: at(middle - 1 - reach), high: at(middle + reach) };
}

/** Whether the difference is within the margin, by TOST at 5 %. */
export const isEquivalent = ({ low, high }: Difference, margin: number): boolean => low > -margin && high < margin;
/** Whether there is a difference at all, at 5 % on its side. */
export const isFound = ({ low, high }: Difference): boolean => low > 0 || high < 0;
