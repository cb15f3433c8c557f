import { expect, test } from 'vitest';
import { createCaller, password, textOf } from './caller.js';

const email = 'someone@publisher.test';
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

test('the right password of a customer without further steps gives a session', async () => {
  const { login } = createCaller({ customers: [{ email, password }] });
  const answer = await login(email);
  expect(answer.status).toBe(202);
  expect(textOf(answer, 'customerSession').split('.')).toHaveLength(3);
});

test('a wrong password and an unknown address are refused alike', async () => {
  const { post } = createCaller({ customers: [{ email, password }] });
  const wrong = await post('login/verify', { email, password: 'wrong' });
  const unknown = await post('login/verify', { email: 'nobody@publisher.test', password });
  expect([wrong.status, wrong.body['errorCode']]).toEqual([403, 20005]);
  expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
});

test('e-mail wins over user name', async () => {
  const { post } = createCaller({
    customers: [
      { email, password: 'one' },
      { username: 'other', password: 'two' },
    ],
  });
  expect((await post('login/verify', { email, username: 'other', password: 'two' })).status).toBe(403);
  expect((await post('login/verify', { email, username: 'other', password: 'one' })).status).toBe(202);
  expect((await post('login/verify', { username: 'other', password: 'two' })).status).toBe(202);
});

test.each([
  ['DEACTIVATED', 20011],
  ['DISABLED', 20001],
  ['BLOCKED', 20022],
] as const)('a customer who is %s is told so only with the right password', async (status, code) => {
  const { login, post } = createCaller({ customers: [{ email, password, status }] });
  const right = await login(email);
  expect([right.status, right.body['errorCode']]).toEqual([403, code]);
  const wrong = await post('login/verify', { email, password: 'wrong' });
  expect([wrong.status, wrong.body['errorCode']]).toEqual([403, 20005]);
});

test('an unknown address is told as such only where the option says so', async () => {
  const { login } = createCaller({ revealUnknownAccounts: true });
  const answer = await login('nobody@publisher.test');
  expect([answer.status, answer.body['errorCode']]).toEqual([404, 20015]);
});

test('all steps that are due come in their order', async () => {
  const { login, post, simulator } = createCaller({
    customers: [{ email, password, mustResetPassword: true, twoFactor: { secret }, asks: { names: true } }],
  });
  const first = await login(email);
  expect([first.status, first.body['nextStep']]).toEqual([200, 'RESET_PASSWORD']);
  const second = await post('login/verifyResetPassword', { token: textOf(first, 'token'), password: 'new one' });
  expect([second.status, second.body['nextStep']]).toEqual([200, 'TWO_FACTOR']);
  const twoFactorToken = simulator.authenticator()[0]?.code;
  const third = await post('login/verifyTwoFactorAuth', { token: textOf(second, 'token'), twoFactorToken });
  expect(third.body).toMatchObject({ nextStep: 'ADDITIONAL_DATA', additionalInformation: { NAME: true } });
  const names = { firstName: 'Ada', lastName: 'Byron', salutation: 'MRS' };
  const last = await post('login/updateAdditionalData', { token: textOf(third, 'token'), ...names });
  expect(last.status).toBe(202);
  expect(simulator.customer(email)).toMatchObject({ password: 'new one', ...names });
});
