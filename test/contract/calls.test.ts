import { expect, test } from 'vitest';
import * as answers from '../../src/contract/answer.js';
import { calls, flowAnswer } from '../../src/contract/calls.js';

const flow = 'abcdefghijklmnopqrst-_';
type WithBody =
  | 'login/start'
  | 'login/google'
  | 'login/two-factor'
  | 'login/reset-password'
  | 'login/additional-data'
  | 'login/end-sessions'
  | 'registration/start'
  | 'registration/verify'
  | 'registration/verify-link'
  | 'registration/resend'
  | 'account-connect/start'
  | 'account-connect/verify'
  | 'account-connect/resend'
  | 'password-forgotten/start'
  | 'password-forgotten/verify'
  | 'password-forgotten/verify-link'
  | 'password-forgotten/resend'
  | 'password-forgotten/two-factor'
  | 'password-forgotten/reset-password'
  | 'password-forgotten/additional-data'
  | 'password-forgotten/end-sessions';
const bodies: [WithBody, Record<string, unknown>][] = [
  ['login/start', { identifier: 'a', password: 'p' }],
  ['login/google', { idToken: 'i' }],
  ['login/two-factor', { flow, code: '123456' }],
  ['login/reset-password', { flow, password: 'p' }],
  ['login/additional-data', { flow }],
  ['login/end-sessions', { flow }],
  ['registration/start', { email: 'a@b.test', password: 'p' }],
  ['registration/verify', { flow, code: '123456' }],
  ['registration/verify-link', { flow }],
  ['registration/resend', { flow }],
  ['account-connect/start', { email: 'a@b.test', password: 'p' }],
  ['account-connect/verify', { flow, code: '123456' }],
  ['account-connect/resend', { flow }],
  ['password-forgotten/start', { identifier: 'a' }],
  ['password-forgotten/verify', { flow, code: '123456' }],
  ['password-forgotten/verify-link', { flow }],
  ['password-forgotten/resend', { flow }],
  ['password-forgotten/two-factor', { flow, code: '123456' }],
  ['password-forgotten/reset-password', { flow, password: 'p' }],
  ['password-forgotten/additional-data', { flow }],
  ['password-forgotten/end-sessions', { flow }],
];
const takes = (name: WithBody, body: unknown) => calls[name].body.safeParse(body).success;

test('the table is the protocol’s', () => {
  expect(Object.entries(calls).map(([name, { method, path }]) => `${name}: ${method} ${path}`)).toEqual([
    'settings: GET settings',
    'session: GET session',
    'session/end: DELETE session',
    'consents: GET session/consents',
    'consents/choose: POST session/consents',
    'session/adopt: POST session/adopt',
    'flow: GET flow',
    'flow/end: DELETE flow',
    'login/start: POST login/start',
    'login/google: POST login/google',
    'login/two-factor: POST login/two-factor',
    'login/reset-password: POST login/reset-password',
    'login/additional-data: POST login/additional-data',
    'login/end-sessions: POST login/end-sessions',
    'registration/start: POST registration/start',
    'registration/verify: POST registration/verify',
    'registration/verify-link: POST registration/verify-link',
    'registration/resend: POST registration/resend',
    'account-connect/start: POST account-connect/start',
    'account-connect/verify: POST account-connect/verify',
    'account-connect/resend: POST account-connect/resend',
    'password-forgotten/start: POST password-forgotten/start',
    'password-forgotten/verify: POST password-forgotten/verify',
    'password-forgotten/verify-link: POST password-forgotten/verify-link',
    'password-forgotten/resend: POST password-forgotten/resend',
    'password-forgotten/two-factor: POST password-forgotten/two-factor',
    'password-forgotten/reset-password: POST password-forgotten/reset-password',
    'password-forgotten/additional-data: POST password-forgotten/additional-data',
    'password-forgotten/end-sessions: POST password-forgotten/end-sessions',
  ]);
});

test('what takes over a session has a transfer token of at most 50 visible characters, and nothing beside it', () => {
  const isTaken = (body: unknown) => calls['session/adopt'].body.safeParse(body).success;
  const transferToken = 'x'.repeat(50);
  expect(isTaken({ transferToken })).toBe(true);
  for (const wrong of ['', 'x'.repeat(51), 'a b', 'a\n', 5, null])
    expect(isTaken({ transferToken: wrong })).toBe(false);
  for (const more of ['customerSession', 'returnUrl', 'page'])
    expect(isTaken({ transferToken, [more]: 'x' })).toBe(false);
  expect(isTaken({})).toBe(false);
});

test.each(bodies)('%s takes its members, and the page’s context beside them', (name, body) => {
  expect(takes(name, body)).toBe(true);
  expect(takes(name, { ...body, language: 'de', source: 's', returnUrl: '/a', page: 'https://a.test/b' })).toBe(true);
});

