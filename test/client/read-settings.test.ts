import { expect, test } from 'vitest';
import { unavailabilityOf, parseSettings } from '../../src/client/read-settings.js';

const host = 'www.news.example';

/** What the contract's README says that readers are asked for least. */
const least = {
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

test('settings that allow the process give no reason against it', () => {
  const verdict = parseSettings({ availability: 'available', forceUsername: true }, host);
  expect(verdict.why).toBeUndefined();
  expect(verdict.settings).toMatchObject({ ...least, forceUsername: true });
});

test('what is absent or unknown falls back to what asks the reader for least', () => {
  const document = { availability: 'half', codeChannel: 7, salutations: ['mr', 'lord'], names: null, unknown: 1 };
  expect(parseSettings(document, host)).toMatchObject({ settings: { ...least, salutations: ['mr'] } });
  expect(parseSettings({}, host)).toMatchObject({ settings: least });
});

test.each(['off', 'emergency'] as const)('availability %s is the reason, before the domain', (availability) => {
  const verdict = parseSettings({ availability, allowedDomains: ['other.example'] }, host);
  expect(verdict.why).toBe(availability);
  expect(verdict.settings.availability).toBe(availability);
});

test.each([
  ['no domain is listed', []],
  ['the host itself is listed', ['www.news.example']],
  ['a domain above it is listed', ['news.example']],
  ['one of several is listed', ['other.example', 'news.example']],
  ['the domain is written in capitals', ['News.EXAMPLE']],
])('readers may log in where %s', (_, allowedDomains) => {
  expect(parseSettings({ allowedDomains }, host).why).toBeUndefined();
});

test.each([
  ['only another domain is listed', ['other.example']],
  ['only a sub-domain of the host is listed', ['a.www.news.example']],
  ['a domain is listed that the host merely ends with', ['ews.example']],
  ['an empty name is listed', ['']],
])('readers may not log in where %s', (_, allowedDomains) => {
  expect(parseSettings({ allowedDomains }, host).why).toBe('domain');
});

test.each([null, undefined, 7, 'settings', [], [{}]])(
  '%j is no settings document: the endpoint is wrong',
  (document) => {
    expect(parseSettings(document, host)).toMatchObject({ settings: least, why: 'endpoint' });
  },
);

const ids = { enabled: true, identifiers: ['customerId'] };

test.each([
  ['is switched off', { enabled: false, identifiers: ['customerId'] }, 'connect'],
  ['is not spoken of', undefined, 'connect'],
  ['asks for no ID', { enabled: true, identifiers: ['street', 'streetNumber', 'postcode', 'city'] }, 'misconfigured'],
  ['asks for nothing', { enabled: true, identifiers: [] }, 'misconfigured'],
  ['asks only for what nobody knows', { enabled: true, identifiers: ['shoeSize'] }, 'misconfigured'],
  ['asks for the customer ID', ids, undefined],
  ['asks for the subscription ID', { enabled: true, identifiers: ['subscriptionId'] }, undefined],
  ['asks for everything', { enabled: true, identifiers: ['customerId', 'subscriptionId', 'street'] }, undefined],
] as const)('where account connect %s it is judged so', (_, accountConnect, why) => {
  expect(parseSettings({ accountConnect }, host, 'account-connect').why).toBe(why);
});

test.each(['login', 'registration', 'password-forgotten'] as const)(
  '%s does not depend on the settings of account connect',
  (process) => {
    expect(parseSettings({ accountConnect: { enabled: true, identifiers: [] } }, host, process).why).toBeUndefined();
  },
);

test.each(['login', 'registration', 'account-connect', 'password-forgotten'] as const)(
  'what closes every process closes %s, too, and is the reason that is returned',
  (process) => {
    const { settings } = parseSettings({ accountConnect: ids }, host);
    const off = { ...settings, accountConnect: { enabled: false, identifiers: [] } };
    expect(unavailabilityOf({ ...off, availability: 'emergency' }, host, process)).toBe('emergency');
    expect(unavailabilityOf({ ...off, availability: 'off', allowedDomains: ['other.example'] }, host, process)).toBe(
      'off',
    );
    expect(unavailabilityOf({ ...off, allowedDomains: ['other.example'] }, host, process)).toBe('domain');
    expect(unavailabilityOf({ ...settings, allowedDomains: ['news.example'] }, host, process)).toBeUndefined();
  },
);
