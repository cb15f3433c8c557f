/** Lockouts: settings whose value keeps readers out, as the emergency mode does. */
import { fieldOf, type MerchantKey, merchantKeys, type RawSettings } from '../../contract/merchant-settings.js';
import type { Editing, LoadedSettings } from './editor-modes.js';

/** Whether a value keeps readers out. An unknown value does not: the gateway ignores it. */
function locksReadersOut(key: MerchantKey, value: unknown): boolean {
  const field = fieldOf(key);
  if (field.harmless === undefined || value === field.harmless) return false;
  return field.kind === 'choice' ? field.values.some((each) => each === value) : typeof value === 'boolean';
}

/** The settings that keep readers out. */
export const lockoutsIn = (settings: RawSettings): MerchantKey[] =>
  merchantKeys.filter((key) => locksReadersOut(key, settings[key]));

/** The settings that keep readers out only after this save: each is confirmed first. */
export const newLockouts = ({ draft }: Editing, { settings }: LoadedSettings): MerchantKey[] =>
  lockoutsIn(draft).filter((key) => !locksReadersOut(key, settings[key]));

/**
 * The settings that may keep readers out after an undo. The values that it restores are not known here, only the keys that
 * the last save changed.
 */
export const possibleUndoLockouts = (changed: readonly string[], { settings }: LoadedSettings): MerchantKey[] =>
  merchantKeys.filter(
    (key) => fieldOf(key).harmless !== undefined && changed.includes(key) && !locksReadersOut(key, settings[key]),
  );
