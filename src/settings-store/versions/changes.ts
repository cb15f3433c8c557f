/** What two documents differ in. */
import { isSameJson as sameJson } from '../../contract/json.js';
import type { RawSettings } from '../../contract/merchant-settings.js';

/** Whether two settings say the same; here, one that is null and one that is absent do. */
export const sameSettings = (one: unknown, other: unknown): boolean => sameJson(one ?? null, other ?? null);

/** The names of the settings whose values differ. */
export const changedSettings = (one: RawSettings, other: RawSettings): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !sameSettings(one[key], other[key]));
