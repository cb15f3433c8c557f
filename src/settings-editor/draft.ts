/** What a form's draft is, compared with what was loaded: pure, and without a word of any language. */

/** A document of settings: key → value. */
export type Document = Readonly<Record<string, unknown>>;

/** Whether two JSON values say the same; the order of keys says nothing. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Document, other as Document];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return keys.every((key) => same(left[key], right[key]));
}

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
