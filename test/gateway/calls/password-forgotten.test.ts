import { expect, test } from 'vitest';
import {
  error,
  flowCookies,
  json,
  limit,
  removalToken,
  type Script,
  session,
  step,
  stepToken,
} from '../support/harness.js';
import { say, shop } from '../support/registering.js';

const at = (operation: string) => `/processes/passwordForgotten/${operation}`;
const happy: Script = {
  [at('sendToken')]: () => step('VERIFY_TOKEN'),
  [at('resendToken')]: () => step('VERIFY_TOKEN', {}, 'next-token'),
  [at('verifyToken')]: () => step('RESET_PASSWORD', {}, 'reset-token'),
  [at('verifyTwoFactor')]: () => step('RESET_PASSWORD', {}, 'reset-token'),
  [at('resetPassword')]: () => session(),
  [at('updateAdditionalData')]: () => session(),
  [at('changeSessions/')]: () => session(),
};
/** Nothing is hidden: what the hosted API says is passed on. */
const forgetful = (script: Script = {}, settings: object = {}) =>
  shop(settings, { ...happy, ...script }, { hideAccounts: 'off' });
const begin = (news: ReturnType<typeof shop>) =>
  say(news, 'password-forgotten/start', { identifier: 'reader@example.org' });

test('a reader gets a code, sets a new password and is signed in', async () => {
  const news = forgetful();
  const first = await say(news, 'password-forgotten/start', { identifier: ' reader@example.org ', language: 'de' });
  expect(first).toMatchObject({
    process: 'password-forgotten',
    step: 'verify',
    asks: { channel: 'email', length: 6, resendAfter: 30, sent: 1 },
  });
  const { flow } = first;
  expect(news.to(at('sendToken'))[0]?.body).toEqual({ email: 'reader@example.org', language: 'de' });
  expect(await say(news, 'password-forgotten/verify', { flow, code: '１２３ 456' })).toMatchObject({
    process: 'password-forgotten',
    flow,
    step: 'reset-password',
  });
  expect(news.to(at('verifyToken'))[0]?.body).toEqual({ token: stepToken, verificationToken: '123456' });
  expect(await say(news, 'password-forgotten/reset-password', { flow, password: ' new one ' })).toMatchObject({
    kind: 'session',
  });
  expect(news.to(at('resetPassword'))[0]?.body).toEqual({ token: 'reset-token', password: ' new one ' });
  expect(flowCookies(news)).toEqual([]);
});

test('an identifier without @ is a user name; one of blanks is missing', async () => {
  const news = forgetful();
  await say(news, 'password-forgotten/start', { identifier: 'rita' });
  expect(news.to(at('sendToken'))[0]?.body).toEqual({ username: 'rita', language: 'en' });
  expect(await say(news, 'password-forgotten/start', { identifier: '  ' })).toMatchObject({
    status: 400,
    fields: { identifier: 'missing' },
  });
});

test.each([
  ['EMAIL', 'email'],
  ['SMS', 'sms'],
])('by the settings %s the code comes by %s', async (tokenType, channel) => {
  const { asks } = await begin(forgetful({}, { tokenType }));
  expect(asks['channel']).toBe(channel);
});

test('settings that cannot be read stop nobody who forgot his password', async () => {
  const news = forgetful({ '/processes/settings/sso': () => error(500) });
  expect((await begin(news)).asks).toEqual({ channel: 'email', length: 6, resendAfter: 30, sent: 1 });
});

test('another code comes with the logging data that this call takes, under a new token', async () => {
  const news = forgetful();
  const { flow } = await begin(news);
  expect(await say(news, 'password-forgotten/resend', { flow })).toMatchObject({ status: 429, retryAfter: 30 });
  news.clock.now += 30_000;
  await news.request('POST', 'password-forgotten/resend', { body: { flow }, env: { address: '192.0.2.7' } });
  expect(news.to(at('resendToken'))[0]?.body).toEqual({ token: stepToken, ipAddress: '192.0.2.7' });
  await say(news, 'password-forgotten/verify', { flow, code: '1' });
  expect(news.to(at('verifyToken'))[0]?.body['token']).toBe('next-token');
});

