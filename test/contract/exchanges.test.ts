/**
 * Every status that the API's description declares for login, settings and sessions, reached by the gateway's own
 * caller through the simulator's state, with what the gateway makes of it; and what only fault switches bring about.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createJudge } from '../../scripts/contract/validator.js';
import { hostedSettings } from '../../src/contract/hosted-settings.js';
import { customerData, customerSession, type Operation } from '../../src/contract/sso-api.js';
import {
  createUnsignedIdToken,
  type CustomerOption,
  type Fault,
  type SimulatorOptions,
} from '../../src/simulator/index.js';
import { createHosted, email, googleClient, type Hosted, type Outcome, password, textOf } from './hosted.js';
import { playTable, type Row } from './status-table.js';

const document: unknown = parse(readFileSync(new URL('sso-api.openapi.yaml', import.meta.url), 'utf8'));
const judge = await createJudge(document);

type Act = (hosted: Hosted) => Promise<Outcome>;
interface SetUp {
  customer?: Partial<CustomerOption>;
  options?: Partial<SimulatorOptions>;
}

const factor: SetUp = { customer: { twoFactor: { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' } } };
const mustReset: SetUp = { customer: { mustResetPassword: true } };
const asksNames: SetUp = { customer: { asks: { names: true } } };
const full = { sessions: [{}] };
const withLimit = ({ customer }: SetUp): SetUp => ({ customer: { ...customer, ...full } });

/** Sends a step's call with the token that login gave, or another. */
const code = ({ simulator }: Hosted) => String(simulator.authenticator()[0]?.code);
const stepToken = async (hosted: Hosted) => textOf(await hosted.login(), 'token');
const twoFactor = (hosted: Hosted, token: string, sent = code(hosted)) =>
  hosted.call('login/verifyTwoFactorAuth', { body: { token, twoFactorToken: sent } });
const reset = ({ call }: Hosted, token: string, sent = 'another password') =>
  call('login/verifyResetPassword', { body: { token, password: sent } });
const names = { firstName: 'Ada', lastName: 'Byron' };
const data = ({ call }: Hosted, token: string, sent: object = names) =>
  call('login/updateAdditionalData', { body: { token, ...sent } });
type Step = (hosted: Hosted, token: string) => Promise<Outcome>;

const due =
  (step: Step): Act =>
  async (hosted) =>
    step(hosted, await stepToken(hosted));
const late =
  (step: Step): Act =>
  async (hosted) => {
    const token = await stepToken(hosted);
    hosted.advance(15 * 60);
    return step(hosted, token);
  };
const twice =
  (step: Step): Act =>
  async (hosted) => {
    const token = await stepToken(hosted);
    await step(hosted, token);
    return step(hosted, token);
  };
const end =
  (query?: Record<string, string>, segment?: string): Act =>
  async (hosted) =>
    hosted.call('login/changeSessions', {
      segment: segment ?? textOf(await hosted.login(), 'removalToken'),
      ...(query && { query }),
    });
const idToken = (address = email, aud = googleClient) => createUnsignedIdToken({ aud, email: address });
const google = ({ call }: Hosted, token = idToken()) =>
  call('ssoProvider/verify', { body: { ssoProvider: 'GOOGLE', authenticationData: { idToken: token } } });
const session =
  (operation: 'sessions/validate' | 'sessions/customerData', given?: string): Act =>
  async (hosted) =>
    hosted.call(operation, {
      query: { sessionToken: given ?? textOf(await hosted.login(), 'customerSession') },
      reply: operation === 'sessions/validate' ? customerSession : customerData,
    });
const stranger =
  (operation: Operation, call: Parameters<Hosted['call']>[1] = {}): Act =>
  ({ asStranger }) =>
    asStranger(operation, call);
const settings =
  (language: string): Act =>
  ({ call }) =>
    call('settings', { query: { language }, reply: hostedSettings });
const verify =
  (body: object): Act =>
  ({ call }) =>
    call('login/verify', { body });
const login: Act = (hosted) => hosted.login();

