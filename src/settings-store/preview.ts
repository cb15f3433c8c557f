/** What readers would be shown with a draft. */
import { toHosted } from '../contract/merchant-hosted.js';
import type { RawSettings, TextLanguage } from '../contract/merchant-settings.js';
import { hostedSettings } from '../contract/sso-api.js';
import type { SettingsPreview } from '../contract/settings-protocol.js';
import { type OwnSettings, publicSettingsOf } from '../gateway/settings.js';

/** Reads a draft as the gateway reads the hosted document: tolerantly, and with the same sanitiser. */
export function previewOf(draft: RawSettings, language: TextLanguage, own: OwnSettings): SettingsPreview {
  const { settings, texts } = toHosted(draft);
  const shown = publicSettingsOf(hostedSettings.parse({ ...settings, ...texts[language] }), own);
  return { terms: shown.terms, optIn: shown.optIn.text, settings: shown };
}
