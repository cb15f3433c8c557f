/**
 * The merchant's settings as a form shows and changes them: one description of every setting, and the document of the
 * settings protocol. Names and values are the hosted API's (docs/hosted-api.md, "Settings"), since the form has to show a
 * hosted document as it is; texts are by language, which the hosted API has one address for each of.
 */
import * as z from 'zod/mini';
import { hostedSalutations, namePolicies } from './sso-api.js';

/** Languages in which a merchant writes texts. */
export const textLanguages = ['de', 'en'] as const;
export type TextLanguage = (typeof textLanguages)[number];
/** The longest text of terms or opt-in, in characters (UTF-16 units, as JSON Schema's `maxLength` in the API's description is commonly counted). */
export const longestText = 2000;

export const sections = [
  'confirmation',
  'access',
  'registration',
  'terms',
  'connect',
  'salutation',
  'google',
  'operator',
] as const;
export type Section = (typeof sections)[number];

/** What identifies an imported customer, in the order of the form; the first two are IDs, one of which is mandatory. */
export const identifierKeys = [
  'requestCustomerId',
  'requestSubscriptionId',
  'requestPostcode',
  'requestStreet',
  'requestStreetNumber',
  'requestCity',
] as const;

/** How a setting is shown and edited. */
type Shape =
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'flag' }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'domains'; max: number }
  | { kind: 'countries' }
  | { kind: 'text'; max: number }
  /** Some of a list of values. */
  | { kind: 'set'; values: readonly string[] }
  /** An object of flags. */
  | { kind: 'flags'; values: readonly string[] }
  /** HTML by language. */
  | { kind: 'texts'; max: number };

export type MerchantField = Shape & {
  section: Section;
  /** What a document without it means. */
  standard: unknown;
  /** It has to be given: the form offers no empty one, and nothing is put in the place of one that is absent. */
  mandatory?: true;
  /** Switching it on needs a confirmation that names the consequence; the value that is harmless. */
  harmless?: unknown;
};

/** Every setting, in the order of the form. A new one is one entry here, and its words: what can be saved follows from it. */
export const merchantFields = {
  tokenType: { section: 'confirmation', kind: 'choice', values: ['EMAIL', 'SMS'], standard: 'EMAIL', mandatory: true },
  tokenSmsCountries: { section: 'confirmation', kind: 'countries', standard: [] },
  allowedDomains: { section: 'access', kind: 'domains', max: 1000, standard: '' },
  maxSessions: { section: 'access', kind: 'integer', min: 1, max: 100, standard: 1 },
  ssoName: { section: 'registration', kind: 'choice', values: namePolicies, standard: 'NONE', mandatory: true },
  forceUsername: { section: 'registration', kind: 'flag', standard: false },
  ssoRecheckTerms: { section: 'terms', kind: 'flag', standard: false },
  ssoTermText: { section: 'terms', kind: 'texts', max: longestText, standard: {} },
  ssoOptIn: { section: 'terms', kind: 'flag', standard: false },
  ssoOptInText: { section: 'terms', kind: 'texts', max: longestText, standard: {} },
  allowRegistrationIdentifier: { section: 'connect', kind: 'flag', standard: false },
  registrationIdentifiers: { section: 'connect', kind: 'flags', values: identifierKeys, standard: {} },
  hideSalutation: { section: 'salutation', kind: 'flag', standard: true },
  allowedSalutations: { section: 'salutation', kind: 'set', values: hostedSalutations, standard: [] },
  googleActive: { section: 'google', kind: 'flag', standard: false },
  googleClientId: { section: 'google', kind: 'text', max: 200, standard: '' },
  emergencyMode: {
    section: 'operator',
    kind: 'choice',
    values: ['NONE', 'CONTRACT_COMPANY_MODE', 'PLENIGO_MODE'],
    standard: 'NONE',
    mandatory: true,
    harmless: 'NONE',
  },
  disableSsoFunctionality: { section: 'operator', kind: 'flag', standard: false, harmless: false },
} as const satisfies Record<string, MerchantField>;

export type MerchantKey = keyof typeof merchantFields;
export const merchantKeys = Object.keys(merchantFields) as MerchantKey[];
/** The description of a setting, its exact shape forgotten. */
export const fieldOf = (key: MerchantKey): MerchantField => merchantFields[key];
/** What a document without any of them means. */
export const standards: Readonly<Record<string, unknown>> = Object.fromEntries(
  merchantKeys.map((key) => [key, fieldOf(key).standard]),
);

type ValueOf<F extends MerchantField> = F extends { kind: 'choice'; values: readonly (infer V)[] }
  ? V
  : F extends { kind: 'set'; values: readonly (infer V)[] }
    ? V[]
    : F extends { kind: 'flags'; values: readonly (infer V extends string)[] }
      ? Partial<Record<V, boolean>>
      : {
          choice: string;
          flag: boolean;
          integer: number;
          domains: string;
          countries: string[];
          text: string;
          set: string[];
          flags: Partial<Record<string, boolean>>;
          texts: Partial<Record<TextLanguage, string>>;
        }[F['kind']];
type Kinds = { [K in MerchantField['kind']]: Extract<MerchantField, { kind: K }> };

const text = (max: number) => z.string().check(z.maxLength(max));
/** Kind → what a value of it is. */
const schemas: { [K in keyof Kinds]: (field: Kinds[K]) => z.ZodMiniType } = {
  choice: ({ values }) => z.enum(values),
  flag: () => z.boolean(),
  integer: ({ min, max }) => z.int().check(z.minimum(min), z.maximum(max)),
  domains: ({ max }) => text(max),
  countries: () => z.array(z.string().check(z.regex(/^[A-Z]{2}$/))),
  text: ({ max }) => text(max),
  set: ({ values }) => z.array(z.enum(values)),
  flags: ({ values }) => z.partialRecord(z.enum(values), z.boolean()),
  texts: ({ max }) => z.partialRecord(z.enum(textLanguages), text(max)),
};
const schemaOf = <K extends keyof Kinds>(field: Kinds[K] & { kind: K }) => schemas[field.kind](field);

const described = Object.fromEntries(merchantKeys.map((key) => [key, schemaOf(fieldOf(key) as never)])) as {
  [K in MerchantKey]: z.ZodMiniType<ValueOf<(typeof merchantFields)[K]>>;
};

/** A document that can be saved. What is written for the former iframe is kept as it is, and never run. */
export const merchantSettings = z.strictObject({
  ...described,
  javascript: z.optional(text(5000)),
  css: z.optional(text(50_000)),
});
export type MerchantSettings = z.infer<typeof merchantSettings>;

/** Of the former iframe: shown as not supported, never run, never changed here. */
export const unsupportedKeys = ['javascript', 'css'] as const;

/** A document as it came: nothing of it is promised, and nothing of it is repaired. */
export type RawSettings = Readonly<Record<string, unknown>>;

/** What the company behind the settings has set up. */
export const capabilities = z.object({ smsProvider: z.boolean() });
export type Capabilities = z.infer<typeof capabilities>;
