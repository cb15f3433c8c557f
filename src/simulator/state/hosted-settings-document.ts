/** The hosted settings document: its schema, changes to it, and its texts in a language. */
import * as z from 'zod/mini';
import { isRecord } from '../../contract/json.js';
import type { HostedTexts } from '../../contract/merchant-hosted.js';
import { valueSchema } from '../../contract/merchant-schemas.js';
import {
  fieldOf,
  type KeyAt,
  keysAt,
  keysOfKind,
  type MerchantFields,
  type MerchantKey,
  type ValueOf,
} from '../../contract/merchant-settings.js';

const text = (max: number) => z.string().check(z.maxLength(max));

/** The schema of a value as the hosted API accepts it, which is wider than what a form saves. A text is in one language. */
function hostedSchema(key: MerchantKey): z.ZodMiniType {
  const field = fieldOf(key);
  if (field.kind === 'texts') return text(field.max);
  if (field.kind === 'countries') return z.array(z.string());
  return valueSchema(field.kind === 'integer' ? { ...field, min: field.hostedMin ?? field.min } : field);
}
const optional = (keys: readonly MerchantKey[]) =>
  Object.fromEntries(keys.map((key) => [key, z.optional(hostedSchema(key))]));

const settingsKeys = {
  ...optional(keysAt('inside')),
  tokenType: hostedSchema('tokenType'),
  overrideForceUsername: z.optional(z.boolean()),
  css: z.optional(text(50_000)),
  javascript: z.optional(text(5000)),
};
const googleSettings = z.strictObject({ active: z.boolean(), googleClientId: hostedSchema('googleClientId') });
const documentKeys = {
  settings: z.strictObject(settingsKeys),
  ...optional(keysAt('beside')),
  ssoProviders: z.optional(z.strictObject({ active: z.boolean(), googleSettings: z.optional(googleSettings) })),
};
const hostedDocument = z.strictObject(documentKeys);

type HostedValue<K extends MerchantKey> = MerchantFields[K] extends { kind: 'texts' }
  ? string
  : ValueOf<MerchantFields[K]>;
type Members<K extends MerchantKey> = { [P in K]?: HostedValue<P> | undefined };
/** The settings document (sso-api.openapi.yaml, `SsoProcessSettings`). */
export type HostedDocument = Members<KeyAt<'beside'>> & {
  settings: Members<Exclude<KeyAt<'inside'>, 'tokenType'>> & {
    tokenType: HostedValue<'tokenType'>;
    overrideForceUsername?: boolean | undefined;
    css?: string | undefined;
    javascript?: string | undefined;
  };
  ssoProviders?:
    { active: boolean; googleSettings?: { active: boolean; googleClientId: string } | undefined } | undefined;
};
/** Top-level keys of the document, and keys of its `settings`, in one object. */
export type SettingsChange = Partial<HostedDocument> & Partial<HostedDocument['settings']>;

/** Texts of the merchant by two-letter language. */
export type LanguageTexts = HostedTexts;

/**
 * Returns the document with a change. Each key replaces the whole value. Throws a `TypeError` that names an unknown key or
 * a value that the document cannot hold.
 */
export function withChange(document: HostedDocument, change: unknown): HostedDocument {
  if (!isRecord(change)) throw new TypeError('Settings must be an object');
  const next: Record<string, unknown> = { ...document };
  const entries = Object.entries(change);
  for (const [key, value] of entries) if (Object.hasOwn(documentKeys, key)) next[key] = value;
  for (const [key, value] of entries) {
    if (Object.hasOwn(settingsKeys, key)) {
      next['settings'] = { ...(isRecord(next['settings']) ? next['settings'] : {}), [key]: value };
    } else if (!Object.hasOwn(documentKeys, key)) throw new TypeError(`Unknown setting: ${key}`);
  }
  return parseHostedDocument(next);
}

/** Throws a `TypeError` that names the value which the document cannot hold. */
export function parseHostedDocument(document: unknown): HostedDocument {
  const result = hostedDocument.safeParse(document);
  if (result.success) return result.data as HostedDocument;
  const [issue] = result.error.issues;
  throw new TypeError(`Invalid setting: ${issue?.path.join('.') || 'document'} (${issue?.message ?? 'invalid'})`);
}

/** Returns the texts without the keys of a change: a change replaces them in every language. */
export function textsWithoutChanged(texts: LanguageTexts, change: object): LanguageTexts {
  const kept = keysOfKind('texts').filter((key) => !Object.hasOwn(change, key));
  return Object.fromEntries(
    Object.entries(texts).map(([language, own]) => [
      language,
      Object.fromEntries(kept.flatMap((key) => (own[key] === undefined ? [] : [[key, own[key]]]))),
    ]),
  );
}

/** Returns the document with the texts of a language, if there are any. */
export const inLanguage = (
  document: HostedDocument,
  texts: LanguageTexts,
  language?: string | null,
): HostedDocument => ({
  ...document,
  ...(language && Object.hasOwn(texts, language) ? texts[language] : {}),
});

const atLogin: Readonly<Record<string, 'required' | 'optional'>> = {
  REQUIRED: 'required',
  LOGIN_REQUIRED: 'required',
  REGISTRATION_OPTIONAL_LOGIN_REQUIRED: 'required',
  OPTIONAL: 'optional',
  LOGIN_OPTIONAL: 'optional',
  REGISTRATION_REQUIRED_LOGIN_OPTIONAL: 'optional',
};
/** Whether login requests names (docs/hosted-api.md, "Settings"); `undefined` if it does not. */
export const namesAtLogin = ({ settings }: HostedDocument): 'required' | 'optional' | undefined =>
  atLogin[settings.ssoName ?? 'NONE'];

const atRegistration: Readonly<Record<string, 'required' | 'optional'>> = {
  REQUIRED: 'required',
  REGISTRATION_REQUIRED: 'required',
  REGISTRATION_REQUIRED_LOGIN_OPTIONAL: 'required',
  OPTIONAL: 'optional',
  REGISTRATION_OPTIONAL: 'optional',
  REGISTRATION_OPTIONAL_LOGIN_REQUIRED: 'optional',
};
/** Whether registration requests names; `undefined` if it does not. */
export const namesAtRegistration = ({ settings }: HostedDocument): 'required' | 'optional' | undefined =>
  atRegistration[settings.ssoName ?? 'NONE'];
