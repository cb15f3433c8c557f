import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingCodes, judgeMerchantSettings } from '../../../src/contract/merchant-rules.js';
import { fieldOf, merchantKeys, sections, textLanguages } from '../../../src/contract/merchant-settings.js';
import { germanFormTexts } from '../../../src/settings-editor/locales/de.js';
import { findingInWords, meaningOf, valueInWords } from '../../../src/settings-editor/words/settings-in-words.js';
import { nearestValid, formatTyped, parseTyped } from '../../../src/settings-editor/state/typed-values.js';
import { addFormTexts, wordsOf } from '../../../src/settings-editor/words/words.js';

/** Every text whose name is made of a setting's key or value. */
const made = [
  ...sections.map((section) => `section.${section}`),
  ...textLanguages.map((language) => `language.${language}`),
  ...findingCodes.map((code) => `finding.${code}`),
  ...merchantKeys.flatMap((key) => {
    const field = fieldOf(key);
    return [
      key,
      `${key}.help`,
      ...('values' in field ? field.values.map((value) => `${key}.${value}`) : []),
      ...(field.harmless === undefined ? [] : [`${key}.confirm`]),
    ];
  }),
];

test.each(['en', 'de'])('in %s every setting, value, section and finding has its words', (language) => {
  const words = wordsOf(language);
  expect(made.filter((name) => !words.of(name))).toEqual([]);
});

test('German and English differ, but for names', () => {
  const [de, en] = [wordsOf('de'), wordsOf('en')];
  const equal = made.filter((name) => de.of(name) === en.of(name));
  expect(equal).toEqual(['tokenType.SMS']);
});

test('a language that there is not is English', () => {
  expect(wordsOf('fr')('edit')).toBe('Edit');
});

test.each([
  ['tokenType', 'SMS', 'SMS'],
  ['tokenType', 'PIGEON', 'PIGEON'],
  ['forceUsername', true, 'Yes'],
  ['forceUsername', null, 'Not set'],
  ['maxSessions', 0, '0'],
  ['allowedDomains', '', 'Any'],
  ['allowedDomains', 'xn--mller-kva.example,a.example', 'müller.example, a.example'],
  ['allowedSalutations', [], 'Any'],
  ['allowedSalutations', ['MRS', 'LORD'], 'Ms, LORD'],
  ['registrationIdentifiers', { requestCity: true, requestStreet: false }, 'Town or city'],
  ['registrationIdentifiers', 'odd', 'odd'],
  ['ssoTermText', { de: 'AGB', en: '' }, 'German'],
  ['allowedSalutations', ['MRS', { odd: 1 }], 'Ms, {"odd":1}'],
  [
    'registrationIdentifiers',
    { requestCity: true, requestStreet: 'yes' },
    '{"requestCity":true,"requestStreet":"yes"}',
  ],
  [
    'registrationIdentifiers',
    { requestCity: true, requestShoeSize: false },
    '{"requestCity":true,"requestShoeSize":false}',
  ],
  ['ssoTermText', { de: 'AGB', en: null }, '{"de":"AGB","en":null}'],
  ['ssoTermText', 'AGB', 'AGB'],
  ['tokenType', { odd: 1 }, '{"odd":1}'],
  ['googleClientId', '', 'Not set'],
  ['googleClientId', { odd: 1 }, '{"odd":1}'],
] as const)('%s as %j is read as “%s”', (key, value, text) => {
  expect(valueInWords(wordsOf('en'), key, value)).toBe(text);
});

test.each([
  ['forceUsername', null, false],
  ['forceUsername', 'yes', false],
  ['googleClientId', null, ''],
  ['maxSessions', 'two', 1],
  ['maxSessions', '2', 2],
  ['maxSessions', '101', 1],
  ['maxSessions', 1.5, 1],
  ['ssoTermText', { de: 'AGB', xx: 'odd', en: null }, { de: 'AGB' }],
  ['ssoTermText', 'AGB', {}],
  [
    'registrationIdentifiers',
    { requestCity: true, requestStreet: 'yes', requestShoeSize: true },
    { requestCity: true },
  ],
  ['allowedSalutations', ['MRS', 'LORD'], ['MRS']],
  ['allowedSalutations', { odd: 1 }, []],
] as const)('what %s can be changed to, where it is %j, is %j', (key, value, nearest) => {
  expect(nearestValid(key, value)).toEqual(nearest);
});

test('what is offered in place of an odd value is right itself, whatever the value', () => {
  fc.assert(
    fc.property(fc.constantFrom(...merchantKeys), fc.jsonValue(), (key, value) => {
      const nearest = { [key]: nearestValid(key, value) };
      const codes = judgeMerchantSettings(nearest, { smsProvider: true }).filter((finding) => finding.key === key);
      expect(codes.filter(({ code }) => code === 'unknown-value' || code === 'missing')).toEqual([]);
    }),
  );
});

