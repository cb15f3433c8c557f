/**
 * Every status that the description declares for an operation of the login process, but for those of the switches,
 * brought about by state, with the error code of docs/hosted-api.md. Requests are as a gateway may send them.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createJudge } from '../../scripts/contract/validator.js';
import { createUnsignedIdToken, type CustomerOption, type SimulatorOptions } from '../../src/simulator/index.js';
import { recordTo } from '../../scripts/contract/record-exchanges.js';
import { type Answer, type Caller, createCaller, outcome, password, textOf } from './caller.js';

const judge = await createJudge(parse(readFileSync('test/contract/sso-api.openapi.yaml', 'utf8')));
const record = recordTo();
const email = 'someone@publisher.test';
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const aud = 'client-of-the-publisher';
const google = { ssoProviders: { active: true, googleSettings: { active: true, googleClientId: aud } } };

const token = async (answer: Promise<Answer>): Promise<string> => textOf(await answer, 'token');
const code = ({ simulator }: Caller): string => simulator.authenticator()[0]!.code;
const idToken = (address = email): string => createUnsignedIdToken({ aud, email: address });
const withGoogle = ({ post }: Caller, authenticationData = { idToken: idToken() }): Promise<Answer> =>
  post('ssoProvider/verify', { ssoProvider: 'GOOGLE', authenticationData });
const twoFactor = async (caller: Caller, twoFactorToken?: string, stepToken?: string): Promise<Answer> => {
  const opened = stepToken ?? (await token(caller.login(email)));
  return caller.post('login/verifyTwoFactorAuth', { token: opened, twoFactorToken: twoFactorToken ?? code(caller) });
};
const reset = async ({ login, post }: Caller, fresh = 'new one', stepToken?: string): Promise<Answer> =>
  post('login/verifyResetPassword', { token: stepToken ?? (await token(login(email))), password: fresh });
const names = { firstName: 'Ada', lastName: 'Byron' };
const data = async ({ login, post }: Caller, sent: object = names, stepToken?: string): Promise<Answer> =>
  post('login/updateAdditionalData', { token: stepToken ?? (await token(login(email))), ...sent });
const end = async ({ login, send }: Caller, query = '', removal?: string): Promise<Answer> => {
  const removalToken = removal ?? textOf(await login(email), 'removalToken');
  return send('PUT', `/processes/login/changeSessions/${removalToken}${query}`);
};
const session = async ({ login }: Caller): Promise<string> => textOf(await login(email), 'customerSession');
const ask = ({ send }: Caller, call: string, sessionToken: string): Promise<Answer> =>
  send('GET', `/sessions/${call}?sessionToken=${sessionToken}`);
const twice = async (answer: () => Promise<Answer>): Promise<Answer> => {
  await answer();
  return answer();
};
const late = async (caller: Caller, answer: (stepToken: string) => Promise<Answer>): Promise<Answer> => {
  const opened = await token(caller.login(email));
  caller.advance(15 * 60);
  return answer(opened);
};
const later = async (caller: Caller, status: 'BLOCKED', answer: (stepToken: string) => Promise<Answer>) => {
  const opened = await token(caller.login(email));
  caller.simulator.changeCustomer(email, { status });
  return answer(opened);
};
const badToken = ({ send }: Caller, method: string, path: string, body?: object): Promise<Answer> =>
  send(method, path, body, { 'x-plenigo-token': 'another' });

interface Case {
  customer?: Partial<CustomerOption>;
  options?: Partial<SimulatorOptions>;
  call: (caller: Caller) => Promise<Answer>;
}
const step = { token: 'unknown-token' };
const factor = { twoFactor: { secret } };
const asks = { asks: { names: true } };
const full = { sessions: [{}] };

const rows: [operation: string, status: number, what: unknown, when: string, how: Case][] = [
  ['settings', 200, 'data', 'asked', { call: ({ send }) => send('GET', '/processes/settings/sso?language=de') }],
  [
    'settings',
    400,
    99400,
    'the language is none',
    { call: ({ send }) => send('GET', '/processes/settings/sso?language=12') },
  ],
  ['settings', 401, 99401, 'the API token is wrong', { call: (c) => badToken(c, 'GET', '/processes/settings/sso') }],

  ['verify', 202, 'session', 'no step is due', { call: ({ login }) => login(email) }],
  ['verify', 207, 'limit', 'all sessions are taken', { customer: full, call: ({ login }) => login(email) }],
  ['verify', 200, 'TWO_FACTOR', 'there is a second factor', { customer: factor, call: ({ login }) => login(email) }],
  [
    'verify',
    200,
    'ADD_TWO_FACTOR',
    'a second factor is to be added',
    { customer: { twoFactor: 'to-add' }, call: ({ login }) => login(email) },
  ],
  [
    'verify',
    200,
    'RESET_PASSWORD',
    'the password must be reset',
    { customer: { mustResetPassword: true }, call: ({ login }) => login(email) },
  ],
  [
    'verify',
    200,
    'CHANGE_EMAIL',
    'the address must change',
    { customer: { mustChangeEmail: true }, call: ({ login }) => login(email) },
  ],
  ['verify', 200, 'ADDITIONAL_DATA', 'data is missing', { customer: asks, call: ({ login }) => login(email) }],
  [
    'verify',
    400,
    99400,
    'neither address nor user name is sent',
    { call: ({ post }) => post('login/verify', { password }) },
  ],
  [
    'verify',
    400,
    99400,
    'the password is blank',
    { call: ({ post }) => post('login/verify', { email, password: ' ' }) },
  ],
  [
    'verify',
    401,
    99401,
    'the API token is wrong',
    { call: (c) => badToken(c, 'POST', '/processes/login/verify', { email, password }) },
  ],
  [
    'verify',
    403,
    20005,
    'the password is wrong',
    { call: ({ post }) => post('login/verify', { email, password: 'wrong' }) },
  ],
  [
    'verify',
    403,
    20001,
    'the customer is not active',
    { customer: { status: 'DISABLED' }, call: ({ login }) => login(email) },
  ],
  [
    'verify',
    403,
    20011,
    'the customer is deactivated',
    { customer: { status: 'DEACTIVATED' }, call: ({ login }) => login(email) },
  ],
  [
    'verify',
    403,
    20022,
    'the customer is blocked',
    { customer: { status: 'BLOCKED' }, call: ({ login }) => login(email) },
  ],
  [
    'verify',
    404,
    20015,
    'unknown accounts are told',
    { options: { revealUnknownAccounts: true }, call: ({ login }) => login('no@one.test') },
  ],

  ['verifyTwoFactorAuth', 202, 'session', 'the code is right', { customer: factor, call: (c) => twoFactor(c) }],
  [
    'verifyTwoFactorAuth',
    200,
    'ADDITIONAL_DATA',
    'data is missing',
    { customer: { ...factor, ...asks }, call: (c) => twoFactor(c) },
  ],
  [
    'verifyTwoFactorAuth',
    200,
    'limit',
    'all sessions are taken',
    { customer: { ...factor, ...full }, call: (c) => twoFactor(c) },
  ],
  ['verifyTwoFactorAuth', 400, 99400, 'the code is blank', { customer: factor, call: (c) => twoFactor(c, ' ') }],
  [
    'verifyTwoFactorAuth',
    401,
    99401,
    'the API token is wrong',
    { call: (c) => badToken(c, 'POST', '/processes/login/verifyTwoFactorAuth', { ...step, twoFactorToken: '123456' }) },
  ],
  ['verifyTwoFactorAuth', 403, 20006, 'the code is wrong', { customer: factor, call: (c) => twoFactor(c, 'wrong1') }],
  ['verifyTwoFactorAuth', 403, 20040, 'the token is unknown', { call: (c) => twoFactor(c, '123456', 'unknown') }],
  [
    'verifyTwoFactorAuth',
    403,
    20022,
    'the customer was blocked since',
    { customer: factor, call: (c) => later(c, 'BLOCKED', (t) => twoFactor(c, undefined, t)) },
  ],
  [
    'verifyTwoFactorAuth',
    408,
    20010,
    'fifteen minutes have passed',
    { customer: factor, call: (c) => late(c, (t) => twoFactor(c, undefined, t)) },
  ],
  [
    'verifyTwoFactorAuth',
    412,
    20041,
    'the token was used',
    {
      customer: factor,
      call: async (c) => {
        const t = await token(c.login(email));
        return twice(() => twoFactor(c, undefined, t));
      },
    },
  ],
  ['verifyTwoFactorAuth', 428, 20042, 'another step is due', { customer: asks, call: (c) => twoFactor(c, '123456') }],

  [
    'verifyResetPassword',
    202,
    'session',
    'the password is new',
    { customer: { mustResetPassword: true }, call: (c) => reset(c) },
  ],
  [
    'verifyResetPassword',
    200,
    'TWO_FACTOR',
    'a second factor is due',
    { customer: { mustResetPassword: true, ...factor }, call: (c) => reset(c) },
  ],
  [
    'verifyResetPassword',
    200,
    'limit',
    'all sessions are taken',
    { customer: { mustResetPassword: true, ...full }, call: (c) => reset(c) },
  ],
  [
    'verifyResetPassword',
    400,
    99400,
    'the password is blank',
    { customer: { mustResetPassword: true }, call: (c) => reset(c, ' ') },
  ],
  [
    'verifyResetPassword',
    400,
    99400,
    'the password is blank',
    { customer: { mustResetPassword: true }, call: (c) => reset(c, ' ') },
  ],
  [
    'verifyResetPassword',
    401,
    99401,
    'the API token is wrong',
    { call: (c) => badToken(c, 'POST', '/processes/login/verifyResetPassword', { ...step, password }) },
  ],
  ['verifyResetPassword', 404, 20040, 'the token is unknown', { call: (c) => reset(c, 'new one', 'unknown') }],
  [
    'verifyResetPassword',
    408,
    20010,
    'fifteen minutes have passed',
    { customer: { mustResetPassword: true }, call: (c) => late(c, (t) => reset(c, 'new one', t)) },
  ],
  [
    'verifyResetPassword',
    412,
    20041,
    'the token was used',
    {
      customer: { mustResetPassword: true },
      call: async (c) => {
        const t = await token(c.login(email));
        return twice(() => reset(c, 'new one', t));
      },
    },
  ],
  [
    'verifyResetPassword',
    412,
    20022,
    'the customer was blocked since',
    { customer: { mustResetPassword: true }, call: (c) => later(c, 'BLOCKED', (t) => reset(c, 'new one', t)) },
  ],
  ['verifyResetPassword', 428, 20042, 'another step is due', { customer: factor, call: (c) => reset(c) }],

  ['updateAdditionalData', 202, 'session', 'all is given', { customer: asks, call: (c) => data(c) }],
  [
    'updateAdditionalData',
    200,
    'limit',
    'all sessions are taken',
    { customer: { ...asks, ...full }, call: (c) => data(c) },
  ],
  [
    'updateAdditionalData',
    400,
    20060,
    'a name is missing',
    { customer: asks, call: (c) => data(c, { firstName: 'Ada' }) },
  ],
  [
    'updateAdditionalData',
    400,
    20061,
    'the user name is missing',
    { customer: { asks: { username: true } }, call: (c) => data(c, {}) },
  ],
  [
    'updateAdditionalData',
    400,
    20046,
    'both are missing',
    { customer: { asks: { names: true, username: true } }, call: (c) => data(c, {}) },
  ],
  [
    'updateAdditionalData',
    400,
    20008,
    'the user name is taken',
    { customer: { asks: { username: true } }, call: (c) => data(c, { username: 'Neighbour' }) },
  ],
  [
    'updateAdditionalData',
    400,
    99400,
    'something else is given',
    { customer: asks, call: (c) => data(c, { ...names, username: 'ada' }) },
  ],
  [
    'updateAdditionalData',
    401,
    99401,
    'the API token is wrong',
    { call: (c) => badToken(c, 'POST', '/processes/login/updateAdditionalData', step) },
  ],
  ['updateAdditionalData', 404, 20040, 'the token is unknown', { call: (c) => data(c, names, 'unknown') }],
  [
    'updateAdditionalData',
    408,
    20010,
    'fifteen minutes have passed',
    { customer: asks, call: (c) => late(c, (t) => data(c, names, t)) },
  ],
  [
    'updateAdditionalData',
    412,
    20041,
    'the token was used',
    {
      customer: asks,
      call: async (c) => {
        const t = await token(c.login(email));
        return twice(() => data(c, names, t));
      },
    },
  ],
  [
    'updateAdditionalData',
    428,
    20042,
    'another step is due',
    { customer: { mustChangeEmail: true }, call: (c) => data(c) },
  ],

  ['changeSessions', 202, 'session', 'all are ended', { customer: full, call: (c) => end(c) }],
  [
    'changeSessions',
    202,
    'session',
    'one is ended',
    { customer: full, call: (c) => end(c, `?sessionId=${c.simulator.sessions(email)[0]?.sessionId}`) },
  ],
  [
    'changeSessions',
    400,
    20031,
    'there is no such session',
    { customer: full, call: (c) => end(c, '?sessionId=unknown') },
  ],
  ['changeSessions', 401, 20030, 'the removal token is unknown', { call: (c) => end(c, '', 'unknown') }],
  [
    'changeSessions',
    401,
    20030,
    'the removal token was used',
    {
      customer: full,
      call: async (c) => {
        const t = textOf(await c.login(email), 'removalToken');
        return twice(() => end(c, '', t));
      },
    },
  ],
  [
    'changeSessions',
    401,
    99401,
    'the API token is wrong',
    { call: (c) => badToken(c, 'PUT', '/processes/login/changeSessions/unknown') },
  ],

  ['ssoProvider/verify', 202, 'session', 'no step is due', { call: (c) => withGoogle(c) }],
  [
    'ssoProvider/verify',
    200,
    'TWO_FACTOR',
    'there is a second factor',
    { customer: factor, call: (c) => withGoogle(c) },
  ],
  ['ssoProvider/verify', 200, 'limit', 'all sessions are taken', { customer: full, call: (c) => withGoogle(c) }],
  ['ssoProvider/verify', 400, 99400, 'the ID token is blank', { call: (c) => withGoogle(c, { idToken: ' ' }) }],
  [
    'ssoProvider/verify',
    401,
    99401,
    'the API token is wrong',
    {
      call: (c) =>
        badToken(c, 'POST', '/processes/ssoProvider/verify', {
          ssoProvider: 'GOOGLE',
          authenticationData: { idToken: idToken() },
        }),
    },
  ],
  [
    'ssoProvider/verify',
    403,
    20066,
    'the ID token is for another site',
    { call: (c) => withGoogle(c, { idToken: createUnsignedIdToken({ aud: 'other', email }) }) },
  ],
  [
    'ssoProvider/verify',
    403,
    20066,
    'Google is not offered',
    { options: { settings: { settings: { tokenType: 'EMAIL' } } }, call: (c) => withGoogle(c) },
  ],
  [
    'ssoProvider/verify',
    403,
    20011,
    'the customer is deactivated',
    { customer: { status: 'DEACTIVATED' }, call: (c) => withGoogle(c) },
  ],
  [
    'ssoProvider/verify',
    404,
    20015,
    'nobody has this address',
    { call: (c) => withGoogle(c, { idToken: idToken('no@one.test') }) },
  ],
  [
    'ssoProvider/verify',
    412,
    20041,
    'the ID token was used',
    { customer: factor, call: (c) => twice(() => withGoogle(c)) },
  ],

  ['validate', 200, 'data', 'the session lives', { call: async (c) => ask(c, 'validate', await session(c)) }],
  ['validate', 400, 99400, 'no session is given', { call: (c) => ask(c, 'validate', '') }],
  ['validate', 401, 20028, 'the session is unknown', { call: (c) => ask(c, 'validate', 'unknown') }],
  [
    'validate',
    401,
    99401,
    'the API token is wrong',
    { call: (c) => badToken(c, 'GET', '/sessions/validate?sessionToken=unknown') },
  ],
  ['customerData', 200, 'data', 'the session lives', { call: async (c) => ask(c, 'customerData', await session(c)) }],
  ['customerData', 400, 99400, 'no session is given', { call: (c) => ask(c, 'customerData', '') }],
  ['customerData', 401, 20028, 'the session is unknown', { call: (c) => ask(c, 'customerData', 'unknown') }],
  [
    'customerData',
    401,
    99401,
    'the API token is wrong',
    { call: (c) => badToken(c, 'GET', '/sessions/customerData?sessionToken=unknown') },
  ],
];

test.each(rows)('%s answers %i %s when %s', async (_operation, status, what, _when, { customer, options, call }) => {
  const faults: string[] = [];
  const customers = [
    { email, password, ...customer },
    { username: 'neighbour', password },
  ];
  const caller = createCaller(
    { customers, settings: { settings: { tokenType: 'EMAIL' }, ...google }, ...options },
    (exchange) => {
      record(exchange);
      faults.push(...judge(exchange).faults);
    },
  );
  expect(outcome(await call(caller))).toEqual([status, what]);
  expect(faults).toEqual([]);
});
