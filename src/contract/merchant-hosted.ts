/**
 * A merchant's settings ↔ the hosted API's document (sso-api.openapi.yaml, `SsoProcessSettings`). Both ways nothing is
 * repaired: what came stays as it came; what a document of that API could not hold is left out on the way back.
 */
import { isRecord } from './json.js';
import { normalDomains } from './merchant-domains.js';
import { merchantSettings } from './merchant-schemas.js';
import {
  fieldOf,
  type KeyOfKind,
  keysAt,
  keysOfKind,
  type MerchantKey,
  merchantKeys,
  type RawSettings,
  type TextLanguage,
  textLanguages,
} from './merchant-settings.js';

/** Merchant-written texts of a hosted document by two-letter language. */
export type HostedTexts = Readonly<Record<string, { [K in KeyOfKind<'texts'>]?: string }>>;
/** A hosted document, and its texts in each language in front of its own. */
export interface Hosted {
  settings: RawSettings;
  texts: HostedTexts;
}

const texts = keysOfKind('texts');
/** Settings that a hosted document does not have in its `settings`. */
const outside = new Set<string>([...keysAt('beside'), ...keysAt('google')]);
/** Those beside them that are the same in every language. */
const beside = keysAt('beside').filter((key) => fieldOf(key).kind !== 'texts');

/** Where nothing can be read there is no text: who is shown none would not be asked for anything either. */
export const isEmpty = (text: unknown): boolean => typeof text === 'string' && text.trim() === '';
/** The texts of a setting that are written. */
const writtenOf = (value: RawSettings): RawSettings =>
  Object.fromEntries(Object.entries(value).filter(([, text]) => !isEmpty(text)));

const recordOf = (value: unknown): RawSettings => (isRecord(value) ? value : {});
const given = (entries: Readonly<Record<string, unknown>>): RawSettings =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

/** "Sign in with Google" is on when both flags are; what is no flag, or holds none, is shown as it is. */
function google(providers: unknown): RawSettings {
  if (providers === undefined) return {};
  if (!isRecord(providers)) return { googleActive: providers };
  const { active, googleSettings } = providers;
  const { active: own, googleClientId } = recordOf(googleSettings);
  // Of what is off nothing has to be set up.
  const inner = isRecord(googleSettings) ? own : active === false ? undefined : googleSettings;
  const odd = [active, inner].find((each) => each !== undefined && typeof each !== 'boolean');
  return given({ googleActive: odd === undefined ? active === true && own === true : odd, googleClientId });
}

/**
 * Joins the documents that the hosted API gave for each language. A key that is not known stays under its name.
 *
 * @example
 * ```ts
 * import { fromHosted } from 'sso-elements-server/settings-store';
 *
 * declare function settingsIn(language: string): Promise<unknown>;
 *
 * const settings = fromHosted({ en: await settingsIn('en'), de: await settingsIn('de') });
 * ```
 */
export function fromHosted(byLanguage: Partial<Record<TextLanguage, unknown>>): RawSettings {
  const documents = textLanguages.flatMap((language) => {
    const document = byLanguage[language];
    return document === undefined ? [] : [{ language, document: recordOf(document) }];
  });
  const { settings, ssoProviders, ...more } = documents[0]?.document ?? {};
  const written = texts.flatMap((key) => {
    const each = documents.flatMap(({ language, document }) => (key in document ? [[language, document[key]]] : []));
    return each.length ? [[key, Object.fromEntries(each) as unknown] as const] : [];
  });
  // No settings at all are seen among those that are not known.
  const inner = settings === undefined || isRecord(settings) ? settings : { settings };
  return { ...inner, ...more, ...google(ssoProviders), ...Object.fromEntries(written) };
}

/** Whether a hosted document can hold the value of a setting. */
export function canHold(key: MerchantKey, value: unknown): boolean {
  const field = fieldOf(key);
  const isHostedMin = 'hostedMin' in field && value === field.hostedMin;
  return isHostedMin || merchantSettings.shape[key].safeParse(value).success;
}

/**
 * Returns the known part of settings as a hosted document, and its texts in each language.
 *
 * @example
 * ```ts
 * import { createSettingsStore, toHosted } from 'sso-elements-server/settings-store';
 *
 * const store = await createSettingsStore();
 * const { settings, texts } = toHosted((await store.read()).settings);
 * ```
 */
export function toHosted(settings: RawSettings): Hosted {
  const known = merchantKeys.filter((key) => canHold(key, settings[key]));
  const value = (key: MerchantKey): unknown => (known.includes(key) ? settings[key] : undefined);
  // Each language by itself: a text that is too long takes no other one with it.
  const written = (key: (typeof texts)[number]) =>
    writtenOf(
      Object.fromEntries(
        Object.entries(recordOf(settings[key])).filter(([language, text]) => canHold(key, { [language]: text })),
      ),
    );
  const inside = Object.fromEntries(known.filter((key) => !outside.has(key)).map((key) => [key, settings[key]]));
  const active = value('googleActive') === true;
  const googleClientId = value('googleClientId');
  const { javascript, css } = settings;
  return {
    settings: {
      settings: { tokenType: 'EMAIL', ...inside, ...given({ javascript, css }) },
      ...given(Object.fromEntries(beside.map((key) => [key, value(key)]))),
      ...(googleClientId !== undefined && { ssoProviders: { active, googleSettings: { active, googleClientId } } }),
      // For who asks in a language without a text of its own.
      ...given(Object.fromEntries(texts.map((key) => [key, written(key)['en'] ?? written(key)['de']]))),
    },
    texts: Object.fromEntries(
      textLanguages.map((language) => [
        language,
        given(Object.fromEntries(texts.map((key) => [key, written(key)[language]]))),
      ]),
    ),
  };
}

/**
 * Settings after a change in the hosted API's words: any key of its document, or of its `settings` directly, replaces the
 * whole value. A text is then the same in every language. The change is not judged.
 */
export function changedByHosted(settings: RawSettings, change: RawSettings): RawSettings {
  const { settings: inner, ssoProviders, ...rest } = change;
  const everywhere = (text: unknown) => Object.fromEntries(textLanguages.map((language) => [language, text]));
  const own = texts.flatMap((key) => (key in rest ? [[key, everywhere(rest[key])] as const] : []));
  const kept = isRecord(inner)
    ? Object.fromEntries(Object.entries(settings).filter(([key]) => outside.has(key)))
    : settings;
  return { ...kept, ...recordOf(inner), ...rest, ...google(ssoProviders), ...Object.fromEntries(own) };
}

/** As it is saved: what is absent and may be is what it stands for (no number of logins: 1), an empty text none, domains as ASCII. */
export function completed(settings: RawSettings): RawSettings {
  const absent = merchantKeys.filter((key) => settings[key] === undefined && !fieldOf(key).mandatory);
  const written = texts.flatMap((key) => {
    const value = settings[key];
    return isRecord(value) ? [[key, writtenOf(value)] as const] : [];
  });
  const domains = keysOfKind('domains').flatMap((key) => {
    const value = settings[key];
    return typeof value === 'string' ? [[key, normalDomains(value)] as const] : [];
  });
  return {
    ...settings,
    ...Object.fromEntries(absent.map((key) => [key, fieldOf(key).standard])),
    ...Object.fromEntries(written),
    ...Object.fromEntries(domains),
  };
}
