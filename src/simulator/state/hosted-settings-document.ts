/** The hosted settings document: what may be in it, how it is changed, and its texts in a language. */
import * as z from 'zod/mini';
import { hostedSalutations, namePolicies } from '../../contract/sso-api.js';

const flag = z.optional(z.boolean());
const text = (max: number) => z.optional(z.string().check(z.maxLength(max)));

const settingsKeys = {
  tokenType: z.enum(['EMAIL', 'SMS']),
  tokenSmsCountries: z.optional(z.array(z.string())),
  allowedDomains: text(1000),
  ssoName: z.optional(z.enum(namePolicies)),
  ssoRecheckTerms: flag,
  ssoOptIn: flag,
  overrideForceUsername: flag,
  forceUsername: flag,
  maxSessions: z.optional(z.int().check(z.minimum(0), z.maximum(100))),
  allowRegistrationIdentifier: flag,
  css: text(50_000),
  javascript: text(5000),
  registrationIdentifiers: z.optional(
    z.strictObject({
      requestCustomerId: flag,
      requestSubscriptionId: flag,
      requestPostcode: flag,
      requestStreet: flag,
      requestStreetNumber: flag,
      requestCity: flag,
    }),
  ),
  hideSalutation: flag,
};
const documentKeys = {
  settings: z.strictObject(settingsKeys),
  emergencyMode: z.optional(z.enum(['NONE', 'CONTRACT_COMPANY_MODE', 'PLENIGO_MODE'])),
  disableSsoFunctionality: flag,
  ssoOptInText: text(2000),
  ssoTermText: text(2000),
  ssoProviders: z.optional(
    z.strictObject({
      active: z.boolean(),
      googleSettings: z.optional(
        z.strictObject({ active: z.boolean(), googleClientId: z.string().check(z.maxLength(200)) }),
      ),
    }),
  ),
  allowedSalutations: z.optional(z.array(z.enum(hostedSalutations))),
};
const hostedDocument = z.strictObject(documentKeys);

/** What the document may hold (sso-api.openapi.yaml, `SsoProcessSettings`). */
export type HostedDocument = z.infer<typeof hostedDocument>;
/** Any top-level key of the document, and any key of its `settings` directly. */
export type SettingsChange = Partial<HostedDocument> & Partial<HostedDocument['settings']>;

const localised = ['ssoTermText', 'ssoOptInText'] as const;
/** Merchant-written texts by two-letter language. */
export type Texts = Readonly<Record<string, { ssoTermText?: string; ssoOptInText?: string }>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The document with a change. Each key given replaces the whole value; a language's own text of a changed key goes.
 * Throws `TypeError` naming the key that is unknown or the value that the document cannot hold.
 */
export function changed(document: HostedDocument, change: unknown): HostedDocument {
  if (!isObject(change)) throw new TypeError('Settings must be an object');
  const next: Record<string, unknown> = { ...document };
  const entries = Object.entries(change);
  for (const [key, value] of entries) if (Object.hasOwn(documentKeys, key)) next[key] = value;
  for (const [key, value] of entries) {
    if (Object.hasOwn(settingsKeys, key)) {
      next['settings'] = { ...(isObject(next['settings']) ? next['settings'] : {}), [key]: value };
    } else if (!Object.hasOwn(documentKeys, key)) throw new TypeError(`Unknown setting: ${key}`);
  }
  return checked(next);
}

/** Throws `TypeError` naming the value that the document cannot hold. */
export function checked(document: unknown): HostedDocument {
  const result = hostedDocument.safeParse(document);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new TypeError(`Invalid setting: ${issue?.path.join('.') || 'document'} (${issue?.message ?? 'invalid'})`);
}

/** Without the languages' own texts of the keys that a change gives. */
export function textsAfter(texts: Texts, change: object): Texts {
  const kept = localised.filter((key) => !Object.hasOwn(change, key));
  return Object.fromEntries(
    Object.entries(texts).map(([language, own]) => [
      language,
      Object.fromEntries(kept.flatMap((key) => (own[key] === undefined ? [] : [[key, own[key]]]))),
    ]),
  );
}

/** The document in a language, where it has texts of its own in it. */
export const inLanguage = (document: HostedDocument, texts: Texts, language?: string | null): HostedDocument => ({
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
/** Whether names are asked at login (docs/hosted-api.md, `ssoName`); `undefined`: not. */
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
/** Whether names are asked at registration; `undefined`: not. */
export const namesAtRegistration = ({ settings }: HostedDocument): 'required' | 'optional' | undefined =>
  atRegistration[settings.ssoName ?? 'NONE'];
