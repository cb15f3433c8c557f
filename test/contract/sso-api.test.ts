import { expect, test } from 'vitest';
import {
  customerData,
  customerSession,
  errorResult,
  nextStep,
  operations,
  processReply,
} from '../../src/contract/sso-api.js';

const step = { token: 't', companyId: '1', nextStep: 'TWO_FACTOR' };
const readStep = { token: 't', nextStep: 'TWO_FACTOR', additionalInformation: { USERNAME: false, NAME: false } };
const session = { customerSession: 'signed' };
const limit = {
  activeSessions: { items: [{ sessionId: 's1', os: 'Linux', browser: 'Firefox', createdAt: '2026-01-01T00:00:00Z' }] },
  removalToken: 'r',
};

// ── What a step is answered with ─────────────────────────────────────────────────────────────────────────────────

test.each<[string, unknown, unknown]>([
  ['a next step', step, readStep],
  ['a session', session, session],
  ['a session limit', limit, limit],
])('%s is told by its fields', (_, reply, expected) => {
  expect(processReply.parse(reply)).toEqual(expected);
});

test.each<[string, unknown]>([
  ['an empty object', {}],
  ['a next step without a token', { companyId: '1', nextStep: 'TWO_FACTOR' }],
  ['a next step with an empty token', { ...step, token: '' }],
  ['a next step that is unknown', { ...step, nextStep: 'DANCE' }],
  ['a next step that is null', { ...step, nextStep: null }],
  ['a session that is empty', { customerSession: '' }],
  ['a session that is a number', { customerSession: 5 }],
  ['a session limit without a removal token', { activeSessions: { items: [] } }],
  ['a session limit with a removal token of null', { ...limit, removalToken: null }],
  ['a session limit without sessions', { removalToken: 'r' }],
  ['null', null],
  ['a text', 'signed'],
  ['a list', [session]],
])('%s is none of the replies', (_, reply) => {
  expect(processReply.safeParse(reply).success).toBe(false);
});

test('the secret code in a next step is never read', () => {
  const read = nextStep.parse({ ...step, verificationToken: '123456', failRuns: 1, overrideForceUsername: true });
  expect(read).toEqual(readStep);
  expect(JSON.stringify(read)).not.toContain('123456');
});

test.each<[unknown, unknown]>([
  [undefined, { USERNAME: false, NAME: false }],
  [null, { USERNAME: false, NAME: false }],
  ['NAME', { USERNAME: false, NAME: false }],
  [{ NAME: true }, { USERNAME: false, NAME: true }],
  [
    { USERNAME: true, NAME: null, TERM: 5 },
    { USERNAME: true, NAME: false },
  ],
  [
    { USERNAME: 'yes', TERM: '<p>New</p>', COLOUR: true },
    { USERNAME: false, NAME: false, TERM: '<p>New</p>' },
  ],
])('additional information of %j is read as %j', (additionalInformation, expected) => {
  expect(nextStep.parse({ ...step, additionalInformation }).additionalInformation).toEqual(expected);
});

test.each([null, 5, {}, undefined])('a bar code image of %j is none', (twoFactorBarCodeImage) => {
  expect(nextStep.parse({ ...step, twoFactorBarCodeImage }).twoFactorBarCodeImage).toBeUndefined();
});

test('a session in the list without an ID, or none at all, becomes null and spoils no other', () => {
  const items = [{ os: 'Linux' }, null, 'x', { sessionId: '' }, { sessionId: 's', os: null, browser: 5 }];
  const read = processReply.parse({ ...limit, activeSessions: { items } });
  expect(read).toEqual({ activeSessions: { items: [null, null, null, null, { sessionId: 's' }] }, removalToken: 'r' });
});

test.each([null, 'x', undefined, {}])('a list of sessions of %j is empty', (items) => {
  expect(processReply.parse({ activeSessions: { items }, removalToken: 'r' })).toEqual({
    activeSessions: { items: [] },
    removalToken: 'r',
  });
});

