/** What is hidden of the hosted API's refusals, what is not, and what the log has of it. */
import { expect, test } from 'vitest';
import type { GatewayOptions } from '../../../src/gateway/index.js';
import { credentials, error, json, session, site, step } from '../support/harness.js';
import { say } from '../support/registering.js';

const at = (operation: string) => `/processes/passwordForgotten/${operation}`;
const signIn = async (status: number, errorCode: number | undefined, options: Partial<GatewayOptions> = {}) => {
  const news = site({ '/processes/login/verify': () => error(status, errorCode) }, options);
  return { news, answer: await say(news, 'login/start', credentials) };
};
const hiddenOf = ({ log }: ReturnType<typeof site>) =>
  log.filter(({ event }) => event === 'account-hidden').map(({ level, code }) => `${level} ${String(code)}`);

test.each([
  [403, 20001, 'wrong-credentials', 'info account-inactive'],
  [403, 20011, 'wrong-credentials', 'info account-deactivated'],
  [403, 20022, 'wrong-credentials', 'info account-blocked'],
  [423, 20026, 'wrong-credentials', 'warn locked'],
  [429, 99429, 'wrong-credentials', 'warn rate-limited'],
  [403, 12345, 'wrong-credentials', 'warn request-refused'],
  [403, 20005, 'wrong-credentials', undefined],
  [404, 20015, 'wrong-credentials', undefined],
  [400, 99400, 'invalid-data', undefined],
  [401, 99401, 'misconfigured', undefined],
  [500, 99500, 'upstream-failed', undefined],
  [504, 99504, 'upstream-timeout', undefined],
] as const)('a sign-in refused with %i and %i is %s, and the log has %s', async (status, number, code, hidden) => {
  const { news, answer } = await signIn(status, number);
  expect(answer.code).toBe(code);
  expect(answer.retryAfter).toBeUndefined();
  expect(hiddenOf(news)).toEqual(hidden === undefined ? [] : [hidden]);
  const problem = news.log.find(({ event }) => event === 'problem');
  const line = news.log.find(({ event }) => event === 'account-hidden');
  if (line) expect(line.reference).toBe(problem?.reference);
});

test.each([
  ['existence', 403, 20022, 'account-blocked'],
  ['existence', 403, 20011, 'account-deactivated'],
  ['existence', 423, 20026, 'wrong-credentials'],
  ['existence', 404, 20015, 'wrong-credentials'],
  ['off', 403, 20001, 'account-inactive'],
  ['off', 423, 20026, 'locked'],
] as const)(
  'with hideAccounts %s a sign-in refused with %i and %i is %s',
  async (hideAccounts, status, number, code) => {
    expect((await signIn(status, number, { hideAccounts })).answer.code).toBe(code);
  },
);

test('a rate limit of all callers is told, and found out once a second', async () => {
  let asked = 0;
  let shared = true;
  const news = site(
    {
      '/processes/login/verify': () => error(429, 99429, {}, { 'Retry-After': '30' }),
      '/processes/settings/sso': () => {
        asked += 1;
        return shared ? error(429, 99429) : json({ settings: {} });
      },
    },
    { settingsMaxAge: 3600 },
  );
  expect(await say(news, 'login/start', credentials)).toMatchObject({ code: 'rate-limited', retryAfter: 30 });
  const before = asked;
  shared = false;
  await say(news, 'login/start', credentials);
  const again = asked - before;
  news.clock.now += 1000;
  expect(await say(news, 'login/start', credentials)).toMatchObject({ code: 'wrong-credentials' });
  // Beside the settings that a call reads for itself.
  expect(asked - before).toBeGreaterThan(again);
});

test('who has the right code is told what the hosted API says, whoever has another is not', async () => {
  for (const [status, number, code] of [
    [412, 20022, 'account-blocked'],
    [408, 20010, 'flow-expired'],
    [412, 20041, 'flow-used'],
    [403, 20043, 'flow-exhausted'],
    [424, 20041, 'reset-finished'],
  ] as const) {
    const news = site({
      [at('sendToken')]: () => step('VERIFY_TOKEN', { verificationToken: 'aB-3 4c' }),
      [at('verifyToken')]: () => error(status, number),
    });
    const { flow } = await say(news, 'password-forgotten/start', { identifier: 'reader' });
    expect(await say(news, 'password-forgotten/verify', { flow, code: '123456' })).toMatchObject({
      code: 'wrong-code',
    });
    expect(hiddenOf(news)).toHaveLength(1);
    expect(await say(news, 'password-forgotten/verify', { flow, code: 'ab34C' })).toMatchObject({ code });
  }
});

test('faults of the hosted API are told at every step, and cost a reader no flow', async () => {
  const news = site({
    [at('sendToken')]: () => json({ token: 't', nextStep: 'VERIFY_TOKEN' }),
    [at('verifyToken')]: () => error(500, 99500),
    [at('resendToken')]: () => error(504, 99504),
  });
  const { flow } = await say(news, 'password-forgotten/start', { identifier: 'reader' });
  expect(await say(news, 'password-forgotten/verify', { flow, code: '1' })).toMatchObject({ code: 'upstream-failed' });
  news.clock.now += 30_000;
  expect(await say(news, 'password-forgotten/resend', { flow })).toMatchObject({ code: 'upstream-timeout' });
  news.script[at('resendToken')] = () => step('VERIFY_TOKEN', {}, 'next');
  news.script[at('verifyToken')] = () => step('RESET_PASSWORD');
  expect(await say(news, 'password-forgotten/resend', { flow })).toMatchObject({ step: 'verify', asks: { sent: 2 } });
  expect(await say(news, 'password-forgotten/verify', { flow, code: '1' })).toMatchObject({ step: 'reset-password' });
});

test('a flow whose code could not be sent again calls nothing any more; a right password is never held back', async () => {
  const news = site({
    [at('sendToken')]: () => step('VERIFY_TOKEN'),
    [at('resendToken')]: () => error(412, 20011),
    '/processes/login/verify': () => session(),
  });
  const { flow } = await say(news, 'password-forgotten/start', { identifier: 'reader' });
  news.clock.now += 30_000;
  expect(await say(news, 'password-forgotten/resend', { flow })).toMatchObject({ step: 'verify', asks: { sent: 2 } });
  expect(await say(news, 'password-forgotten/verify', { flow, code: '1' })).toMatchObject({ code: 'wrong-code' });
  expect(news.to(at('verifyToken'))).toEqual([]);
  expect(await say(news, 'login/start', credentials)).toMatchObject({ kind: 'session' });
});

test('a start whose answer names no code is a fault of the API, hidden or not', async () => {
  for (const reply of [() => step('NONE'), () => step('RESET_PASSWORD'), () => json({})])
    expect(
      await say(site({ [at('sendToken')]: reply }), 'password-forgotten/start', { identifier: 'reader' }),
    ).toMatchObject({
      code: 'upstream-failed',
    });
});
