/** Settings that keep readers out, and changes that would have them do so. */
import { fieldOf, type MerchantKey, merchantKeys, type RawSettings } from '../../contract/merchant-settings.js';
import type { Editing, LoadedSettings } from './editor-modes.js';

/** Whether a value keeps readers out. One that is not known does not: the gateway goes on without it. */
function locksReadersOut(key: MerchantKey, value: unknown): boolean {
  const field = fieldOf(key);
  if (field.harmless === undefined || value === field.harmless) return false;
  return field.kind === 'choice' ? field.values.some((each) => each === value) : typeof value === 'boolean';
}

/** Settings that keep readers out as they are. */
export const lockoutsIn = (settings: RawSettings): MerchantKey[] =>
  merchantKeys.filter((key) => locksReadersOut(key, settings[key]));

/** Settings that a save would newly have keep readers out: each is confirmed first. */
export const newLockouts = ({ draft }: Editing, { settings }: LoadedSettings): MerchantKey[] =>
  lockoutsIn(draft).filter((key) => !locksReadersOut(key, settings[key]));

/** The same of an undo, which puts back what is not known here: only which settings the last save changed. */
export const possibleUndoLockouts = (changed: readonly string[], { settings }: LoadedSettings): MerchantKey[] =>
  merchantKeys.filter(
    (key) => fieldOf(key).harmless !== undefined && changed.includes(key) && !locksReadersOut(key, settings[key]),
  );