test('the two-factor code is asked where it is, without logging data, and then the password', async () => {
  const news = forgetful({ [at('verifyToken')]: () => step('TWO_FACTOR', {}, 'factor-token') });
  const { flow } = await begin(news);
  expect(await say(news, 'password-forgotten/verify', { flow, code: '1' })).toMatchObject({ step: 'two-factor' });
  const body = { flow, code: '123456' };
  const response = await news.request('POST', 'password-forgotten/two-factor', { body, env: { address: '192.0.2.7' } });
  expect(await response.json()).toMatchObject({ step: 'reset-password' });
  expect(news.to(at('verifyTwoFactor'))[0]?.body).toEqual({ token: 'factor-token', twoFactorToken: '123456' });
});

test('after the new password come the further steps of a login, by the operations of this process', async () => {
  const asks = { additionalInformation: { USERNAME: true, TERM: 'Terms' } };
  const news = forgetful({
    [at('resetPassword')]: () => step('ADDITIONAL_DATA', asks, 'data-token'),
    [at('updateAdditionalData')]: () => limit([{ sessionId: 's-1' }], 200),
  });
  const { flow } = await begin(news);
  await say(news, 'password-forgotten/verify', { flow, code: '1' });
  expect(await say(news, 'password-forgotten/reset-password', { flow, password: 'a new pass phrase' })).toMatchObject({
    process: 'password-forgotten',
    step: 'additional-data',
    asks: { username: true, terms: ['Terms'] },
  });
  expect(await say(news, 'password-forgotten/additional-data', { flow, username: 'rita' })).toMatchObject({
    kind: 'sessionLimit',
    process: 'password-forgotten',
  });
  expect(news.to(at('updateAdditionalData'))[0]?.body).toEqual({ token: 'data-token', username: 'rita' });
  expect(await say(news, 'password-forgotten/end-sessions', { flow })).toMatchObject({ kind: 'session' });
  expect(news.sent.find(({ method }) => method === 'PUT')?.path).toBe(at(`changeSessions/${removalToken}`));
});

test.each([200, 207])('a session limit after the new password, as status %i, is offered', async (status) => {
  const news = forgetful({ [at('resetPassword')]: () => limit([{ sessionId: 's-1' }], status) });
  const { flow } = await begin(news);
  await say(news, 'password-forgotten/verify', { flow, code: '1' });
  expect(await say(news, 'password-forgotten/reset-password', { flow, password: 'a new pass phrase' })).toMatchObject({
    kind: 'sessionLimit',
  });
});

const asksData = { additionalInformation: { USERNAME: true } };
/** Call → the operation behind it, its body, and what leads there. */
const calls: Record<string, { operation: string; body: object; script?: Script }> = {
  resend: { operation: 'resendToken', body: {} },
  verify: { operation: 'verifyToken', body: { code: '1' } },
  'two-factor': {
    operation: 'verifyTwoFactor',
    body: { code: '1' },
    script: { [at('verifyToken')]: () => step('TWO_FACTOR') },
  },
  'reset-password': { operation: 'resetPassword', body: { password: 'a new pass phrase' } },
  'additional-data': {
    operation: 'updateAdditionalData',
    body: { username: 'u' },
    script: { [at('verifyToken')]: () => step('ADDITIONAL_DATA', asksData) },
  },
  'end-sessions': {
    operation: 'changeSessions/',
    body: {},
    script: { [at('resetPassword')]: () => limit([]) },
  },
};
const common = [
  [400, 99400, 'invalid-data', false],
  [401, 99401, 'misconfigured', false],
  [429, 99429, 'rate-limited', false],
  [500, 99500, 'upstream-failed', false],
  [502, 99502, 'upstream-failed', false],
  [504, 99504, 'upstream-timeout', false],
] as const;
const ofStep = [
  [404, 20040, 'flow-unknown', true],
  [404, undefined, 'flow-unknown', true],
  [408, 20010, 'flow-expired', true],
  [408, undefined, 'flow-expired', true],
  [412, 20041, 'flow-used', true],
  [412, undefined, 'flow-used', true],
  [412, 20022, 'account-blocked', false],
  [428, 20042, 'flow-order', true],
  [428, undefined, 'flow-order', true],
] as const;

