/** Checks a draft before it is saved: which of its settings the form may change, and whether the rules accept them. */
import { completed } from '../contract/merchant-hosted.js';
import { judgeMerchantSettings } from '../contract/merchant-rules.js';
import { merchantSettings } from '../contract/merchant-schemas.js';
import { type Capabilities, merchantKeys, type RawSettings, standards } from '../contract/merchant-settings.js';
import type { SettingsDocument } from '../contract/settings-protocol.js';
import { sameSettings } from './versions/compare-settings.js';
import { SettingsFailure } from './settings-failure.js';

/** Settings that the form describes. The others, script and style sheet among them, stay as they were saved. */
const isEditable = (key: string): boolean => (merchantKeys as string[]).includes(key);
const some = (settings: RawSettings, wanted: (key: string) => boolean): RawSettings =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => wanted(key)));

/** The editable settings, completed. Throws `invalid-settings` with the findings. */
function checkRules(settings: RawSettings, capabilities: Capabilities): RawSettings {
  const own = completed(some(settings, isEditable));
  const findings = judgeMerchantSettings(own, capabilities);
  const isWrong = findings.some(({ severity }) => severity === 'error');
  if (isWrong || !merchantSettings.safeParse(own).success) throw new SettingsFailure('invalid-settings', { findings });
  return own;
}

/** Throws `invalid-settings` where the rules no longer accept a kept version. A host's first version need not name every setting. */
export const checkKept = (settings: RawSettings, capabilities: Capabilities): void =>
  void checkRules({ ...standards, ...settings }, capabilities);

/**
 * The settings to save for a draft that is based on a document. Throws `invalid-settings` with the findings, and `invalid-request` where the
 * draft changes a setting that is not editable.
 */
export function checkDraft(draft: RawSettings, { settings: saved, capabilities }: SettingsDocument): RawSettings {
  const foreign = Object.entries(draft).find(([key, value]) => !isEditable(key) && !sameSettings(value, saved[key]));
  if (foreign) throw new SettingsFailure('invalid-request');
  return { ...some(saved, (key) => !isEditable(key)), ...checkRules(draft, capabilities) };
}
