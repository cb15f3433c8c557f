import { expect, test } from 'vitest';
import { createCaller, outcome, password } from './caller.js';

const whole = {
  settings: { tokenType: 'EMAIL' as const, maxSessions: 2, css: 'p { color: red }', javascript: 'alert(1)' },
  emergencyMode: 'NONE' as const,
  disableSsoFunctionality: false,
  ssoTermText: '<p>Terms</p>',
  allowedSalutations: ['MRS' as const, 'COMPANY' as const],
};

test('the document is served as it was given, and by default holds only the token type', async () => {
  const ask = async (options: object) => (await createCaller(options).send('GET', '/processes/settings/sso')).body;
  expect(await ask({ settings: whole })).toEqual(whole);
  expect(await ask({})).toEqual({ settings: { tokenType: 'EMAIL' } });
});

test('top-level keys and keys of settings replace the whole value and leave the rest', () => {
  const { simulator } = createCaller({ settings: whole });
  const registrationIdentifiers = { requestCustomerId: true, requestCity: true };
  simulator.configure({ registrationIdentifiers, emergencyMode: 'PLENIGO_MODE' });
  simulator.configure({ registrationIdentifiers: { requestStreet: true }, maxSessions: 3 });
  expect(simulator.settings).toEqual({
    ...whole,
    emergencyMode: 'PLENIGO_MODE',
    settings: { ...whole.settings, maxSessions: 3, registrationIdentifiers: { requestStreet: true } },
  });
  simulator.configure({ settings: { tokenType: 'SMS' }, forceUsername: true });
  expect(simulator.settings.settings).toEqual({ tokenType: 'SMS', forceUsername: true });
});

test.each([
  ['an unknown key', { maxSession: 3 }, /Unknown setting: maxSession/],
  ['a key of Object', { constructor: 1 }, /Unknown setting: constructor/],
  ['a number out of range', { maxSessions: 101 }, /settings\.maxSessions/],
  ['an unknown value', { emergencyMode: 'ON' }, /emergencyMode/],
  ['a text that is too long', { ssoTermText: 'x'.repeat(2001) }, /ssoTermText/],
  ['an unknown member', { registrationIdentifiers: { requestPhone: true } }, /registrationIdentifiers/],
  ['settings without token type', { settings: {} }, /settings\.tokenType/],
  ['settings that are none', { settings: null, maxSessions: 1 }, /settings\.tokenType/],
  ['a list', [], /must be an object/],
  ['nothing', null, /must be an object/],
])('%s is refused with its name and changes nothing', (_what, change, message) => {
  const { simulator } = createCaller({ settings: whole });
  expect(() => simulator.configure(change as object)).toThrow(message);
  expect(simulator.settings).toEqual(whole);
});

const texts = { de: { ssoTermText: '<p>Bedingungen</p>', ssoOptInText: '<p>Ja</p>' } };

test('texts are in the language asked for, and the document’s own in any other', async () => {
  const { send } = createCaller({ settings: whole, texts });
  const ask = async (language: string) => (await send('GET', `/processes/settings/sso${language}`)).body;
  expect(await ask('?language=de')).toMatchObject({ ssoTermText: '<p>Bedingungen</p>', ssoOptInText: '<p>Ja</p>' });
  expect(await ask('?language=en')).toEqual(whole);
  expect(await ask('')).toEqual(whole);
});

test('a text that is set holds in every language', async () => {
  const { send, simulator } = createCaller({ settings: whole, texts });
  simulator.configure({ ssoTermText: '<p>Newest</p>' });
  const { body } = await send('GET', '/processes/settings/sso?language=de');
  expect(body).toMatchObject({ ssoTermText: '<p>Newest</p>', ssoOptInText: '<p>Ja</p>' });
});

test.each(['12', 'd', 'deu', ''])('the language "%s" is invalid data', async (language) => {
  expect(outcome(await createCaller().send('GET', `/processes/settings/sso?language=${language}`))).toEqual([
    400, 99400,
  ]);
});

test('what is read of the simulator is a copy', async () => {
  const email = 'someone@publisher.test';
  const { simulator, login } = createCaller({ customers: [{ email, password }], settings: whole });
  await login(email);
  simulator.settings.settings.tokenType = 'SMS';
  Object.assign(simulator.customer(email)!, { password: 'changed' });
  expect(simulator.settings).toEqual(whole);
  expect(simulator.customer(email)).toMatchObject({ password });
  expect(simulator.inbox).toEqual([]);
});