const rows: Row<SetUp>[] = [
  ['settings', 200, 'ok', 'asked', settings('de')],
  ['settings', 400, 'invalid-data', 'the language is none', settings('12')],
  ['settings', 401, 'misconfigured', 'the API token is wrong', stranger('settings')],

  ['login/verify', 200, 'ok', 'a second factor is due', login, factor],
  ['login/verify', 202, 'ok', 'nothing is due', login],
  ['login/verify', 207, 'ok', 'all sessions are taken', login, { customer: full }],
  ['login/verify', 400, 'invalid-data', 'nobody is named', verify({ password })],
  [
    'login/verify',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('login/verify', { body: { email, password } }),
  ],
  ['login/verify', 403, 'wrong-credentials', 'the password is wrong', verify({ email, password: 'wrong' })],
  [
    'login/verify',
    403,
    'account-deactivated',
    'the customer is deactivated',
    login,
    { customer: { status: 'DEACTIVATED' } },
  ],
  [
    'login/verify',
    404,
    'wrong-credentials',
    'unknown accounts are told',
    verify({ email: 'no@one.test', password }),
    { options: { revealUnknownAccounts: true } },
  ],

  ['login/verifyTwoFactorAuth', 200, 'ok', 'all sessions are taken', due(twoFactor), withLimit(factor)],
  ['login/verifyTwoFactorAuth', 202, 'ok', 'the code is right', due(twoFactor), factor],
  ['login/verifyTwoFactorAuth', 400, 'invalid-data', 'the code is blank', due((h, t) => twoFactor(h, t, ' ')), factor],
  [
    'login/verifyTwoFactorAuth',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('login/verifyTwoFactorAuth', { body: { token: 't', twoFactorToken: '1' } }),
  ],
  [
    'login/verifyTwoFactorAuth',
    403,
    'wrong-code',
    'the code is wrong',
    due((h, t) => twoFactor(h, t, 'wrong1')),
    factor,
  ],
  ['login/verifyTwoFactorAuth', 408, 'flow-expired', 'fifteen minutes have passed', late(twoFactor), factor],
  ['login/verifyTwoFactorAuth', 412, 'flow-used', 'the step was taken', twice(twoFactor), factor],
  [
    'login/verifyTwoFactorAuth',
    428,
    'flow-order',
    'another step is due',
    due((h, t) => twoFactor(h, t, '123456')),
    asksNames,
  ],

  ['login/verifyResetPassword', 200, 'ok', 'all sessions are taken', due(reset), withLimit(mustReset)],
  ['login/verifyResetPassword', 202, 'ok', 'the password is new', due(reset), mustReset],
  [
    'login/verifyResetPassword',
    400,
    'invalid-data',
    'the password is blank',
    due((h, t) => reset(h, t, ' ')),
    mustReset,
  ],
  [
    'login/verifyResetPassword',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('login/verifyResetPassword', { body: { token: 't', password } }),
  ],
  ['login/verifyResetPassword', 404, 'flow-unknown', 'the token is unknown', (h) => reset(h, 'unknown')],
  ['login/verifyResetPassword', 408, 'flow-expired', 'fifteen minutes have passed', late(reset), mustReset],
  ['login/verifyResetPassword', 412, 'flow-used', 'the step was taken', twice(reset), mustReset],
  ['login/verifyResetPassword', 428, 'flow-order', 'another step is due', due(reset), factor],

  ['login/updateAdditionalData', 200, 'ok', 'all sessions are taken', due(data), withLimit(asksNames)],
  ['login/updateAdditionalData', 202, 'ok', 'all is given', due(data), asksNames],
  ['login/updateAdditionalData', 400, 'name-missing', 'a name is missing', due((h, t) => data(h, t, {})), asksNames],
  [
    'login/updateAdditionalData',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('login/updateAdditionalData', { body: { token: 't' } }),
  ],
  ['login/updateAdditionalData', 404, 'flow-unknown', 'the token is unknown', (h) => data(h, 'unknown')],
  ['login/updateAdditionalData', 408, 'flow-expired', 'fifteen minutes have passed', late(data), asksNames],
  ['login/updateAdditionalData', 412, 'flow-used', 'the step was taken', twice(data), asksNames],
  ['login/updateAdditionalData', 428, 'flow-order', 'another step is due', due(data), factor],

  ['login/changeSessions', 202, 'ok', 'all are ended', end(), { customer: full }],
  [
    'login/changeSessions',
    400,
    'session-unknown',
    'there is no such session',
    end({ sessionId: 'none' }),
    { customer: full },
  ],
  ['login/changeSessions', 401, 'removal-refused', 'the removal token is unknown', end(undefined, 'unknown')],
  [
    'login/changeSessions',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('login/changeSessions', { segment: 't' }),
  ],

  ['ssoProvider/verify', 200, 'ok', 'all sessions are taken', (h) => google(h), { customer: full }],
  ['ssoProvider/verify', 202, 'ok', 'nothing is due', (h) => google(h)],
  ['ssoProvider/verify', 400, 'invalid-data', 'the ID token is blank', (h) => google(h, ' ')],
  [
    'ssoProvider/verify',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('ssoProvider/verify', { body: { ssoProvider: 'GOOGLE', authenticationData: { idToken: 'i' } } }),
  ],
  [
    'ssoProvider/verify',
    403,
    'third-party-refused',
    'the ID token is another site’s',
    (h) => google(h, idToken(email, 'x')),
  ],
  ['ssoProvider/verify', 404, 'unknown-account', 'nobody has this address', (h) => google(h, idToken('no@one.test'))],
  ['ssoProvider/verify', 412, 'flow-used', 'the ID token was used', async (h) => (await google(h), google(h)), factor],

  ['sessions/validate', 200, 'ok', 'the session lives', session('sessions/validate')],
  ['sessions/validate', 400, 'invalid-data', 'the session is blank', session('sessions/validate', '')],
  ['sessions/validate', 401, 'signed-out', 'the session is unknown', session('sessions/validate', 'unknown')],
  ['sessions/customerData', 200, 'ok', 'the session lives', session('sessions/customerData')],
  ['sessions/customerData', 400, 'invalid-data', 'the session is blank', session('sessions/customerData', '')],
  ['sessions/customerData', 401, 'signed-out', 'the session is unknown', session('sessions/customerData', 'unknown')],
];

