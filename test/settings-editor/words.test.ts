import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingCodes, judgeMerchantSettings } from '../../src/contract/merchant-rules.js';
import { fieldOf, merchantKeys, sections, textLanguages } from '../../src/contract/merchant-settings.js';
import { findingInWords, valueInWords } from '../../src/settings-editor/say.js';
import { nearestOf, typedOf, valueOf } from '../../src/settings-editor/values.js';
import { addTexts, wordsOf } from '../../src/settings-editor/words.js';

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
  ['registrationIdentifiers', { requestCity: true, requestStreet: false }, 'City'],
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
  expect(nearestOf(key, value)).toEqual(nearest);
});

test('what is offered in place of an odd value is right itself, whatever the value', () => {
  fc.assert(
    fc.property(fc.constantFrom(...merchantKeys), fc.jsonValue(), (key, value) => {
      const nearest = { [key]: nearestOf(key, value) };
      const codes = judgeMerchantSettings(nearest, { smsProvider: true }).filter((finding) => finding.key === key);
      expect(codes.filter(({ code }) => code === 'unknown-value' || code === 'missing')).toEqual([]);
    }),
  );
});

test('a number out of range and one that is none are told the range', () => {
  const told = (code: 'out-of-range' | 'unknown-value') =>
    findingInWords(wordsOf('en'), { key: 'maxSessions', code, severity: 'error' }, 'x');
  expect(told('out-of-range')).toBe('Please give a whole number from 1 to 100.');
  expect(told('unknown-value')).toBe(told('out-of-range'));
});

test.each([
  ['maxSessions', '', 1],
  ['maxSessions', ' 7 ', 7],
  ['maxSessions', 'two', 'two'],
  ['allowedDomains', ' Müller.example , a.example', 'xn--mller-kva.example,a.example'],
  ['tokenSmsCountries', 'de, AT;de', ['DE', 'AT']],
  ['tokenSmsCountries', '', []],
  ['googleClientId', ' id ', 'id'],
] as const)('%s typed as “%s” is saved as %j', (key, typed, value) => {
  expect(valueOf(fieldOf(key), typed)).toEqual(value);
});

test('a value that is shown in a field and not touched stays the same', () => {
  const readable = (domain: string) => domain;
  for (const [key, value] of [
    ['maxSessions', 3],
    ['allowedDomains', 'a.example,b.example'],
    ['tokenSmsCountries', ['DE', 'AT']],
  ] as const)
    expect(valueOf(fieldOf(key), typedOf(fieldOf(key), value, readable))).toEqual(value);
});

test('a single text can be overridden, and the others stay', () => {
  const title = wordsOf('en')('title');
  addTexts('en', { title: 'Our settings' });
  expect([wordsOf('en')('title'), wordsOf('en')('edit')]).toEqual(['Our settings', 'Edit']);
  addTexts('en', { title });
});