test('a number out of range and one that is none are told the range', () => {
  const told = (code: 'out-of-range' | 'unknown-value') =>
    findingInWords(wordsOf('en'), { key: 'maxSessions', code, severity: 'error' }, 'x');
  expect(told('out-of-range')).toBe('Enter a whole number from 1 to 100.');
  expect(told('unknown-value')).toBe(told('out-of-range'));
});

test.each(['*', '*.*'])('who writes %s for every domain is told to leave the field empty', (part) => {
  const found = judgeMerchantSettings({ allowedDomains: part }, { smsProvider: false });
  const finding = found.find(({ key }) => key === 'allowedDomains');
  expect(finding && findingInWords(wordsOf('en'), finding, part)).toBe(
    `“${part}” is not a domain. Leave the field empty to allow every domain.`,
  );
});

test.each([
  ['maxSessions', '', 1],
  ['maxSessions', 'Infinity', 'Infinity'],
  ['maxSessions', '0x10', '0x10'],
  ['maxSessions', '1e2', '1e2'],
  ['maxSessions', '9'.repeat(400), '9'.repeat(400)],
  ['maxSessions', ' 7 ', 7],
  ['maxSessions', 'two', 'two'],
  ['allowedDomains', ' Müller.example , a.example', 'xn--mller-kva.example,a.example'],
  ['tokenSmsCountries', 'de, AT;de', ['DE', 'AT']],
  ['tokenSmsCountries', '', []],
  ['googleClientId', ' id ', 'id'],
] as const)('%s typed as “%s” is saved as %j', (key, typed, value) => {
  expect(parseTyped(fieldOf(key), typed)).toEqual(value);
});

test('a value that is shown in a field and not touched stays the same', () => {
  const readable = (domain: string) => domain;
  for (const [key, value] of [
    ['maxSessions', 3],
    ['allowedDomains', 'a.example,b.example'],
    ['tokenSmsCountries', ['DE', 'AT']],
  ] as const)
    expect(parseTyped(fieldOf(key), formatTyped(fieldOf(key), value, readable))).toEqual(value);
});

test('a single text can be overridden, and the others stay', () => {
  const title = wordsOf('en')('title');
  addFormTexts('en', { title: 'Our settings' });
  expect([wordsOf('en')('title'), wordsOf('en')('edit')]).toEqual(['Our settings', 'Edit']);
  addFormTexts('en', { title });
});

test('0 logins, which the hosted API knows, are told as what they count as', () => {
  const told = findingInWords(wordsOf('en'), { key: 'maxSessions', code: 'out-of-range', severity: 'error' }, 0);
  expect(told).toBe('The service reads 0 as 1. Enter a whole number from 1 to 100.');
});

test.each([
  ['emergencyMode', 'NONE', 'Who can read what depends on signing in, as usual.'],
  ['emergencyMode', 'PLENIGO_MODE', 'Nobody can sign in at the moment.'],
  ['emergencyMode', 'PANIC', 'While it is on, nobody can sign in.'],
  ['tokenSmsCountries', [], 'Mobile numbers from every country are accepted.'],
  ['tokenSmsCountries', ['DE'], 'Only their mobile numbers are accepted.'],
  ['allowedDomains', '', 'Readers can sign in on every domain.'],
  ['allowedDomains', 'a.example', 'Elsewhere they see a notice'],
  ['allowRegistrationIdentifier', false, 'Readers do not find the link “Connect subscription”'],
  ['allowRegistrationIdentifier', 'yes', 'Readers then find the link “Connect subscription”'],
  ['disableSsoFunctionality', false, 'Readers see the forms'],
  ['disableSsoFunctionality', null, 'Readers then see a notice'],
  ['ssoTermText', { de: '' }, 'Readers see no terms.'],
  ['ssoTermText', { de: 'AGB' }, 'Shown above the button'],
  ['maxSessions', 3, 'On how many devices'],
] as const)('what %s means for readers as %j begins with or holds “%s”', (key, value, text) => {
  expect(meaningOf(wordsOf('en'), key, value)).toContain(text);
});

test.each([
  ['en', /everybody can read everything.*paid articles/i],
  ['de', /alle können alles lesen.*bezahlte artikel/i],
])('in %s the confirmation of the emergency mode says who is let in', (language, text) => {
  expect(wordsOf(language).of('emergencyMode.confirm')).toMatch(text);
});

test('German has one form for people throughout', () => {
  const all = Object.values(germanFormTexts).filter((text) => /\b(Leser|Kunden?)\b/.test(text));
  expect(all.filter((text) => !/Leserinnen und Lesern?\b|Kundinnen und Kunden|Kundin oder Kunde/.test(text))).toEqual(
    [],
  );
});
