/** The public settings that a draft would lead to. */
import { isRecord } from '../contract/json.js';
import { canHold, isEmpty, toHosted } from '../contract/merchant-hosted.js';
import type { RawSettings, TextLanguage } from '../contract/merchant-settings.js';
import { hostedSettings } from '../contract/hosted-settings.js';
import type { SettingsPreview } from '../contract/settings-protocol.js';
import { type OwnSettings, publicSettingsOf } from '../gateway/settings/public-settings.js';

/**
 * The texts that readers of one language would see. A fault in another language takes nothing away from them; where their own text cannot be
 * saved, no other language's stands in.
 */
function textsFor(draft: RawSettings, key: 'ssoTermText' | 'ssoOptInText', language: TextLanguage): RawSettings {
  const texts = draft[key];
  if (!isRecord(texts)) return {};
  const has = texts[language] && !isEmpty(texts[language]);
  const own = Object.entries(texts).filter(([each, text]) => !isEmpty(text) && (!has || each === language));
  return { [key]: Object.fromEntries(own.filter(([each, text]) => canHold(key, { [each]: text }))) };
}

/** Reads a draft as the gateway reads a hosted document: tolerantly, and with the same sanitiser. */
export function previewSettings(draft: RawSettings, language: TextLanguage, own: OwnSettings): SettingsPreview {
  const texted = {
    ...draft,
    ...textsFor(draft, 'ssoTermText', language),
    ...textsFor(draft, 'ssoOptInText', language),
  };
  const { settings, texts } = toHosted(texted);
  const shown = publicSettingsOf(hostedSettings.parse({ ...settings, ...texts[language] }), own);
  return { terms: shown.terms, optIn: shown.optIn.text, settings: shown };
}
