/**
 * The merchant's settings: one entry each, from which all that handles settings is derived. The form shows and edits it,
 * the settings store saves it, the gateway reads it from the hosted document and passes it on where the entry says so,
 * the simulator takes it, and `docs/openapi.json` describes it. What a setting does is written where it does it.
 *
 * Names and values are the hosted API's (docs/hosted-api.md, "Settings"), since the form shows a hosted document as it
 * is. Texts are by language: the hosted API has one document for each.
 */

/** Languages in which a merchant writes texts. */
export const textLanguages = ['de', 'en'] as const;
export type TextLanguage = (typeof textLanguages)[number];
/** The longest text of terms or opt-in, in UTF-16 units, as JSON Schema's `maxLength` is commonly counted. */
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

export const namePolicies = [
  'REQUIRED',
  'OPTIONAL',
  'NONE',
  'REGISTRATION_REQUIRED',
  'REGISTRATION_OPTIONAL',
  'REGISTRATION_OPTIONAL_LOGIN_REQUIRED',
  'REGISTRATION_REQUIRED_LOGIN_OPTIONAL',
  'LOGIN_REQUIRED',
  'LOGIN_OPTIONAL',
] as const;
export type NamePolicy = (typeof namePolicies)[number];

export const hostedSalutations = ['NONE', 'MRS', 'MR', 'COMPANY', 'DIVERSE'] as const;

/** Kinds whose value a browser can be given as it is. `standard`: what a document without the setting means. */
type Plain =
  | { kind: 'choice'; values: readonly string[]; standard: string }
  | { kind: 'flag'; standard: boolean }
  /** `hostedMin`: the least that a hosted document may hold, where that is less. */
  | { kind: 'integer'; min: number; max: number; hostedMin?: number; standard: number }
  /** ISO 3166 alpha-2 codes. */
  | { kind: 'countries'; standard: readonly string[] }
  | { kind: 'text'; max: number; standard: string };
/** Kinds whose value is nothing for a browser before it was cleaned, split or mapped. */
type Raw =
  | { kind: 'domains'; max: number; standard: string }
  /** Some of a list of values. */
  | { kind: 'set'; values: readonly string[]; standard: readonly string[] }
  /** An object of flags. */
  | { kind: 'flags'; values: readonly string[]; standard: object };
/** HTML by language: a hosted document has it in one language. */
interface Texts {
  kind: 'texts';
  max: number;
  standard: object;
}

/**
 * `place`: where a hosted document has it, beside its `settings` or in its `ssoProviders`; absent: in its `settings`.
 * `publicName`: the name under which browsers get the value as it is; absent: they get what `publicSettingsOf` makes of
 * it, if anything.
 */
type Placed =
  | (Plain & { place?: 'beside'; publicName?: string })
  | (Raw & { place?: 'beside'; publicName?: never })
  | (Texts & { place: 'beside'; publicName?: never })
  | (Plain & { place: 'google'; publicName?: never });

export type MerchantField = Placed & {
  section: Section;
  /** It has to be given: the form offers no empty one, and nothing is put in the place of one that is absent. */
  mandatory?: true;
  /** Any other value needs a confirmation that names the consequence. */
  harmless?: unknown;
};

/** Every setting, in the order of the form. CONTRIBUTING.md, "Add a setting", has the steps. */
export const merchantFields = {
  tokenType: { section: 'confirmation', kind: 'choice', values: ['EMAIL', 'SMS'], standard: 'EMAIL', mandatory: true },
  tokenSmsCountries: { section: 'confirmation', kind: 'countries', standard: [], publicName: 'smsCountries' },
  allowedDomains: { section: 'access', kind: 'domains', max: 1000, standard: '' },
  maxSessions: { section: 'access', kind: 'integer', min: 1, max: 100, hostedMin: 0, standard: 1 },
  ssoName: { section: 'registration', kind: 'choice', values: namePolicies, standard: 'NONE', mandatory: true },
  forceUsername: { section: 'registration', kind: 'flag', standard: false, publicName: 'forceUsername' },
  ssoRecheckTerms: { section: 'terms', kind: 'flag', standard: false },
  ssoTermText: { section: 'terms', kind: 'texts', max: longestText, standard: {}, place: 'beside' },
  ssoOptIn: { section: 'terms', kind: 'flag', standard: false },
  ssoOptInText: { section: 'terms', kind: 'texts', max: longestText, standard: {}, place: 'beside' },
  allowRegistrationIdentifier: { section: 'connect', kind: 'flag', standard: false },
  registrationIdentifiers: { section: 'connect', kind: 'flags', values: identifierKeys, standard: {} },
  hideSalutation: { section: 'salutation', kind: 'flag', standard: true },
  allowedSalutations: { section: 'salutation', kind: 'set', values: hostedSalutations, standard: [], place: 'beside' },
  googleActive: { section: 'google', kind: 'flag', standard: false, place: 'google' },
  googleClientId: { section: 'google', kind: 'text', max: 200, standard: '', place: 'google' },
  emergencyMode: {
    section: 'operator',
    kind: 'choice',
    values: ['NONE', 'CONTRACT_COMPANY_MODE', 'PLENIGO_MODE'],
    standard: 'NONE',
    place: 'beside',
    mandatory: true,
    harmless: 'NONE',
  },
  disableSsoFunctionality: { section: 'operator', kind: 'flag', standard: false, place: 'beside', harmless: false },
} as const satisfies Record<string, MerchantField>;

export type MerchantFields = typeof merchantFields;
export type MerchantKey = keyof MerchantFields;
export const merchantKeys = Object.keys(merchantFields) as MerchantKey[];
/** The description of a setting, its exact shape forgotten. */
export const fieldOf = (key: MerchantKey): MerchantField => merchantFields[key];
/** What a document without any of them means. */
export const standards: Readonly<Record<string, unknown>> = Object.fromEntries(
  merchantKeys.map((key) => [key, fieldOf(key).standard]),
);

/** Kind → its shape. */
export type Kinds = { [K in MerchantField['kind']]: Extract<MerchantField, { kind: K }> };

/** What a value of a setting can be. */
export type ValueOf<F extends MerchantField> = F extends { kind: 'choice'; values: readonly (infer V)[] }
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

/** Where a hosted document has a setting; `inside`: in its `settings`. */
export type Place = 'inside' | NonNullable<MerchantField['place']>;
export type KeyAt<P extends Place> = {
  [K in MerchantKey]: (MerchantFields[K] extends { place: infer Q } ? Q : 'inside') extends P ? K : never;
}[MerchantKey];
/** The settings that a hosted document has in one place. */
export const keysAt = <P extends Place>(place: P): KeyAt<P>[] =>
  merchantKeys.filter((key) => (fieldOf(key).place ?? 'inside') === place) as KeyAt<P>[];

/** Settings of a kind. */
export type KeyOfKind<N extends MerchantField['kind']> = {
  [K in MerchantKey]: MerchantFields[K]['kind'] extends N ? K : never;
}[MerchantKey];
export const keysOfKind = <N extends MerchantField['kind']>(kind: N): KeyOfKind<N>[] =>
  merchantKeys.filter((key) => fieldOf(key).kind === kind) as KeyOfKind<N>[];

/** Of the former iframe: shown as not supported, never run, never changed here. */
export const unsupportedKeys = ['javascript', 'css'] as const;

/** A document as it came: nothing of it is promised, and nothing of it is repaired. */
export type RawSettings = Readonly<Record<string, unknown>>;

/** What the company behind the settings has set up. */
export interface Capabilities {
  smsProvider: boolean;
}
