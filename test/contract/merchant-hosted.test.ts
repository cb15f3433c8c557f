import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canHold, changedByHosted, completed, fromHosted, toHosted } from '../../src/contract/merchant-hosted.js';
import { judgeMerchantSettings } from '../../src/contract/merchant-rules.js';
import { merchantKeys } from '../../src/contract/merchant-settings.js';

const inner = {
  tokenType: 'EMAIL',
  tokenSmsCountries: ['DE'],
  allowedDomains: 'example.org',
  maxSessions: 2,
  ssoName: 'NONE',
  forceUsername: false,
  ssoRecheckTerms: true,
  ssoOptIn: true,
  allowRegistrationIdentifier: true,
  registrationIdentifiers: { requestCustomerId: true, requestCity: true },
  hideSalutation: false,
};
const outer = { emergencyMode: 'NONE', disableSsoFunctionality: false, allowedSalutations: ['NONE', 'MR'] };
const document = {
  settings: inner,
  ...outer,
  ssoProviders: { active: true, googleSettings: { active: true, googleClientId: 'a.apps.example' } },
};
const german = { ...document, ssoTermText: '<p>AGB</p>', ssoOptInText: 'Ja' };
const english = { ...document, ssoTermText: '<p>Terms</p>', ssoOptInText: 'Yes' };
const settings = {
  ...inner,
  ...outer,
  googleActive: true,
  googleClientId: 'a.apps.example',
  ssoTermText: { de: '<p>AGB</p>', en: '<p>Terms</p>' },
  ssoOptInText: { de: 'Ja', en: 'Yes' },
};

test('the hosted documents of both languages are one', () => {
  expect(fromHosted({ de: german, en: english })).toEqual(settings);
});

test('settings become a hosted document and the texts of each language', () => {
  expect(toHosted(settings)).toEqual({
    settings: english,
    texts: {
      de: { ssoTermText: '<p>AGB</p>', ssoOptInText: 'Ja' },
      en: { ssoTermText: '<p>Terms</p>', ssoOptInText: 'Yes' },
    },
  });
});

test('a language without a text of its own gets the other one’s', () => {
  const { settings: hosted, texts } = toHosted({ ...settings, ssoTermText: { de: 'AGB' } });
  expect(hosted['ssoTermText']).toBe('AGB');
  expect(texts['en']).toEqual({ ssoOptInText: 'Yes' });
});

test.each(['', ' \n'])('an empty text, %j, is none: its readers get the other one’s', (de) => {
  const { settings: hosted, texts } = toHosted({ ...settings, ssoTermText: { de, en: 'x' }, ssoOptInText: { de } });
  expect(hosted['ssoTermText']).toBe('x');
  expect(texts['de']).toEqual({});
  expect(hosted).not.toHaveProperty('ssoOptInText');
  const { settings: german } = toHosted({ ...settings, ssoTermText: { de: 'AGB', en: de } });
  expect(german['ssoTermText']).toBe('AGB');
});

test('a text that cannot be held takes no other language’s with it', () => {
  const { settings: hosted, texts } = toHosted({
    ...settings,
    ssoTermText: { de: 'x'.repeat(2001), en: 'Terms', fr: 'x' },
  });
  expect([hosted['ssoTermText'], texts['de'], texts['en']]).toEqual([
    'Terms',
    { ssoOptInText: 'Ja' },
    { ssoTermText: 'Terms', ssoOptInText: 'Yes' },
  ]);
});

test('an empty text is saved as none, an odd one as it is', () => {
  expect(completed({ ssoTermText: { de: '', en: 'Terms', xx: 1 } })['ssoTermText']).toEqual({ en: 'Terms', xx: 1 });
  expect(completed({ ssoTermText: 'odd', ssoOptInText: null })).toMatchObject({
    ssoTermText: 'odd',
    ssoOptInText: null,
  });
});

test('what is unknown, null or of a wrong type stays as the hosted API gave it', () => {
  const odd = {
    settings: { tokenType: 'PIGEON', ssoOptIn: null, forceUsername: 'yes', tomorrow: 1 },
    allowedSalutations: ['LORD'],
    ssoTermText: null,
    later: {},
  };
  const read = fromHosted({ de: odd });
  expect(read).toEqual({
    tokenType: 'PIGEON',
    ssoOptIn: null,
    forceUsername: 'yes',
    tomorrow: 1,
    allowedSalutations: ['LORD'],
    ssoTermText: { de: null },
    later: {},
  });
  const told = judgeMerchantSettings(read, { smsProvider: true }).map(({ key, code }) => `${key} ${code}`);
  expect(told).toContain('tokenType unknown-value');
  expect(told).toContain('ssoOptIn missing');
  expect(told).toContain('ssoTermText unknown-value');
});

