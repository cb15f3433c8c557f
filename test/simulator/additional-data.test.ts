import { expect, test } from 'vitest';
import type { HostedDocument } from '../../src/simulator/index.js';
import { createCaller, outcome, password, textOf } from './caller.js';

const email = 'someone@publisher.test';
const settings = (more: object): HostedDocument => ({ settings: { tokenType: 'EMAIL', ...more } });

// docs/hosted-api.md, "Settings", ssoName, at login.
test.each([
  ['REQUIRED', 20060],
  ['LOGIN_REQUIRED', 20060],
  ['REGISTRATION_OPTIONAL_LOGIN_REQUIRED', 20060],
  ['OPTIONAL', 'session'],
  ['LOGIN_OPTIONAL', 'session'],
  ['REGISTRATION_REQUIRED_LOGIN_OPTIONAL', 'session'],
] as const)('with %s names are asked at login, and giving none comes to %s', async (ssoName, what) => {
  const { login, post } = createCaller({ customers: [{ email, password }], settings: settings({ ssoName }) });
  const asked = await login(email);
  expect(asked.body['additionalInformation']).toEqual({ NAME: true });
  expect(outcome(await post('login/updateAdditionalData', { token: textOf(asked, 'token') }))[1]).toBe(what);
});

test.each(['NONE', 'REGISTRATION_REQUIRED', 'REGISTRATION_OPTIONAL'] as const)(
  'with %s names are not asked at login',
  async (ssoName) => {
    const { login } = createCaller({ customers: [{ email, password }], settings: settings({ ssoName }) });
    expect(outcome(await login(email))).toEqual([202, 'session']);
  },
);

test('a customer who has all that is wanted is asked for nothing', async () => {
  const names = { username: 'someone', firstName: 'Ada', lastName: 'Byron' };
  const wanted = settings({ ssoName: 'REQUIRED', forceUsername: true });
  const { login } = createCaller({ customers: [{ email, password, ...names }], settings: wanted });
  expect(outcome(await login(email))).toEqual([202, 'session']);
});

test('a forced user name is asked, and is the customer’s afterwards', async () => {
  const { login, post } = createCaller({
    customers: [{ email, password }],
    settings: settings({ forceUsername: true }),
  });
  const asked = await login(email);
  expect(asked.body['additionalInformation']).toEqual({ USERNAME: true });
  await post('login/updateAdditionalData', { token: textOf(asked, 'token'), username: 'ada' });
  expect((await post('login/verify', { username: 'ada', password })).status).toBe(207);
});

const terms = { ...settings({ ssoRecheckTerms: true, maxSessions: 9 }), ssoTermText: '<p>First</p>' };

test('changed terms are asked with their text, once, and posting accepts them', async () => {
  const { login, post, simulator } = createCaller({ customers: [{ email, password }], settings: terms });
  expect(outcome(await login(email))).toEqual([202, 'session']);
  simulator.configure({ ssoTermText: '<p>Second</p>' });
  const asked = await login(email);
  expect(asked.body['additionalInformation']).toEqual({ TERM: '<p>Second</p>' });
  expect(outcome(await post('login/updateAdditionalData', { token: textOf(asked, 'token') }))).toEqual([
    202,
    'session',
  ]);
  expect(outcome(await login(email))).toEqual([202, 'session']);
});

test('accepting terms that have changed meanwhile asks for the newest', async () => {
  const { login, post, simulator } = createCaller({
    customers: [{ email, password, termsChanged: true }],
    settings: terms,
  });
  const token = textOf(await login(email), 'token');
  simulator.configure({ ssoTermText: '<p>Second</p>' });
  const again = await post('login/updateAdditionalData', { token });
  expect(again.body['additionalInformation']).toEqual({ TERM: '<p>Second</p>' });
});

test.each([
  ['terms are not re-asked', true, { ssoRecheckTerms: false }],
  ['there is no text', true, { ssoTermText: '' }],
  ['the same text is set again', false, { ssoTermText: '<p>First</p>' }],
])('no terms are asked when %s', async (_when, termsChanged, change) => {
  const { login, simulator } = createCaller({ customers: [{ email, password, termsChanged }], settings: terms });
  simulator.configure(change);
  expect(outcome(await login(email))).toEqual([202, 'session']);
});

test.each([
  ['hidden', true, 99400],
  ['shown', false, 'session'],
])('a salutation that is %s comes to %s', async (_how, hideSalutation, what) => {
  const { login, post } = createCaller({
    customers: [{ email, password, asks: { names: true } }],
    settings: settings({ hideSalutation }),
  });
  const names = { firstName: 'Ada', lastName: 'Byron', salutation: 'DIVERSE' };
  const answer = await post('login/updateAdditionalData', { token: textOf(await login(email), 'token'), ...names });
  expect(outcome(answer)[1]).toBe(what);
});

test('COMPANY cannot be sent as a salutation', async () => {
  const { login, post } = createCaller({ customers: [{ email, password, asks: { names: true } }] });
  const names = { firstName: 'Ada', lastName: 'Byron', salutation: 'COMPANY' };
  const answer = await post('login/updateAdditionalData', { token: textOf(await login(email), 'token'), ...names });
  expect(outcome(answer)).toEqual([400, 99400]);
  expect(answer.body['validationErrors']).toMatchObject([{ field: 'salutation', value: 'COMPANY' }]);
});

test('what is refused leaves the step open and stores nothing', async () => {
  const { login, post, simulator } = createCaller({ customers: [{ email, password, asks: { names: true } }] });
  const token = textOf(await login(email), 'token');
  await post('login/updateAdditionalData', { token, firstName: 'Ada' });
  expect(simulator.customer(email)).not.toHaveProperty('firstName');
  const names = { firstName: 'Ada', lastName: 'Byron' };
  expect(outcome(await post('login/updateAdditionalData', { token, ...names }))).toEqual([202, 'session']);
});
