/** Compares and merges documents of settings: pure, and without any text. */
import type { RawSettings } from '../../contract/merchant-settings.js';
import { partIn, partNames, sameValue, withPart } from './setting-parts.js';

export type Side = 'mine' | 'theirs';

/** Returns the keys whose values differ, in the order of the first document. */
export const differingKeys = (one: RawSettings, other: RawSettings): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !sameValue(key, one[key], other[key]));

/** A setting, or a part of one, that one or both of two people have changed. */
export interface Difference {
  key: string;
  /** Which part of it, where it has parts: a language, a flag. */
  part?: string;
  mine: unknown;
  theirs: unknown;
  /** The only side that changed it. Absent: both did, to different values, so somebody has to choose. */
  from?: Side;
}

/** The key of a difference in a `ConflictChoice`. */
export const differenceId = ({ key, part }: Pick<Difference, 'key' | 'part'>): string =>
  part === undefined ? key : `${key}.${part}`;

/** @param base the document that my edit began with; `theirs` was saved meanwhile */
export function differences(base: RawSettings, mine: RawSettings, theirs: RawSettings): Difference[] {
  return differingKeys(mine, theirs).flatMap((key) => {
    const parts = partNames(key, [base, mine, theirs]);
    const compared = (before: unknown, here: unknown, there: unknown, part?: string): Difference[] => {
      if (sameValue(key, here, there)) return [];
      const from = sameValue(key, before, here) ? 'theirs' : sameValue(key, before, there) ? 'mine' : undefined;
      return [{ key, ...(part !== undefined && { part }), mine: here, theirs: there, ...(from && { from }) }];
    };
    if (!parts) return compared(base[key], mine[key], theirs[key]);
    return parts.flatMap((part) =>
      compared(partIn(base[key], part), partIn(mine[key], part), partIn(theirs[key], part), part),
    );
  });
}

/** Merges three ways: a change of one side only is taken, and where both changed something the choice decides. */
export function mergeDrafts(
  base: RawSettings,
  mine: RawSettings,
  theirs: RawSettings,
  choice: Readonly<Record<string, Side>>,
) {
  const next: Record<string, unknown> = { ...theirs };
  for (const difference of differences(base, mine, theirs)) {
    const { key, part } = difference;
    if ((difference.from ?? choice[differenceId(difference)]) !== 'mine') continue;
    next[key] = part === undefined ? mine[key] : withPart(next[key], part, partIn(mine[key], part));
  }
  return next;
}