test.each([null, 'text', []])('a document that is %j has no settings', (nonsense) => {
  expect(fromHosted({ de: nonsense })).toEqual({});
});

test.each([null, 'text', [1]])('settings that are %j are shown as what they are', (nonsense) => {
  expect(fromHosted({ de: { settings: nonsense, emergencyMode: 'NONE' } })).toEqual({
    settings: nonsense,
    emergencyMode: 'NONE',
  });
});

test('without any document there are no settings', () => expect(fromHosted({})).toEqual({}));

test.each([
  [{ active: true, googleSettings: { active: false, googleClientId: 'a' } }, false],
  [{ active: false, googleSettings: { active: true, googleClientId: 'a' } }, false],
  [{ active: null, googleSettings: { active: true } }, null],
  [{ active: true, googleSettings: { active: 'yes' } }, 'yes'],
  [{ googleSettings: { active: 'yes' } }, 'yes'],
  [{ active: true, googleSettings: null }, null],
  [{ active: true, googleSettings: 'x' }, 'x'],
  [null, null],
  ['x', 'x'],
  [{ active: true }, false],
  [{ active: false, googleSettings: null }, false],
  [{ active: false }, false],
])('third-party sign-in %j is shown as %j', (ssoProviders, active) => {
  expect(fromHosted({ de: { ssoProviders } })['googleActive']).toBe(active);
});

test('what a hosted document could not hold is left out of it', () => {
  const { settings: hosted } = toHosted({ tokenType: 'PIGEON', maxSessions: 500, ssoOptIn: null, ssoTermText: 'text' });
  expect(hosted).toEqual({ settings: { tokenType: 'EMAIL' } });
});

test('no parallel login can be held, as the hosted API has it, and 101 cannot', () => {
  expect([canHold('maxSessions', 0), canHold('maxSessions', 101)]).toEqual([true, false]);
});

test('script and style sheet of the former iframe go along', () => {
  const { settings: hosted } = toHosted({ ...settings, javascript: 'a()', css: 'b{}' });
  expect(hosted['settings']).toMatchObject({ javascript: 'a()', css: 'b{}' });
});

test('a change in the hosted words replaces values by key, and a text in every language', () => {
  const next = changedByHosted(settings, { forceUsername: true, emergencyMode: 'PLENIGO_MODE', ssoTermText: 'New' });
  expect(next).toEqual({
    ...settings,
    forceUsername: true,
    emergencyMode: 'PLENIGO_MODE',
    ssoTermText: { de: 'New', en: 'New' },
  });
});

test('a change of the whole inner settings leaves what stands beside them', () => {
  const next = changedByHosted(settings, { settings: { tokenType: 'SMS' } });
  expect(next).toEqual({
    tokenType: 'SMS',
    ...outer,
    googleActive: true,
    googleClientId: 'a.apps.example',
    ssoTermText: settings.ssoTermText,
    ssoOptInText: settings.ssoOptInText,
  });
});

test('a change of third-party sign-in is one of Google', () => {
  const next = changedByHosted(settings, {
    ssoProviders: { active: false, googleSettings: { active: true, googleClientId: 'b' } },
  });
  expect(next).toMatchObject({ googleActive: false, googleClientId: 'b' });
});

test('what is absent is saved as what it stands for, one parallel login among it, but for what is mandatory', () => {
  const saved = completed({ tokenType: 'EMAIL', allowedDomains: ' MÜLLER.example ' });
  expect(saved).toMatchObject({ maxSessions: 1, forceUsername: false, allowedDomains: 'xn--mller-kva.example' });
  expect(saved).not.toHaveProperty('ssoName');
});

test('to and fro, settings that can be held are the same', () => {
  const text = fc.string().filter((each) => each.trim() !== '');
  const some = fc.record(
    {
      tokenType: fc.constantFrom('EMAIL', 'SMS'),
      maxSessions: fc.integer({ min: 0, max: 100 }),
      allowedDomains: fc.string({ maxLength: 50 }),
      registrationIdentifiers: fc.constantFrom({}, { requestCity: true }),
      allowedSalutations: fc.subarray(['NONE', 'COMPANY']),
      disableSsoFunctionality: fc.boolean(),
      ssoTermText: fc.record({ de: text, en: text }),
    },
    { requiredKeys: ['tokenType'] },
  );
  fc.assert(
    fc.property(some, (given) => {
      const { settings: hosted, texts } = toHosted(given);
      expect(fromHosted({ de: { ...hosted, ...texts['de'] }, en: { ...hosted, ...texts['en'] } })).toEqual(given);
    }),
  );
});

test('completing twice changes no more than once, and nothing throws', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...merchantKeys, 'stranger'), fc.jsonValue()), (given) => {
      const once = completed(given);
      expect(completed(once)).toEqual(once);
      toHosted(given);
      changedByHosted(given, given);
    }),
  );
});
