/** What is wrong or doubtful in a merchant's settings: the same rules at the field and on the server. */
import { isRecord } from './json.js';
import { domainFaults } from './merchant-domains.js';
import {
  type Capabilities,
  fieldOf,
  identifierKeys,
  type MerchantField,
  type MerchantKey,
  merchantKeys,
  type RawSettings,
  textLanguages,
} from './merchant-settings.js';

export const findingCodes = [
  // Errors: it cannot be saved.
  'unknown-value',
  'missing',
  'sms-without-provider',
  'not-a-domain',
  'not-a-country',
  'out-of-range',
  'too-long',
  'no-identifier',
  'google-without-id',
  // Warnings: it can.
  'identifier-alone',
  'identifiers-unused',
  'salutation-not-sent',
  'opt-in-without-text',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** One thing to tell about a setting. */
export interface Finding {
  key: MerchantKey;
  code: FindingCode;
  severity: 'error' | 'warning';
  /** Which part: a domain, a country, a language. */
  part?: string;
  /** What can be taken instead of that part. */
  suggestion?: string;
}

type Fault = Omit<Finding, 'key' | 'severity'>;

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
const unknown: Fault[] = [{ code: 'unknown-value' }];

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Codes that the platform has a name for and that are no country. */
const groupings: ReadonlySet<string> = new Set(['EU', 'EZ', 'UN']);
/** The codes that ISO 3166-1 leaves to its users, first and last of each range. `XK`, Kosovo, is among them and in wide use. */
const userAssigned = [
  ['AA', 'AA'],
  ['QM', 'QZ'],
  ['XA', 'XJ'],
  ['XL', 'XZ'],
  ['ZZ', 'ZZ'],
] as const;
/** Whether a string is an ISO 3166-1 alpha-2 code, in capitals, of a country that the platform has a name for. */
export const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) &&
  !groupings.has(code) &&
  !userAssigned.some(([first, last]) => first <= code && code <= last) &&
  regions.of(code) !== undefined;

/** Kind → what is wrong with a value of it. */
const judges: Record<MerchantField['kind'], (value: unknown, field: MerchantField) => Fault[]> = {
  choice: (value, field) => ('values' in field && field.values.includes(value as string) ? [] : unknown),
  flag: (value) => (typeof value === 'boolean' ? [] : unknown),
  integer: (value, field) => {
    if (!('min' in field) || typeof value !== 'number') return unknown;
    return Number.isInteger(value) && value >= field.min && value <= field.max ? [] : [{ code: 'out-of-range' }];
  },
  domains: (value, field) => {
    if (typeof value !== 'string') return unknown;
    if ('max' in field && value.length > field.max) return [{ code: 'too-long' }];
    return domainFaults(value).map(({ typed: part, suggestion }) => ({
      code: 'not-a-domain',
      part,
      ...(suggestion !== undefined && { suggestion }),
    }));
  },
  countries: (value) =>
    isTexts(value)
      ? value.filter((each) => !isCountry(each)).map((part) => ({ code: 'not-a-country', part }))
      : unknown,
  text: (value, field) => {
    if (typeof value !== 'string') return unknown;
    return 'max' in field && value.length > field.max ? [{ code: 'too-long' }] : [];
  },
  set: (value, field) =>
    isTexts(value) && value.every((each) => 'values' in field && field.values.includes(each)) ? [] : unknown,
  flags: (value, field) =>
    isRecord(value) &&
    Object.entries(value).every(
      ([key, each]) => 'values' in field && field.values.includes(key) && typeof each === 'boolean',
    )
      ? []
      : unknown,
  texts: (value, field) => {
    if (!isRecord(value)) return unknown;
    return Object.entries(value).flatMap(([part, text]): Fault[] => {
      if (!(textLanguages as readonly string[]).includes(part) || typeof text !== 'string')
        return [{ code: 'unknown-value', part }];
      return 'max' in field && text.length > field.max ? [{ code: 'too-long', part }] : [];
    });
  },
};

/** What the settings say together. */
function together(settings: RawSettings, { smsProvider }: Capabilities): Finding[] {
  const found: Finding[] = [];
  const error = (key: MerchantKey, code: FindingCode) => found.push({ key, code, severity: 'error' });
  const warn = (key: MerchantKey, code: FindingCode) => found.push({ key, code, severity: 'warning' });
  if (settings['tokenType'] === 'SMS' && !smsProvider) error('tokenType', 'sms-without-provider');
  const asked = isRecord(settings['registrationIdentifiers']) ? settings['registrationIdentifiers'] : {};
  const [customer, subscription, ...address] = identifierKeys.map((key) => asked[key] === true);
  if (settings['allowRegistrationIdentifier'] === true) {
    if (!customer && !subscription) error('registrationIdentifiers', 'no-identifier');
    // Whoever knows one number could claim the account.
    else if (customer !== subscription && !address.includes(true)) warn('registrationIdentifiers', 'identifier-alone');
  } else if (Object.values(asked).includes(true)) warn('registrationIdentifiers', 'identifiers-unused');
  if (settings['googleActive'] === true && !settings['googleClientId']) error('googleClientId', 'google-without-id');
  const salutations = settings['allowedSalutations'];
  if (Array.isArray(salutations) && salutations.includes('COMPANY')) warn('allowedSalutations', 'salutation-not-sent');
  const optIn = isRecord(settings['ssoOptInText']) ? settings['ssoOptInText'] : {};
  const written = Object.values(optIn).some((text) => typeof text === 'string' && text.trim() !== '');
  if (settings['ssoOptIn'] === true && !written) warn('ssoOptInText', 'opt-in-without-text');
  return found;
}

/**
 * Judges settings as they are; a setting that is absent or null is `missing`. Nothing is repaired.
 *
 * @example
 * ```ts
 * import { createSettingsStore, judgeMerchantSettings } from 'sso-elements-server/settings-store';
 *
 * const { settings } = await (await createSettingsStore()).read();
 * const errors = judgeMerchantSettings(settings, { smsProvider: false }).filter(({ severity }) => severity === 'error');
 * ```
 */
export function judgeMerchantSettings(settings: RawSettings, capabilities: Capabilities): Finding[] {
  const alone = merchantKeys.flatMap((key): Finding[] => {
    const value = settings[key];
    if (value === undefined || value === null) return [{ key, code: 'missing', severity: 'error' }];
    const field = fieldOf(key);
    return judges[field.kind](value, field).map((fault) => ({ key, severity: 'error', ...fault }));
  });
  return [...alone, ...together(settings, capabilities)];
}