/** docs/hosted-api.md, "Error codes": call, status, code → the problem, and whether the flow is over. */
test.each([
  ...Object.keys(calls).flatMap((call) => common.map((row) => [call, ...row] as const)),
  ...Object.keys(calls)
    .filter((call) => call !== 'end-sessions')
    .flatMap((call) => ofStep.map((row) => [call, ...row] as const)),
  ['resend', 403, 20043, 'flow-exhausted', true],
  ['resend', 403, 20011, 'account-deactivated', false],
  ['verify', 403, 20043, 'flow-exhausted', true],
  ['verify', 403, 20044, 'wrong-code', false],
  ['verify', 406, 20044, 'wrong-code', false],
  ['verify', 406, undefined, 'wrong-code', false],
  ['verify', 424, 20041, 'reset-finished', true],
  ['verify', 424, undefined, 'reset-finished', true],
  ['two-factor', 403, 20006, 'wrong-code', false],
  ['two-factor', 403, 20043, 'flow-exhausted', true],
  ['reset-password', 401, 20041, 'reset-finished', true],
  ['reset-password', 401, undefined, 'reset-finished', true],
  ['reset-password', 403, 20001, 'account-inactive', false],
  ['reset-password', 403, 20011, 'account-deactivated', false],
  ['additional-data', 400, 20008, 'username-taken', false],
  ['additional-data', 400, 20046, 'data-missing', false],
  ['end-sessions', 400, 20031, 'session-unknown', false],
  ['end-sessions', 401, 20030, 'removal-refused', true],
  ['end-sessions', 401, undefined, 'removal-refused', true],
] as const)('%s refused with %i and %s is %s; the flow is over: %s', async (call, status, errorCode, code, over) => {
  const { operation, body, script } = calls[call] ?? { operation: '', body: {} };
  const news = forgetful(script);
  const { flow } = await begin(news);
  if (call !== 'resend' && call !== 'verify') await say(news, 'password-forgotten/verify', { flow, code: '1' });
  if (call === 'end-sessions')
    await say(news, 'password-forgotten/reset-password', { flow, password: 'a new pass phrase' });
  news.clock.now += 30_000;
  news.script[at(operation)] = () => error(status, errorCode);
  const answer = await say(news, `password-forgotten/${call}`, { flow, ...body });
  expect(answer.code).toBe(code);
  expect(flowCookies(news)).toEqual(over ? [] : [`__Host-sso_flow_${flow}`]);
});

test('a refused password reset is no alarm, a wrong API token is', async () => {
  for (const [reply, alarm] of [
    [() => error(401, 20041), false],
    [() => error(401), false],
    [() => error(401, 99401), true],
  ] as const) {
    const news = forgetful({ [at('resetPassword')]: reply });
    const { flow } = await begin(news);
    await say(news, 'password-forgotten/verify', { flow, code: '1' });
    await say(news, 'password-forgotten/reset-password', { flow, password: 'a new pass phrase' });
    expect(news.log.some(({ event }) => event === 'api-token-refused')).toBe(alarm);
  }
});

test('a start that is refused begins no flow', async () => {
  for (const [status, errorCode, code] of [
    [400, 99400, 'invalid-data'],
    [401, 99401, 'misconfigured'],
    [429, 99429, 'rate-limited'],
    [500, 99500, 'upstream-failed'],
    [504, undefined, 'upstream-timeout'],
  ] as const) {
    const news = forgetful({
      [at('sendToken')]: () => error(status, errorCode, { validationErrors: [{ field: 'username', error: 'no' }] }),
    });
    const answer = await begin(news);
    expect([answer.code, answer.fields]).toEqual([
      code,
      code === 'invalid-data' ? { identifier: 'invalid' } : undefined,
    ]);
    expect(flowCookies(news)).toEqual([]);
  }
});

test('a start that sent nothing is a fault of the API', async () => {
  for (const reply of [() => step('NONE'), () => step('RESET_PASSWORD'), () => json({})]) {
    expect(await begin(forgetful({ [at('sendToken')]: reply }))).toMatchObject({ code: 'upstream-failed' });
  }
});
