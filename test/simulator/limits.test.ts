import { expect, test } from 'vitest';
import { createCaller, outcome, password, textOf } from './caller.js';

const email = 'someone@publisher.test';
const wrong = { password: 'wrong' };

test.each([
  ['of an account', email],
  ['of an address that nobody has', 'no@one.test'],
])('after ten wrong passwords %s login waits for a minute', async (_whose, address) => {
  const { login, post, advance } = createCaller({ customers: [{ email, password }] });
  const guess = () => post('login/verify', { email: address, ...wrong });
  for (let tries = 0; tries < 10; tries += 1) expect(outcome(await guess())).toEqual([403, 20005]);
  advance(20);
  const locked = await login(address);
  expect(outcome(locked)).toEqual([429, 99429]);
  expect(locked.headers.get('retry-after')).toBe('40');
  advance(40);
  expect(outcome(await guess())).toEqual([403, 20005]);
});

test('other accounts are not slowed down, and a session forgives', async () => {
  const customers = [
    { email, password },
    { username: 'neighbour', password },
  ];
  const { login, post, simulator } = createCaller({ customers, limits: { wrongTries: 2 } });
  simulator.configure({ maxSessions: 9 });
  const guess = async () => (await post('login/verify', { email, ...wrong })).status;
  expect([await guess(), (await login(email)).status, await guess(), await guess()]).toEqual([403, 202, 403, 403]);
  expect((await login(email)).status).toBe(429);
  expect((await post('login/verify', { username: 'neighbour', password })).status).toBe(202);
});

test('wrong two-factor codes count for the account, however many steps they are spread over', async () => {
  const twoFactor = { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' };
  const { login, post } = createCaller({ customers: [{ email, password, twoFactor }], limits: { wrongTries: 2 } });
  for (let tries = 0; tries < 2; tries += 1) {
    await post('login/verifyTwoFactorAuth', { token: textOf(await login(email), 'token'), twoFactorToken: 'wrong' });
  }
  expect((await login(email)).status).toBe(429);
});

test('the rate limit holds for a window and says when it ends', async () => {
  const { send, advance } = createCaller({ limits: { rateLimit: { requests: 2, seconds: 10 } } });
  const ask = () => send('GET', '/processes/settings/sso');
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  advance(4);
  const refused = await ask();
  expect(outcome(refused)).toEqual([429, 99429]);
  expect(refused.headers.get('retry-after')).toBe('6');
  advance(6);
  expect((await ask()).status).toBe(200);
});

test('without the option there is no rate limit', async () => {
  const { send } = createCaller();
  const answers = await Promise.all(Array.from({ length: 200 }, () => send('GET', '/processes/settings/sso')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test('lifetime and tries of a step are options', async () => {
  const limits = { tries: 1, stepLifetime: 10 };
  const twoFactor = { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' };
  const { login, post, advance } = createCaller({ customers: [{ email, password, twoFactor }], limits });
  const token = textOf(await login(email), 'token');
  const enter = async () => outcome(await post('login/verifyTwoFactorAuth', { token, twoFactorToken: 'wrong' }));
  expect([await enter(), await enter()]).toEqual([
    [403, 20006],
    [403, 20043],
  ]);
  advance(10);
  expect(await enter()).toEqual([408, 20010]);
});

test('a token of yesterday is forgotten', async () => {
  const { login, post, advance } = createCaller({ customers: [{ email, password, mustResetPassword: true }] });
  const token = textOf(await login(email), 'token');
  advance(24 * 60 * 60);
  await login(email);
  expect(outcome(await post('login/verifyResetPassword', { token, password }))).toEqual([404, 20040]);
});
