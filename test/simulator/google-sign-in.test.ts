import { expect, test } from 'vitest';
import { createUnsignedIdToken } from '../../src/simulator/index.js';
import { createCaller, outcome, password, start } from './caller.js';

const email = 'someone@publisher.test';
const aud = 'client-of-the-publisher';
const settings = (active: boolean, switched: boolean) => ({
  settings: { tokenType: 'EMAIL' as const, maxSessions: 9 },
  ssoProviders: { active, googleSettings: { active: switched, googleClientId: aud } },
});
const enter = async (idToken: string, more: object = {}) => {
  const caller = createCaller({ customers: [{ email, password }], settings: settings(true, true), ...more });
  return outcome(await caller.post('ssoProvider/verify', { ssoProvider: 'GOOGLE', authenticationData: { idToken } }));
};
const seconds = start / 1000;

test.each([
  ['for this site', createUnsignedIdToken({ aud, email }), [202, 'session']],
  ['that has not expired', createUnsignedIdToken({ aud, email, exp: seconds + 1 }), [202, 'session']],
  ['that has expired', createUnsignedIdToken({ aud, email, exp: seconds }), [403, 20066]],
  ['for another site', createUnsignedIdToken({ aud: 'another', email }), [403, 20066]],
  ['with a signature', `${createUnsignedIdToken({ aud, email })}signature`, [403, 20066]],
  [
    'with an address that is not verified',
    createUnsignedIdToken({ aud, email, ...{ email_verified: false } }),
    [403, 20066],
  ],
  ['without an address', createUnsignedIdToken({ aud, ...{} } as { aud: string; email: string }), [403, 20066]],
  ['that is none', 'x', [403, 20066]],
])('a test token %s comes to its answer', async (_which, idToken, answer) => {
  expect(await enter(idToken)).toEqual(answer);
});

test.each([
  [false, true],
  [true, false],
])('Google is refused when a flag is off: %s, %s', async (active, switched) => {
  expect(await enter(createUnsignedIdToken({ aud, email }), { settings: settings(active, switched) })).toEqual([
    403, 20066,
  ]);
});

test('another verifier can stand in for Google', async () => {
  const google = async (idToken: string, context: object) =>
    idToken === 'good' && JSON.stringify(context) === JSON.stringify({ clientId: aud, now: start })
      ? { email }
      : undefined;
  expect(await enter('good', { google })).toEqual([202, 'session']);
  expect(await enter('bad', { google })).toEqual([403, 20066]);
});

test('only GOOGLE is a provider', async () => {
  const body = { ssoProvider: 'OTHER', authenticationData: { idToken: 'x' } };
  expect(outcome(await createCaller().post('ssoProvider/verify', body))).toEqual([400, 99400]);
});

test('changed terms are asked in the language of the request', async () => {
  const texts = { de: { ssoTermText: '<p>Bedingungen</p>' } };
  const document = { ...settings(true, true), ssoTermText: '<p>Terms</p>' };
  document.settings = { ...document.settings, ...{ ssoRecheckTerms: true } };
  const { post } = createCaller({ customers: [{ email, password, termsChanged: true }], settings: document, texts });
  const authenticationData = { idToken: createUnsignedIdToken({ aud, email }) };
  const { body } = await post('ssoProvider/verify', { ssoProvider: 'GOOGLE', language: 'de', authenticationData });
  expect(body['additionalInformation']).toEqual({ TERM: '<p>Bedingungen</p>' });
});
