/** What a form's draft is, compared with what was loaded: pure, and without a word of any language. */
import { same } from '../contract/json.js';

/** A document of settings: key → value. */
export type Document = Readonly<Record<string, unknown>>;

/** The keys whose values differ, in the order of the first document. */
export const changedKeys = (one: Document, other: Document): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !same(one[key], other[key]));

/** One setting that two people changed, or that one of them did. */
export interface Difference {
  key: string;
  mine: unknown;
  theirs: unknown;
  /** The side that alone changed it. Absent: both did, and not to the same, so that somebody has to choose. */
  from?: 'mine' | 'theirs';
}

/** What a save met: the document that I began with, mine, and the one that was saved meanwhile. */
export function differences(base: Document, mine: Document, theirs: Document): Difference[] {
  return changedKeys(mine, theirs).map((key) => {
    const [here, there] = [same(base[key], mine[key]), same(base[key], theirs[key])];
    return {
      key,
      mine: mine[key],
      theirs: theirs[key],
      ...(here ? { from: 'theirs' } : there ? { from: 'mine' } : {}),
    };
  });
}

/** Theirs, with my changes on it where I chose mine: of what only one changed, the change. */
export function merged(
  base: Document,
  mine: Document,
  theirs: Document,
  choice: Readonly<Record<string, 'mine' | 'theirs'>>,
) {
  const next: Record<string, unknown> = { ...theirs };
  for (const key of changedKeys(base, mine)) {
    const free = same(base[key], theirs[key]);
    if (free || choice[key] === 'mine') next[key] = mine[key];
  }
  return next;
}