playTable<SetUp>(rows, judge, ({ customer, options } = {}) =>
  createHosted({ customers: [{ email, password, ...customer }], ...options }),
);

test('the table leaves out no status of these operations but those of the switches', () => {
  const { paths } = document as { paths: Record<string, Record<string, { responses: object }>> };
  const declared = Object.entries(paths)
    .map(([path, item]) => ({ name: path.replace(/^\/(processes\/)?/, '').replace(/\/(sso|\{\w+\})$/, ''), item }))
    .filter(({ name }) => /^(settings$|login\/|ssoProvider\/|sessions\/(validate|customerData)$)/.test(name))
    .flatMap(({ name, item }) =>
      Object.values(item).flatMap(({ responses }) => Object.keys(responses).map((status) => `${name} ${status}`)),
    )
    .filter((line) => !/(429|500|502|504)$/.test(line));
  expect([...new Set(rows.map(([operation, status]) => `${operation} ${status}`))].sort()).toEqual(declared.sort());
});

test.each<[Fault, number, string, boolean]>([
  [{ status: 429, errorCode: 99429, retryAfter: 7 }, 429, 'rate-limited', false],
  [{ status: 500, errorCode: 99500 }, 500, 'upstream-failed', false],
  [{ status: 502, errorCode: 99502 }, 502, 'upstream-failed', false],
  [{ status: 504, errorCode: 99504 }, 504, 'upstream-timeout', false],
  [{ broken: true }, 502, 'upstream-failed', true],
  [{ truncated: true }, 202, 'upstream-failed', true],
  [{ body: { customerSession: 5 } }, 200, 'upstream-failed', true],
])('the switch %j is answered %i and told as %s', async (fault, status, told, broken) => {
  const hosted = createHosted();
  hosted.simulator.fault(fault);
  expect(await hosted.login()).toMatchObject({ status, told });
  expect(hosted.exchanges.map((exchange) => [exchange.forced, judge(exchange)])).toMatchObject([
    [true, { faults: [], broken }],
  ]);
});

test('the settings that were written for the iframe alone pass the description too', async () => {
  const own = { tokenType: 'SMS' as const, tokenSmsCountries: ['DE'], css: 'a{}', javascript: 'b()', maxSessions: 100 };
  const hosted = createHosted({
    settings: { settings: own, ssoTermText: '<p>Terms</p>', emergencyMode: 'PLENIGO_MODE' },
  });
  expect(await settings('en')(hosted)).toMatchObject({ status: 200, told: 'ok' });
  for (const exchange of hosted.exchanges) expect(judge(exchange).faults).toEqual([]);
});
