import { expect, test } from 'vitest';
import { passedSettings } from '../../src/contract/passed-settings.js';
import { publicSettings } from '../../src/contract/public-settings-schema.js';

const passed = Object.fromEntries(Object.entries(passedSettings).map(([name, each]) => [name, each.parse(undefined)]));
/** What asks the reader for least, and offers login. */
const least = {
  ...passed,
  availability: 'available',
  codeChannel: 'email',
  smsCountries: [],
  allowedDomains: [],
  names: { registration: 'none', login: 'none' },
  forceUsername: false,
  salutations: [],
  optIn: { ask: false, text: [] },
  terms: [],
  accountConnect: { enabled: false, identifiers: [] },
  linkParameters: { token: 'token', code: 'verificationToken' },
};
const full = {
  ...passed,
  availability: 'emergency',
  codeChannel: 'sms',
  smsCountries: ['DE', 'AT'],
  allowedDomains: ['example.org'],
  names: { registration: 'required', login: 'optional' },
  forceUsername: true,
  salutations: ['none', 'mrs', 'mr', 'diverse'],
  optIn: { ask: true, text: [{ tag: 'p', children: ['News'] }], hash: 'a hash of the text' },
  terms: ['Terms'],
  accountConnect: {
    enabled: true,
    identifiers: ['customerId', 'subscriptionId', 'street', 'streetNumber', 'postcode', 'city'],
  },
  googleClientId: 'client',
  linkParameters: { token: 't', code: 'c' },
  passwordMinLength: 12,
  contact: 'mailto:help@example.org',
};

test('complete settings are read as they are', () => {
  expect(publicSettings.parse(full)).toEqual(full);
});

test('an empty document asks for least', () => {
  expect(publicSettings.parse({})).toEqual(least);
});

const wrong: unknown[] = [undefined, null, 7, true, 'nonsense', [], ['?'], {}, [null]];
const fallbacks: Record<string, (value: unknown) => unknown> = {
  availability: () => 'available',
  codeChannel: () => 'email',
  smsCountries: (value) => (Array.isArray(value) && value[0] === '?' ? ['?'] : []),
  allowedDomains: (value) => (Array.isArray(value) && value[0] === '?' ? ['?'] : []),
  names: () => ({ registration: 'none', login: 'none' }),
  forceUsername: (value) => value === true,
  salutations: () => [],
  optIn: () => ({ ask: false, text: [] }),
  terms: (value) => (Array.isArray(value) && value[0] === '?' ? ['?'] : []),
  accountConnect: () => ({ enabled: false, identifiers: [] }),
  googleClientId: (value) => (typeof value === 'string' ? value : undefined),
  linkParameters: () => ({ token: 'token', code: 'verificationToken' }),
  passwordMinLength: (value) => (typeof value === 'number' ? value : undefined),
  contact: () => undefined,
};
const cases = Object.keys(fallbacks).flatMap((field) => wrong.map((value): [string, unknown] => [field, value]));

test.each(cases)('%s of %j falls back and leaves every other field alone', (field, value) => {
  const read = publicSettings.parse({ ...full, [field]: value }) as Record<string, unknown>;
  expect(read[field]).toEqual(fallbacks[field]?.(value));
  expect({ ...read, [field]: null }).toEqual({ ...full, [field]: null });
});

test.each<[string, unknown, unknown]>([
  ['names', { registration: 'sometimes', login: 'required' }, { registration: 'none', login: 'required' }],
  ['names', { registration: 'optional' }, { registration: 'optional', login: 'none' }],
  ['salutations', ['mr', 'company', 5, 'mrs'], ['mr', 'mrs']],
  ['optIn', { ask: 'yes', text: ['kept'] }, { ask: false, text: ['kept'] }],
  ['optIn', { ask: true, text: '<p>' }, { ask: true, text: [] }],
  ['optIn', { ask: true, text: ['kept'], hash: 5 }, { ask: true, text: ['kept'] }],
  ['accountConnect', { enabled: true, identifiers: ['city', 'shoeSize'] }, { enabled: true, identifiers: ['city'] }],
  ['accountConnect', { identifiers: ['city'] }, { enabled: false, identifiers: ['city'] }],
  ['smsCountries', ['DE', 5], []],
  ['terms', [{ tag: 'a', href: 'javascript:x', children: [] }], []],
])('%s of %j keeps what it understands', (field, value, expected) => {
  expect((publicSettings.parse({ [field]: value }) as Record<string, unknown>)[field]).toEqual(expected);
});

test('fields of a newer version are dropped', () => {
  expect(publicSettings.parse({ javascript: 'alert(1)', css: '*{}' })).toEqual(least);
});

test.each([null, 'text', 5, [[]]])('%j is no settings document', (value) => {
  expect(publicSettings.safeParse(value).success).toBe(false);
});
