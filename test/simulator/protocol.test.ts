import { expect, test } from 'vitest';
import { createCaller, outcome, password, read } from './caller.js';

const email = 'someone@publisher.test';

test.each([
  ['GET', '/processes/login/verify'],
  ['POST', '/processes/settings/sso'],
  ['GET', '/nowhere'],
  ['PUT', '/processes/login/changeSessions'],
  ['PUT', '/processes/login/changeSessions/a/b'],
  ['POST', '/processes/login/verify/more'],
])('%s %s is not found, as JSON', async (method, path) => {
  const answer = await createCaller().send(method, path);
  expect(outcome(answer)).toEqual([404, 99404]);
  expect(answer.headers.get('content-type')).toBe('application/json');
});

test('nothing is answered outside the base path, which can be another', async () => {
  const { simulator } = createCaller({ basePath: '/sso-api' });
  const settings = async (base: string) => {
    const headers = { 'x-plenigo-token': 'api-token' };
    return (await simulator.fetch(new Request(`https://sso.test${base}/processes/settings/sso`, { headers }))).status;
  };
  expect(await settings('/sso-api')).toBe(200);
  expect(await settings('/api/v3.0')).toBe(404);
});

test('without the API token not even the path is told', async () => {
  const { simulator } = createCaller();
  const answer = await read(await simulator.fetch(new Request('https://sso.test/api/v3.0/nowhere')));
  expect(outcome(answer)).toEqual([401, 99401]);
});

test.each([
  ['no JSON', '{"email":'],
  ['no object', '[]'],
  ['nothing', ''],
  ['a number as password', '{"email":"a@publisher.test","password":1}'],
])('a body that is %s is invalid data', async (_what, text) => {
  expect(outcome(await createCaller().post('login/verify', text))).toEqual([400, 99400]);
});

test('a body that is not said to be JSON is invalid data', async () => {
  const { send } = createCaller({ customers: [{ email, password }] });
  const answer = await send('POST', '/processes/login/verify', { email, password }, { 'content-type': 'text/plain' });
  expect(outcome(answer)).toEqual([400, 99400]);
});

test.each([
  ['login/verify', { email, password: 'x'.repeat(101) }, 'password'],
  ['login/verify', { email: 'x'.repeat(101), password }, 'email'],
  ['login/verify', { username: 'x'.repeat(101), password }, 'username'],
  ['login/verify', { email, password, os: 'x'.repeat(101) }, 'os'],
  ['login/verifyTwoFactorAuth', { token: 't', twoFactorToken: '1234567' }, 'twoFactorToken'],
  ['login/verifyResetPassword', { token: 't', password: 'x'.repeat(101) }, 'password'],
  ['login/updateAdditionalData', { token: 't', lastName: 'x'.repeat(101) }, 'lastName'],
])('%s refuses a field past its length and repeats its value', async (path, body: Record<string, string>, field) => {
  const answer = await createCaller().post(path, body);
  expect(outcome(answer)).toEqual([400, 99400]);
  expect(answer.body['validationErrors']).toEqual([{ field, error: 'too_big', value: body[field] }]);
});

test('a field inside another is named with its path', async () => {
  const body = { ssoProvider: 'GOOGLE', authenticationData: { idToken: 'x'.repeat(4001) } };
  const answer = await createCaller().post('ssoProvider/verify', body);
  expect(answer.body['validationErrors']).toMatchObject([{ field: 'authenticationData.idToken' }]);
});

test.each(['__proto__', 'constructor', 'toString'])('a step token named %s is unknown', async (token) => {
  const answer = await createCaller().post('login/verifyResetPassword', { token, password });
  expect(outcome(answer)).toEqual([404, 20040]);
});

test('addresses and user names are the same in capitals, passwords are not', async () => {
  const { post } = createCaller({ customers: [{ email, password }] });
  expect((await post('login/verify', { email, password: password.toUpperCase() })).status).toBe(403);
  expect((await post('login/verify', { email: email.toUpperCase(), password })).status).toBe(202);
});

test.each([
  ['a customer without address and user name', { customers: [{ password }] }],
  ['a customer ID that is no number', { customers: [{ email, password, customerId: 'A1' }] }],
])('%s is refused at the start', (_what, options) => {
  expect(() => createCaller(options)).toThrow(TypeError);
});

test('two calls with one step token at the same time lead on once', async () => {
  const { login, post } = createCaller({ customers: [{ email, password, mustResetPassword: true }] });
  const { token } = (await login(email)).body;
  const answers = await Promise.all(
    [1, 2].map(() => post('login/verifyResetPassword', { token, password: 'new one' })),
  );
  expect(answers.map(outcome)).toEqual([
    [202, 'session'],
    [412, 20041],
  ]);
});
