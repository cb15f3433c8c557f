import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiDomain, domainFaults, normalDomains, suggestedDomains } from '../../src/contract/merchant-domains.js';
import { isCountry, judgeMerchantSettings } from '../../src/contract/merchant-rules.js';
import { merchantSettings } from '../../src/contract/merchant-schemas.js';
import { merchantFields, merchantKeys, type RawSettings, standards } from '../../src/contract/merchant-settings.js';

/** Settings without fault; what is not written here has its standard. */
const whole = {
  ...standards,
  tokenType: 'EMAIL',
  tokenSmsCountries: ['DE', 'AT'],
  allowedDomains: 'example.org',
  maxSessions: 2,
  ssoName: 'NONE',
  forceUsername: false,
  ssoRecheckTerms: true,
  ssoTermText: { de: '<p>AGB</p>' },
  ssoOptIn: true,
  ssoOptInText: { de: 'Ja', en: 'Yes' },
  allowRegistrationIdentifier: true,
  registrationIdentifiers: {
    requestCustomerId: true,
    requestSubscriptionId: false,
    requestPostcode: true,
    requestStreet: false,
    requestStreetNumber: false,
    requestCity: false,
  },
  hideSalutation: false,
  allowedSalutations: ['NONE', 'MRS'],
  googleActive: false,
  googleClientId: '',
  emergencyMode: 'NONE',
  disableSsoFunctionality: false,
};
const judge = (change: object = {}, smsProvider = true) =>
  judgeMerchantSettings({ ...whole, ...change }, { smsProvider });
const only = (...identifiers: string[]) => ({
  registrationIdentifiers: Object.fromEntries(
    Object.keys(whole.registrationIdentifiers).map((key) => [key, identifiers.includes(key)]),
  ),
});

test('settings without fault have no finding, and can be saved', () => {
  expect(judge()).toEqual([]);
  expect(merchantSettings.safeParse(whole).success).toBe(true);
});

test('the description and the document that can be saved name the same settings', () => {
  expect(Object.keys(merchantSettings.shape)).toEqual([...merchantKeys, 'javascript', 'css']);
});

test.each([
  ['SMS without a provider', { tokenType: 'SMS' }, 'tokenType', 'sms-without-provider'],
  ['an unknown token type', { tokenType: 'PIGEON' }, 'tokenType', 'unknown-value'],
  ['a name policy that there is not', { ssoName: 'SOMETIMES' }, 'ssoName', 'unknown-value'],
  ['a flag that is a text', { forceUsername: 'yes' }, 'forceUsername', 'unknown-value'],
  ['a setting that is null', { ssoOptIn: null }, 'ssoOptIn', 'missing'],
  ['no parallel login', { maxSessions: 0 }, 'maxSessions', 'out-of-range'],
  ['101 parallel logins', { maxSessions: 101 }, 'maxSessions', 'out-of-range'],
  ['half a login', { maxSessions: 1.5 }, 'maxSessions', 'out-of-range'],
  ['a country that there is not', { tokenSmsCountries: ['DE', 'XX'] }, 'tokenSmsCountries', 'not-a-country'],
  ['neither ID', only('requestPostcode', 'requestCity'), 'registrationIdentifiers', 'no-identifier'],
  ['a list of domains past 1,000 characters', { allowedDomains: 'a'.repeat(1001) }, 'allowedDomains', 'too-long'],
  ['a text of 2,001 characters', { ssoTermText: { de: 'a'.repeat(2001) } }, 'ssoTermText', 'too-long'],
  ['a text in an unknown language', { ssoOptInText: { xx: 'a', de: 'b' } }, 'ssoOptInText', 'unknown-value'],
  ['Google without a client ID', { googleActive: true }, 'googleClientId', 'google-without-id'],
  ['an unknown emergency mode', { emergencyMode: 'PANIC' }, 'emergencyMode', 'unknown-value'],
  ['an unknown salutation', { allowedSalutations: ['LORD'] }, 'allowedSalutations', 'unknown-value'],
])('%s cannot be saved, and the setting says so', (_what, change, key, code) => {
  expect(judge(change, false)).toContainEqual(expect.objectContaining({ key, code, severity: 'error' }));
});

test.each([
  ['a single ID without any address part', only('requestCustomerId'), 'registrationIdentifiers', 'identifier-alone'],
  [
    'identifiers that nobody is asked for',
    { allowRegistrationIdentifier: false },
    'registrationIdentifiers',
    'identifiers-unused',
  ],
  [
    'a salutation that cannot be sent',
    { allowedSalutations: ['COMPANY'] },
    'allowedSalutations',
    'salutation-not-sent',
  ],
  ['an opt-in without text', { ssoOptInText: { de: ' ' } }, 'ssoOptInText', 'opt-in-without-text'],
])('%s is a warning, and can be saved', (_what, change, key, code) => {
  expect(judge(change)).toEqual([{ key, code, severity: 'warning' }]);
});

