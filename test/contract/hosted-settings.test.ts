import { expect, test } from 'vitest';
import { hostedSettings } from '../../src/contract/hosted-settings.js';
import { fieldOf, keysAt, type MerchantKey, standards } from '../../src/contract/merchant-settings.js';

const noIdentifiers = {
  requestCustomerId: false,
  requestSubscriptionId: false,
  requestPostcode: false,
  requestStreet: false,
  requestStreetNumber: false,
  requestCity: false,
};
/** What asks the reader for least; by hand for the settings that the gateway knows something about. */
const least = {
  ...Object.fromEntries(keysAt('inside').map((key) => [key, standards[key]])),
  tokenType: 'EMAIL',
  tokenSmsCountries: [],
  allowedDomains: '',
  ssoName: 'NONE',
  forceUsername: false,
  ssoRecheckTerms: false,
  ssoOptIn: false,
  allowRegistrationIdentifier: false,
  registrationIdentifiers: noIdentifiers,
  hideSalutation: true,
};
const leastDocument = {
  ...Object.fromEntries(keysAt('beside').map((key) => [key, standards[key]])),
  settings: least,
  emergencyMode: 'NONE',
  disableSsoFunctionality: false,
  allowedSalutations: undefined,
  ssoOptInText: '',
  ssoTermText: '',
};

test('complete settings are read without the merchant’s script and style sheet', () => {
  const settings = {
    ...least,
    tokenType: 'SMS',
    tokenSmsCountries: ['DE'],
    allowedDomains: 'a.test,b.test',
    maxSessions: 2,
    ssoName: 'LOGIN_REQUIRED',
    forceUsername: true,
    ssoRecheckTerms: true,
    ssoOptIn: true,
    allowRegistrationIdentifier: true,
    registrationIdentifiers: { ...noIdentifiers, requestCity: true },
    hideSalutation: false,
  };
  const document = {
    ...leastDocument,
    settings,
    emergencyMode: 'PLENIGO_MODE',
    disableSsoFunctionality: true,
    ssoOptInText: '<p>News</p>',
    ssoTermText: '<p>Terms</p>',
    ssoProviders: { active: true, googleSettings: { active: true, googleClientId: 'client' } },
    allowedSalutations: ['MR', 'ALIEN'],
  };
  const sent = {
    ...document,
    settings: { ...settings, javascript: 'alert(1)', css: '*{}', overrideForceUsername: true },
  };
  expect(hostedSettings.parse(sent)).toEqual(document);
});

const nonsense: unknown[] = [undefined, null, 5, 'x', [], {}];
/** Whether a value is one that a setting of its kind can have. */
function isOfKind(field: string, value: unknown): boolean {
  const { kind } = fieldOf(field as MerchantKey);
  if (kind === 'integer') return typeof value === 'number';
  return ['domains', 'text', 'texts'].includes(kind) && typeof value === 'string';
}
const documentCases = Object.keys({ ...leastDocument, ssoProviders: 0, allowedSalutations: 0 })
  .filter((field) => field !== 'settings')
  .flatMap((field) => nonsense.map((value): [string, unknown] => [field, value]));

test.each(documentCases)('%s of %j falls back', (field, value) => {
  const expected: Record<string, unknown> = { ...leastDocument };
  if (field !== 'ssoProviders' && isOfKind(field, value)) expected[field] = value;
  if (field === 'ssoProviders' && JSON.stringify(value) === '{}') expected[field] = { active: false };
  if (field === 'allowedSalutations' && Array.isArray(value)) expected[field] = [];
  expect(hostedSettings.parse({ settings: {}, [field]: value })).toEqual(expected);
});

const settingCases = Object.keys(least).flatMap((field) => nonsense.map((value): [string, unknown] => [field, value]));
test.each(settingCases)('the setting %s of %j asks for least', (field, value) => {
  const expected: Record<string, unknown> = { ...least };
  if (isOfKind(field, value)) expected[field] = value;
  expect(hostedSettings.parse({ settings: { [field]: value } }).settings).toMatchObject(expected);
});

test.each(nonsense.slice(1, -1))('settings of %j are those that ask for least', (settings) => {
  expect(hostedSettings.parse({ settings })).toMatchObject({ settings: least });
});

test.each<[unknown, unknown]>([
  [true, true],
  [false, false],
  [undefined, true],
  [null, true],
  ['no', true],
  [0, true],
])('a hidden salutation of %j is read as %j', (hideSalutation, expected) => {
  expect(hostedSettings.parse({ settings: { hideSalutation } }).settings.hideSalutation).toBe(expected);
});

test.each<[unknown, unknown]>([
  [{ active: true }, { active: true }],
  [{ active: true, googleSettings: null }, { active: true }],
  [{ googleSettings: { active: true } }, { active: false, googleSettings: { active: true } }],
  [
    { active: 'yes', googleSettings: { active: 1, googleClientId: 5 } },
    { active: false, googleSettings: { active: false } },
  ],
])('providers of %j are read as %j', (ssoProviders, expected) => {
  expect(hostedSettings.parse({ ssoProviders }).ssoProviders).toEqual(expected);
});

test.each([null, 'x', 5])('%j is no settings document', (document) => {
  expect(hostedSettings.safeParse(document).success).toBe(false);
});
