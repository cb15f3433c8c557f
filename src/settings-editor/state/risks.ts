/** Settings that keep readers out, and changes that would have them do so. */
import { fieldOf, type MerchantKey, merchantKeys, type RawSettings } from '../../contract/merchant-settings.js';
import type { Editing, Loaded } from './editor-modes.js';

/** Whether a value keeps readers out. One that is not known does not: the gateway goes on without it. */
function isBarring(key: MerchantKey, value: unknown): boolean {
  const field = fieldOf(key);
  if (field.harmless === undefined || value === field.harmless) return false;
  return field.kind === 'choice' ? field.values.some((each) => each === value) : typeof value === 'boolean';
}

/** Settings that keep readers out as they are. */
export const barring = (settings: RawSettings): MerchantKey[] =>
  merchantKeys.filter((key) => isBarring(key, settings[key]));

/** Settings that a save would newly have keep readers out: each is confirmed first. */
export const risks = ({ draft }: Editing, { settings }: Loaded): MerchantKey[] =>
  barring(draft).filter((key) => !isBarring(key, settings[key]));

/** The same of an undo, which puts back what is not known here: only which settings the last save changed. */
export const undoRisks = (changed: readonly string[], { settings }: Loaded): MerchantKey[] =>
  merchantKeys.filter(
    (key) => fieldOf(key).harmless !== undefined && changed.includes(key) && !isBarring(key, settings[key]),
  );
