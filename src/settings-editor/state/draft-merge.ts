/** What a form's draft is, compared with what was loaded: pure, and without a word of any language. */
import { partIn, partNames, sameValue, withPart } from './setting-parts.js';

/** A document of settings: key → value. */
export type Document = Readonly<Record<string, unknown>>;
export type Side = 'mine' | 'theirs';

/** The keys whose values differ, in the order of the first document. */
export const differingKeys = (one: Document, other: Document): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !sameValue(key, one[key], other[key]));

/** One setting that two people changed, or that one of them did. */
export interface Difference {
  key: string;
  /** Which part of it, where it has parts: a language, a flag. */
  part?: string;
  mine: unknown;
  theirs: unknown;
  /** The side that alone changed it. Absent: both did, and not to the same, so that somebody has to choose. */
  from?: Side;
}

/** A difference's name, by which a side is chosen. */
export const differenceId = ({ key, part }: Pick<Difference, 'key' | 'part'>): string =>
  part === undefined ? key : `${key}.${part}`;

/** What a save met: the document that I began with, mine, and the one that was saved meanwhile. */
export function differences(base: Document, mine: Document, theirs: Document): Difference[] {
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

/** Theirs, with my changes on it where I chose mine: of what only one changed, the change. */
export function mergeDrafts(base: Document, mine: Document, theirs: Document, choice: Readonly<Record<string, Side>>) {
  const next: Record<string, unknown> = { ...theirs };
  for (const difference of differences(base, mine, theirs)) {
    const { key, part } = difference;
    if ((difference.from ?? choice[differenceId(difference)]) !== 'mine') continue;
    next[key] = part === undefined ? mine[key] : withPart(next[key], part, partIn(mine[key], part));
  }
  return next;
}