test.each(bodies)('%s needs each of its members', (name, body) => {
  for (const field of Object.keys(body)) expect(takes(name, { ...body, [field]: undefined }), field).toBe(false);
});

test.each(bodies)('%s refuses what the table does not name', (name, body) => {
  for (const field of ['removalToken', 'customerNotification', 'customerId', 'ipAddress', 'Flow', '__proto__x']) {
    expect(takes(name, { ...body, [field]: 'x' }), field).toBe(false);
  }
});

test.each(bodies)('%s refuses members of a wrong type', (name, body) => {
  for (const field of Object.keys(body)) {
    for (const value of [null, 5, true, [], {}]) expect(takes(name, { ...body, [field]: value }), field).toBe(false);
  }
});

test.each(bodies)('%s refuses empty members', (name, body) => {
  for (const field of Object.keys(body)) expect(takes(name, { ...body, [field]: '' }), field).toBe(false);
});

test.each(bodies)('%s refuses a body that is no object', (name) => {
  for (const body of [null, 'x', 5, []]) expect(takes(name, body)).toBe(false);
});

test.each<[WithBody, string, number]>([
  ['login/start', 'identifier', 100],
  ['login/start', 'password', 100],
  ['login/start', 'source', 200],
  ['login/start', 'returnUrl', 2000],
  ['login/start', 'page', 2000],
  ['login/google', 'idToken', 4000],
  ['login/two-factor', 'code', 1000],
  ['login/reset-password', 'password', 100],
  ['login/additional-data', 'username', 100],
  ['login/additional-data', 'firstName', 100],
  ['login/additional-data', 'lastName', 100],
  ['login/end-sessions', 'session', 40],
  ['registration/start', 'email', 100],
  ['registration/start', 'username', 100],
  ['registration/start', 'firstName', 100],
  ['registration/start', 'verificationUrl', 500],
  ['registration/verify-link', 'email', 100],
  ['account-connect/start', 'street', 100],
  ['account-connect/start', 'streetNumber', 100],
  ['account-connect/start', 'postcode', 100],
  ['account-connect/start', 'city', 100],
  ['password-forgotten/start', 'identifier', 100],
  ['password-forgotten/start', 'verificationUrl', 500],
])('%s takes a %s of at most %i characters', (name, field, length) => {
  const body = Object.fromEntries(bodies)[name];
  expect(takes(name, { ...body, [field]: 'x'.repeat(length) })).toBe(true);
  expect(takes(name, { ...body, [field]: 'x'.repeat(length + 1) })).toBe(false);
});

test.each<[string, string, boolean]>([
  ['mobileNumber', '+491701234567', true],
  ['mobileNumber', '01701234567', false],
  ['mobileNumber', '+0170', false],
  ['mobileNumber', '+1234567890123456', false],
  ['customerId', '100200300', true],
  ['customerId', '1234567890123456789', false],
  ['customerId', '12a', false],
  ['subscriptionId', '9007199254740993', true],
  ['subscriptionId', '9223372036854775808', false],
  ['subscriptionId', '1.5', false],
])('account connect judges the %s %j: %s', (field, value, right) => {
  expect(takes('account-connect/start', { email: 'a@b.test', password: 'p', [field]: value })).toBe(right);
});

test('account connect has no verification URL, and a registration no identifiers', () => {
  const account = { email: 'a@b.test', password: 'p' };
  expect(takes('account-connect/start', { ...account, verificationUrl: 'https://a.test/' })).toBe(false);
  expect(takes('registration/start', { ...account, customerId: '1' })).toBe(false);
});

test('an opt-in is a choice, not a word', () => {
  const account = { email: 'a@b.test', password: 'p' };
  expect([true, false].map((optIn) => takes('registration/start', { ...account, optIn }))).toEqual([true, true]);
  for (const optIn of ['on', 1, null]) expect(takes('registration/start', { ...account, optIn })).toBe(false);
});

