/** What two documents differ in. */
import type { RawSettings } from '../contract/merchant-settings.js';

/** As one text, whatever the order of keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );

/** Whether two JSON values say the same. */
export const same = (one: unknown, other: unknown): boolean => canonical(one ?? null) === canonical(other ?? null);

/** The names of the settings whose values differ. */
export const changedKeys = (one: RawSettings, other: RawSettings): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !same(one[key], other[key]));
