/** Compares settings. */
import { isSameJson } from '../../contract/json.js';
import type { RawSettings } from '../../contract/merchant-settings.js';

/** Whether two values of a setting are equal; null and absent are. */
export const sameSettings = (one: unknown, other: unknown): boolean => isSameJson(one ?? null, other ?? null);

/** The names of the settings whose values differ. */
export const changedSettings = (one: RawSettings, other: RawSettings): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !sameSettings(one[key], other[key]));