test('the hash of the wording goes along with the choice wherever there can be one', () => {
  const optInHash = 'a'.repeat(43);
  const account = { email: 'a@b.test', password: 'p' };
  expect(takes('registration/start', { ...account, optIn: true, optInHash })).toBe(true);
  expect(takes('account-connect/start', { ...account, optIn: false, optInHash })).toBe(true);
  expect(takes('login/google', { idToken: 'i', optIn: true, optInHash })).toBe(true);
  expect(takes('login/start', { identifier: 'a', password: 'p', optIn: true, optInHash })).toBe(false);
  for (const wrong of ['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}+`, 5])
    expect(takes('registration/start', { ...account, optIn: true, optInHash: wrong })).toBe(false);
});

test.each(['none', 'mrs', 'mr', 'diverse'])('a salutation of %s can be sent', (salutation) => {
  expect(takes('login/additional-data', { flow, salutation })).toBe(true);
});

test.each(['company', 'MR', '', null])('a salutation of %j cannot be sent', (salutation) => {
  expect(takes('login/additional-data', { flow, salutation })).toBe(false);
});

test.each(['', 'abcdefghijklmnopqrst-', 'abcdefghijklmnopqrst-_x', 'abcdefghijklmnopqrst-+', `${flow}\n`])(
  '%j is no name of a flow',
  (name) => {
    expect(takes('login/two-factor', { flow: name, code: '1' })).toBe(false);
    expect(calls['flow/end'].query.safeParse({ flow: name }).success).toBe(false);
  },
);

test.each(['settings', 'flow'] as const)('the query of %s takes a language of two letters and nothing else', (name) => {
  const query = (value: unknown) => calls[name].query.safeParse(value).success;
  expect([query({}), query({ language: 'de' })]).toEqual([true, true]);
  for (const language of ['', 'd', 'deu', 'DE', 'd1', 'de-DE', 5, null]) expect(query({ language })).toBe(false);
  expect(query({ language: 'de', debug: '1' })).toBe(false);
});

const step = (name: string, asks: unknown) => ({ kind: 'step', process: 'login', flow, step: name, asks });
test.each<[string, unknown]>([
  [
    'additional data',
    step('additional-data', { username: true, names: 'optional', salutations: ['mr'], terms: ['T'] }),
  ],
  ['no data at all', step('additional-data', {})],
  ['two-factor', step('two-factor', {})],
  ['set-up of two-factor', step('add-two-factor', { image: 'data:image/png;base64,AA', uri: 'otpauth://x', key: 'K' })],
  ['set-up without a readable image', step('add-two-factor', { image: 'data:image/png;base64,AA' })],
  ['a code that was sent', step('verify', { channel: 'email', resendAfter: 30, sent: 1 })],
  ['a code that was sent by SMS', step('verify', { channel: 'sms', resendAfter: 0, sent: 2 })],
  ['a new password', step('reset-password', {})],
  ['a change of address', step('change-email', { contact: 'mailto:a@b.test' })],
  ['a session', { kind: 'session', customer: { id: '1', email: 'a@b.test' }, returnUrl: '/a' }],
  ['a session of nobody named', { kind: 'session' }],
  ['a session limit', { kind: 'sessionLimit', process: 'login', flow, sessions: [{ id: 's', os: 'Linux' }] }],
])('an answer can be %s', (_, answer) => {
  expect(flowAnswer.parse(answer)).toEqual(answer);
});

test.each<[string, unknown]>([
  ['of no kind', {}],
  ['of an unknown kind', { kind: 'captcha' }],
  ['an unknown step', step('dance', {})],
  ['an unknown process', { ...step('two-factor', {}), process: 'dance' }],
  ['a code sent by pigeon', step('verify', { channel: 'pigeon', resendAfter: 0, sent: 1 })],
  ['a step without a flow', { ...step('two-factor', {}), flow: undefined }],
  ['a step that asks for nothing said', { ...step('two-factor', {}), asks: undefined }],
  ['an image that is no image', step('add-two-factor', { image: 'javascript:x' })],
  ['an address of a wrong scheme', step('add-two-factor', { image: 'data:image/png,', uri: 'javascript:x' })],
  ['a contact of a wrong scheme', step('change-email', { contact: 'javascript:x' })],
  ['a customer without an ID', { kind: 'session', customer: {} }],
  ['a session limit without sessions', { kind: 'sessionLimit', process: 'login', flow }],
  [
    'a session with too long an ID',
    { kind: 'sessionLimit', process: 'login', flow, sessions: [{ id: 'x'.repeat(41) }] },
  ],
])('an answer cannot be %s', (_, answer) => {
  expect(flowAnswer.safeParse(answer).success).toBe(false);
});

test('an answer drops what the protocol does not name', () => {
  const leaky = { kind: 'session', customerSession: 'secret', customer: { id: '1', password: 'secret' } };
  expect(flowAnswer.parse(leaky)).toEqual({ kind: 'session', customer: { id: '1' } });
  expect(answers.stepAnswer.parse({ ...step('two-factor', { code: '1' }), token: 'secret' })).toEqual(
    step('two-factor', {}),
  );
});

test('resumable flows carry a step or a session limit, and nothing that is over', () => {
  const flows = (answer: unknown) => calls.flow.answer.safeParse({ kind: 'flows', flows: [{ answer }] }).success;
  expect(flows(step('two-factor', {}))).toBe(true);
  expect(flows({ kind: 'sessionLimit', process: 'login', flow, sessions: [] })).toBe(true);
  expect(flows({ kind: 'session' })).toBe(false);
});

test('signed out tells whether the session was ended elsewhere', () => {
  const read = (value: unknown) => calls.session.answer.safeParse(value).success;
  expect([read({ kind: 'signedOut' }), read({ kind: 'signedOut', reason: 'ended' })]).toEqual([true, true]);
  expect(read({ kind: 'signedOut', reason: 'bored' })).toBe(false);
});