test('2,000 characters, 100 logins, both IDs without address, and SMS with a provider are right', () => {
  expect(
    judge({
      tokenType: 'SMS',
      maxSessions: 100,
      ssoTermText: { de: 'a'.repeat(2000) },
      ...only('requestCustomerId', 'requestSubscriptionId'),
    }),
  ).toEqual([]);
});

test.each([
  ['Example.ORG', 'example.org'],
  [' müller.example ', 'xn--mller-kva.example'],
  ['localhost', 'localhost'],
  ['example.org.', 'example.org'],
])('the domain “%s” is compared as %s', (typed, ascii) => {
  expect(asciiDomain(typed)).toBe(ascii);
});

test.each([
  ['https://www.example.org/news?a=1', 'www.example.org'],
  ['example.org/', 'example.org'],
  ['*.example.org', 'example.org'],
  ['.example.org', 'example.org'],
  ['example.org:8080', 'example.org'],
  ['https://reader@example.org', 'example.org'],
  ['http://*.müller.example', 'xn--mller-kva.example'],
  ['//example.org', 'example.org'],
  ['http:example.org', 'example.org'],
  ['*example.org', 'example.org'],
  ['www.*.example.org', 'example.org'],
  ['example.org..', 'example.org'],
  ['https://a.example/x;y', 'a.example'],
  ['*', undefined],
  ['example org', undefined],
  ['-.-', undefined],
  ['192.168.0.1', undefined],
  ['exa_mple.org', undefined],
])('“%s” is no domain, and %s is offered', (typed, suggestion) => {
  expect(domainFaults(typed)).toEqual([{ typed, ...(suggestion && { suggestion }) }]);
});

test('a list is saved as ASCII, each domain once, and what is no domain stays as typed', () => {
  expect(normalDomains(' Example.org,example.org;\nmüller.example, *.a.example ')).toBe(
    'example.org,xn--mller-kva.example,*.a.example',
  );
  expect(suggestedDomains('https://example.org/, *.a.example, no domain')).toBe('example.org,a.example,no domain');
});

test('a semicolon separates domains, also after an address', () => {
  expect(normalDomains('a.example;b.example; localhost')).toBe('a.example,b.example,localhost');
  expect(suggestedDomains('https://a.example/x;https://b.example/;c.example')).toBe('a.example,b.example,c.example');
});

test.each(['DE', 'AT', 'XK', 'GB'])('%s is a country', (code) => expect(isCountry(code)).toBe(true));
test.each(['EU', 'UN', 'de', 'XX', 'ZZ', 'DEU', ''])('“%s” is none', (code) => expect(isCountry(code)).toBe(false));

test('whatever a document holds is judged without throwing, and nothing of it is changed', () => {
  const values = fc.dictionary(fc.constantFrom(...merchantKeys, 'stranger'), fc.jsonValue());
  fc.assert(
    fc.property(values, fc.boolean(), (settings, smsProvider) => {
      const before = structuredClone(settings);
      const found = judgeMerchantSettings(settings, { smsProvider });
      expect(settings).toEqual(before);
      expect(found.every(({ key }) => key in merchantFields)).toBe(true);
    }),
  );
});

test('what the rules call right, the document that can be saved takes', () => {
  const raw: RawSettings = whole;
  const some = fc.record(
    Object.fromEntries(
      merchantKeys.map((key) => [key, fc.oneof({ weight: 8, arbitrary: fc.constant(raw[key]) }, fc.jsonValue())]),
    ),
  );
  fc.assert(
    fc.property(some, (settings) => {
      const errors = judgeMerchantSettings(settings, { smsProvider: true }).filter(
        ({ severity }) => severity === 'error',
      );
      if (errors.length === 0) expect(merchantSettings.safeParse(settings).error?.issues).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test('what is suggested is itself right, and saying it again changes nothing', () => {
  const parts = fc.array(fc.oneof(fc.webUrl(), fc.domain(), fc.string({ maxLength: 20 })), { maxLength: 4 });
  fc.assert(
    fc.property(parts, (members) => {
      const list = members.join(',');
      for (const { suggestion } of domainFaults(list)) if (suggestion) expect(domainFaults(suggestion)).toEqual([]);
      const once = suggestedDomains(list);
      expect(suggestedDomains(once)).toBe(once);
    }),
  );
});
