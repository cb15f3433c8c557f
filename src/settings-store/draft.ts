/** A draft on its way to be saved: what of it is changed here, and whether the rules take it. */
import { completed } from '../contract/merchant-hosted.js';
import { judgeMerchantSettings } from '../contract/merchant-rules.js';
import { merchantSettings } from '../contract/merchant-schemas.js';
import { type Capabilities, merchantKeys, type RawSettings, standards } from '../contract/merchant-settings.js';
import type { SettingsDocument } from '../contract/settings-protocol.js';
import { sameSettings } from './versions/changes.js';
import { SettingsFailure } from './failure.js';

/** Settings with a description. The others, script and style sheet among them, stay as they were saved. */
const isChangedHere = (key: string): boolean => (merchantKeys as string[]).includes(key);
const some = (settings: RawSettings, wanted: (key: string) => boolean): RawSettings =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => wanted(key)));

/** Completed, as far as it has a description. Throws `invalid-settings` with what is wrong. */
function ruled(settings: RawSettings, capabilities: Capabilities): RawSettings {
  const own = completed(some(settings, isChangedHere));
  const findings = judgeMerchantSettings(own, capabilities);
  const isWrong = findings.some(({ severity }) => severity === 'error');
  if (isWrong || !merchantSettings.safeParse(own).success) throw new SettingsFailure('invalid-settings', { findings });
  return own;
}

/** Throws `invalid-settings` where the rules no longer take what was kept. A host's first version need not name every setting. */
export const judgeKept = (settings: RawSettings, capabilities: Capabilities): void =>
  void ruled({ ...standards, ...settings }, capabilities);

/**
 * The draft as it is saved upon a document. Throws `invalid-settings` with what is wrong, and `invalid-request` where it
 * changes what is not changed here.
 */
export function judged(draft: RawSettings, { settings: saved, capabilities }: SettingsDocument): RawSettings {
  const foreign = Object.entries(draft).find(([key, value]) => !isChangedHere(key) && !sameSettings(value, saved[key]));
  if (foreign) throw new SettingsFailure('invalid-request');
  return { ...some(saved, (key) => !isChangedHere(key)), ...ruled(draft, capabilities) };
}