test('the customer of a session needs an ID and nothing else', () => {
  expect(customerSession.parse({ customerId: '12', id: 's', created: null })).toEqual({ customerId: '12' });
  expect(customerData.parse({ customerId: '12', email: null, username: 5, firstName: 'A', birthday: 'x' })).toEqual({
    customerId: '12',
    firstName: 'A',
  });
  for (const schema of [customerSession, customerData]) {
    for (const customerId of [undefined, null, '', 12]) expect(schema.safeParse({ customerId }).success).toBe(false);
  }
});

// ── Errors ───────────────────────────────────────────────────────────────────────────────────────────────────────

test('what a validation error repeats of the input is never read', () => {
  const validationErrors = [{ field: 'password', error: 'too long', value: 'hunter2' }];
  const read = errorResult.parse({ errorCode: 99400, errorMessage: 'hunter2 is wrong', validationErrors });
  expect(read).toEqual({ errorCode: 99400, validationErrors: [{ field: 'password', error: 'too long' }] });
  expect(JSON.stringify(read)).not.toContain('hunter2');
});

test.each<[unknown, unknown]>([
  [{}, { validationErrors: [] }],
  [{ errorCode: '20005' }, { validationErrors: [] }],
  [{ errorCode: 1.5, validationErrors: null }, { validationErrors: [] }],
  [{ errorCode: null, validationErrors: 'x' }, { validationErrors: [] }],
  [{ errorCode: 99999 }, { errorCode: 99999, validationErrors: [] }],
  [
    { validationErrors: [null, 'x', { error: 'e' }, { field: 'email' }, { field: 'password', error: 5 }] },
    { validationErrors: [null, null, null, { field: 'email', error: '' }, { field: 'password', error: '' }] },
  ],
])('an error of %j is read as %j', (body, expected) => {
  expect(errorResult.parse(body)).toEqual(expected);
});

// ── Requests ─────────────────────────────────────────────────────────────────────────────────────────────────────

const bodies: [keyof typeof operations, Record<string, unknown>, lengths: Record<string, number>][] = [
  ['login/verify', { password: 'p' }, { email: 100, username: 100, password: 100 }],
  ['login/verifyTwoFactorAuth', { token: 't', twoFactorToken: '1' }, { twoFactorToken: 6 }],
  ['login/verifyResetPassword', { token: 't', password: 'p' }, { password: 100 }],
  ['login/updateAdditionalData', { token: 't' }, { username: 100, firstName: 100, lastName: 100 }],
  ['ssoProvider/verify', { ssoProvider: 'GOOGLE', authenticationData: { idToken: 'i' } }, { language: 2 }],
];
const logging = { os: 100, browser: 200, source: 200, sourceUrl: 2000, ipAddress: 45, country: 2 };
const bodyOf = (name: keyof typeof operations) => {
  const operation = operations[name];
  if (!('body' in operation)) throw new Error(`${name} has no body`);
  return operation.body;
};

test.each(bodies)('the body of %s takes texts up to their limits', (name, body, lengths) => {
  for (const [field, length] of Object.entries({ ...logging, ...lengths })) {
    expect(bodyOf(name).safeParse({ ...body, [field]: 'x'.repeat(length) }).success, field).toBe(true);
    expect(bodyOf(name).safeParse({ ...body, [field]: 'x'.repeat(length + 1) }).success, field).toBe(false);
  }
});

test.each(bodies)('the body of %s needs each of its required members', (name, body) => {
  expect(bodyOf(name).safeParse(body).success).toBe(true);
  for (const field of Object.keys(body)) {
    expect(bodyOf(name).safeParse({ ...body, [field]: undefined }).success, field).toBe(false);
  }
});

test('a salutation of a company cannot be sent', () => {
  const sent = (salutation: string) =>
    bodyOf('login/updateAdditionalData').safeParse({ token: 't', salutation }).success;
  expect(['DIVERSE', 'MR', 'MRS', 'NONE'].map(sent)).toEqual([true, true, true, true]);
  expect(sent('COMPANY')).toBe(false);
});

test('an ID token can be 4,000 characters long', () => {
  const sent = (length: number) =>
    bodyOf('ssoProvider/verify').safeParse({
      ssoProvider: 'GOOGLE',
      authenticationData: { idToken: 'x'.repeat(length) },
    }).success;
  expect([sent(4000), sent(4001)]).toEqual([true, false]);
});
