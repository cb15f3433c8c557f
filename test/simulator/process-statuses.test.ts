/**
 * Every status that the description declares for registration, account connect, password-forgotten, opt-ins and
 * transfer tokens, but for those of the switches, brought about by state, with the error code of docs/hosted-api.md.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createJudge } from '../../scripts/contract/validator.js';
import type { CustomerChange, CustomerOption, SimulatorOptions } from '../../src/simulator/index.js';
import type { Exchange } from '../../src/testing/exchange-recorder.js';
import { type Answer, type Caller, createCaller, outcome, password, textOf } from './caller.js';
import {
  account,
  type Begin,
  codeOf,
  connect,
  connectable,
  email,
  forget,
  fresh,
  imported,
  register,
  reset,
  secret,
  settings,
  someone,
  wrong,
} from './processes.js';

const document = parse(readFileSync('test/contract/sso-api.openapi.yaml', 'utf8')) as {
  paths: Record<string, Record<string, { responses: object }>>;
};
const judge = await createJudge(document);

type Act = (caller: Caller) => Promise<Answer>;
type Options = Partial<SimulatorOptions>;
type Row = [operation: string, status: number, what: unknown, when: string, act: Act, options?: Options];
const names = { firstName: 'Ada', lastName: 'Byron' };

type Send = (more?: object) => Promise<Answer>;
type Between = (caller: Caller, send: Send, opened: Answer) => unknown;
/** Sends a call with the token of a step, and its code where it takes one, after something has happened. */
const step =
  (begin: Begin, path: string, sent: object = {}, between?: Between): Act =>
  async (caller) => {
    const opened = await begin(caller);
    const body = /(validate|verifyToken)$/.test(path) ? codeOf(opened) : { token: textOf(opened, 'token') };
    const send: Send = (more = sent) => caller.post(path, { ...body, ...more });
    await between?.(caller, send, opened);
    return send();
  };
const twice: Between = (_caller, send) => send();
const late: Between = (caller) => caller.advance(15 * 60);
/** Sends a wrong code five times. */
const exhausted =
  (path: string): Between =>
  async ({ post }, _send, opened) => {
    for (let count = 0; count < 5; count += 1) await post(path, { ...codeOf(opened), ...wrong });
  };
const made =
  (change: CustomerChange, who = email): Between =>
  ({ simulator }) =>
    simulator.changeCustomer(who, change);
/** A step that takes a code, sent with one to a call that wants one. */
const withCode = (answer: Answer): Answer => ({ ...answer, body: { verificationToken: '123456', ...answer.body } });
const nobody: Begin = async () => ({
  status: 200,
  headers: new Headers(),
  text: '',
  body: { token: 'unknown', verificationToken: '123456' },
});
const stranger =
  (method: string, path: string, body?: object): Act =>
  ({ send }) =>
    send(method, path, body, { 'x-plenigo-token': 'another' });
const proof = { token: 't', verificationToken: '1' };
const locked =
  (begin: Begin): Act =>
  async (caller) => {
    for (let count = 0; count < 5; count += 1) await begin(caller);
    return begin(caller);
  };

/** What the processes have in common, with `sent` as the rest of a good request. */
const tokenRows = (path: string, begin: Begin, other: Begin, unknown: 403 | 404, base: Options, sent = {}): Row[] => [
  [path, 400, 99400, 'the token is blank', step(begin, path, { ...sent, token: ' ' }), base],
  [path, 401, 99401, 'the API token is wrong', stranger('POST', `/processes/${path}`, { ...proofFor(path), ...sent })],
  [path, unknown, 20040, 'the token is unknown', step(nobody, path, sent), base],
  [path, 408, 20010, 'fifteen minutes have passed', step(begin, path, sent, late), base],
  [path, 428, 20042, 'the token is of another step', step(other, path, sent), base],
];
const proofFor = (path: string) => (/(validate|verifyToken)$/.test(path) ? proof : { token: 't' });
const codeRows = (path: string, begin: Begin, refused: 403 | 406, base: Options): Row[] => [
  [path, 400, 99400, 'the code is blank', step(begin, path, { verificationToken: ' ' }), base],
  [path, refused, 20044, 'the code is wrong', step(begin, path, wrong), base],
  [path, 403, 20043, 'the code was wrong five times', step(begin, path, {}, exhausted(path)), base],
];
const startRows = (path: string, begin: (caller: Caller, more?: object) => Promise<Answer>, base: Options): Row[] => [
  [path, 200, 'EMAIL', 'all is given', begin, base],
  [path, 400, 99400, 'the password is blank', (c) => begin(c, { password: ' ' }), base],
  [path, 400, 99400, 'the address is none', (c) => begin(c, { email: 'fresh@publisher' }), base],
  [path, 400, 99400, 'the language is none', (c) => begin(c, { language: '1' }), base],
  [path, 400, 20059, 'the address is blank', (c) => begin(c, { email: ' ' }), base],
  [path, 400, 20008, 'the user name is another’s', (c) => begin(c, { username: 'Ada' }), withAda(base)],
  [path, 401, 99401, 'the API token is wrong', stranger('POST', `/processes/${path}`, account)],
  [path, 423, 20026, 'five starts came in ten seconds', locked(begin), base],
];
const withAda = (base: Options): Options => ({
  ...base,
  customers: [...(base.customers ?? []), { username: 'ada', password }],
});

/** Codes that travel by SMS, until the merchant's provider for it has gone. */
function bySms(base: Options = {}): { base: Options; ends: Between } {
  let there = true;
  const { settings: document = settings() } = base;
  return {
    base: {
      ...base,
      settings: { ...document, settings: { ...document.settings, tokenType: 'SMS' } },
      smsProvider: () => there,
    },
    ends: () => void (there = false),
  };
}
const number = { mobileNumber: '+491701234567' };

const connecting: Options = { customers: [imported], settings: connectable() };
const known: Options = { customers: [someone] };
const withSettings = (more: Parameters<typeof settings>[0], base: Options = known): Options => ({
  ...base,
  settings: settings(more),
});
const someoneWith = (more: Partial<CustomerOption>): Options => ({ customers: [{ ...someone, ...more }] });
const asks = { asks: { names: true } };
const factor = { twoFactor: { secret } };
const full = { sessions: [{}] };

const validate = 'registration/validate';
const resend = 'registration/resend';
const connectStart = 'registration/loginIdentifier/start';
const connectValidate = 'registration/loginIdentifier/validate';
const connectResend = 'registration/loginIdentifier/resend';
const verify = 'passwordForgotten/verifyToken';
const again = 'passwordForgotten/resendToken';
const twoFactor = 'passwordForgotten/verifyTwoFactor';
const setPassword = 'passwordForgotten/resetPassword';
const addData = 'passwordForgotten/updateAdditionalData';
const change = 'passwordForgotten/changeSessions';
const optIns = 'optIns';
const transfer = 'transferToken';

const registration: Begin = (caller) => register(caller);
const connection: Begin = (caller) => connect(caller);
const forgotten: Begin = (caller) => forget(caller);
const atPassword: Begin = async (caller) => caller.post(verify, codeOf(await forget(caller)));
const atData: Begin = (caller) => reset(caller);
const factorNow = (caller: Caller) => caller.simulator.authenticator()[0]!.code;
const factorCode =
  (sent?: string, between?: Between): Act =>
  async (caller) =>
    step(atPassword, twoFactor, { twoFactorToken: sent ?? factorNow(caller) }, between)(caller);
const removal =
  (query = '', token?: string): Act =>
  async (caller) =>
    caller.send('PUT', `/processes/${change}/${token ?? textOf(await reset(caller), 'removalToken')}${query}`);
const finished =
  (path: string, sent: object = {}): Act =>
  async (caller) => {
    const opened = codeOf(await forget(caller));
    const token = textOf(await caller.post(verify, opened), 'token');
    await reset(caller, token);
    return caller.post(path, path === verify ? opened : { token, ...sent });
  };

const active: Options = {
  customers: [{ ...someone, customerId: '7' }],
  settings: { settings: { tokenType: 'EMAIL', ssoOptIn: true }, ssoOptInText: 'News, please' },
};
const put =
  (body: unknown = { optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } }, customerId = '7'): Act =>
  ({ send }) =>
    send('PUT', `/customers/${customerId}/optIns`, body);
const session = async ({ login }: Caller) => textOf(await login(email), 'customerSession');
const hand =
  (customerSession?: string): Act =>
  async (caller) =>
    caller.send('POST', '/sessions/transferToken', { customerSession: customerSession ?? (await session(caller)) });
const redeem =
  (between?: (caller: Caller, token: string) => unknown, given?: string): Act =>
  async (caller) => {
    const token = given ?? textOf(await hand()(caller), 'transferToken');
    await between?.(caller, token);
    return caller.send('GET', `/sessions/transferToken?transferToken=${token}`);
  };

const [registering, connected] = [bySms(), bySms(connecting)];
const rows: Row[] = [
  ...startRows('registration/start', register, {}),
  ['registration/start', 400, 20007, 'the address is registered', (c) => register(c, { email }), known],
  ['registration/start', 400, 20060, 'a name is missing', registration, withSettings({ ssoName: 'REQUIRED' })],
  ['registration/start', 400, 20061, 'the user name is missing', registration, withSettings({ forceUsername: true })],
  ['registration/start', 400, 20009, 'the mobile number is missing', registration, withSettings({ tokenType: 'SMS' })],
  [
    'registration/start',
    400,
    20009,
    'the mobile number is none',
    (c) => register(c, { mobileNumber: '0170/1234' }),
    withSettings({ tokenType: 'SMS' }),
  ],
  [
    'registration/start',
    400,
    99400,
    'the verification URL is none',
    (c) => register(c, { verificationUrl: 'javascript:alert(1)' }),
  ],
  [
    'registration/start',
    200,
    'SMS',
    'codes travel by SMS',
    (c) => register(c, { mobileNumber: '+491701234567' }),
    withSettings({ tokenType: 'SMS' }),
  ],
  [
    'registration/start',
    412,
    10003,
    'SMS is not set up',
    (c) => register(c, { mobileNumber: '+491701234567' }),
    withSettings({ tokenType: 'SMS' }, { smsProvider: false }),
  ],

  [validate, 201, 'session', 'the code is right', step(registration, validate)],
  ...tokenRows(validate, registration, connection, 404, connecting),
  ...codeRows(validate, registration, 403, {}),
  [validate, 403, 20041, 'the token was used', step(registration, validate, {}, twice)],
  [
    validate,
    400,
    20007,
    'the address was taken in the meantime',
    step(registration, validate, {}, made({ email: fresh })),
    known,
  ],
  [
    validate,
    400,
    20008,
    'the user name was taken in the meantime',
    step((c) => register(c, { username: 'ada' }), validate, {}, made({ username: 'Ada' })),
    known,
  ],

  [resend, 200, 'EMAIL', 'asked', step(registration, resend)],
  ...tokenRows(resend, registration, connection, 403, connecting),
  [resend, 403, 20043, 'the code was wrong five times', step(registration, resend, {}, exhausted(validate))],
  [resend, 412, 20041, 'the token was replaced', step(registration, resend, {}, twice)],
  [
    resend,
    412,
    10003,
    'SMS was given up',
    step((c) => register(c, number), resend, {}, registering.ends),
    registering.base,
  ],

  ...startRows(connectStart, connect, connecting),
  [
    connectStart,
    208,
    'nothing',
    'the customer is registered',
    connection,
    { ...connecting, customers: [{ ...imported, ...someone }] },
  ],
  [
    connectStart,
    400,
    20027,
    'the customer has another address',
    connection,
    { ...connecting, customers: [{ ...imported, email }] },
  ],
  [
    connectStart,
    400,
    20027,
    'the address is another customer’s',
    (c) => connect(c, { email }),
    { ...connecting, customers: [imported, someone] },
  ],
  [connectStart, 400, 20009, 'an identifier is missing', (c) => connect(c, { city: ' ' }), connecting],
  [connectStart, 400, 20009, 'account connect is off', connection, withSettings({}, { customers: [imported] })],
  [
    connectStart,
    400,
    20009,
    'neither ID is asked for',
    connection,
    { ...connecting, settings: connectable({ requestCity: true }) },
  ],
  [
    connectStart,
    400,
    10003,
    'SMS is not set up',
    (c) => connect(c, { mobileNumber: '+491701234567' }),
    {
      customers: [imported],
      smsProvider: false,
      settings: { settings: { ...connectable().settings, tokenType: 'SMS' } },
    },
  ],
  [connectStart, 404, 20015, 'nobody fits', (c) => connect(c, { customerId: '100200301' }), connecting],

  [connectValidate, 201, 'session', 'the code is right', step(connection, connectValidate), connecting],
  ...tokenRows(connectValidate, connection, registration, 404, connecting),
  ...codeRows(connectValidate, connection, 403, connecting),
  [
    connectValidate,
    208,
    'nothing',
    'the customer registered in the meantime',
    step(connection, connectValidate, {}, async (caller) => {
      const other = codeOf(await connect(caller, { email: 'other@publisher.test' }));
      await caller.post(connectValidate, other);
    }),
    connecting,
  ],
  [
    connectValidate,
    400,
    20027,
    'the address was taken in the meantime',
    step(connection, connectValidate, {}, made({ email: fresh })),
    { ...connecting, customers: [imported, someone] },
  ],
  [
    connectValidate,
    403,
    20011,
    'the customer was deactivated in the meantime',
    step(connection, connectValidate, {}, made({ status: 'DEACTIVATED' }, '100200300')),
    connecting,
  ],
  [
    connectValidate,
    403,
    20001,
    'the customer was disabled in the meantime',
    step(connection, connectValidate, {}, made({ status: 'DISABLED' }, '100200300')),
    connecting,
  ],
  [
    connectValidate,
    403,
    20022,
    'the customer was blocked in the meantime',
    step(connection, connectValidate, {}, made({ status: 'BLOCKED' }, '100200300')),
    connecting,
  ],
  [connectValidate, 412, 20041, 'the token was used', step(connection, connectValidate, {}, twice), connecting],

  [connectResend, 200, 'EMAIL', 'asked', step(connection, connectResend), connecting],
  ...tokenRows(connectResend, connection, registration, 403, connecting),
  [
    connectResend,
    403,
    20043,
    'the code was wrong five times',
    step(connection, connectResend, {}, exhausted(connectValidate)),
    connecting,
  ],
  [connectResend, 412, 20041, 'the token was replaced', step(connection, connectResend, {}, twice), connecting],
  [
    connectResend,
    412,
    10003,
    'SMS was given up',
    step((c) => connect(c, number), connectResend, {}, connected.ends),
    connected.base,
  ],

  ['passwordForgotten/sendToken', 200, 'VERIFY_TOKEN', 'the address is known', forgotten, known],
  [
    'passwordForgotten/sendToken',
    200,
    'VERIFY_TOKEN',
    'the user name is known',
    (c) => forget(c, { username: 'Ada' }),
    someoneWith({ username: 'ada' }),
  ],
  ['passwordForgotten/sendToken', 200, 'VERIFY_TOKEN', 'blocked', forgotten, someoneWith({ status: 'BLOCKED' })],
  ['passwordForgotten/sendToken', 400, 99400, 'the address is blank', (c) => forget(c, { email: ' ' }), known],
  [
    'passwordForgotten/sendToken',
    400,
    10003,
    'the customer has no mobile number',
    forgotten,
    withSettings({ tokenType: 'SMS' }, { customers: [{ email, password }] }),
  ],
  [
    'passwordForgotten/sendToken',
    400,
    20059,
    'the customer has no address',
    (c) => forget(c, { username: 'ada' }),
    { customers: [{ username: 'ada', password }] },
  ],
  [
    'passwordForgotten/sendToken',
    401,
    99401,
    'the API token is wrong',
    stranger('POST', '/processes/passwordForgotten/sendToken', { email, language: 'de' }),
  ],
  ['passwordForgotten/sendToken', 404, 20015, 'nobody has the address', forgotten],
  [
    'passwordForgotten/sendToken',
    404,
    20015,
    'the customer never registered',
    forgotten,
    { customers: [{ ...imported, email }] },
  ],

  [again, 200, 'VERIFY_TOKEN', 'asked', step(forgotten, again), known],
  ...tokenRows(again, forgotten, atPassword, 404, known),
  [again, 403, 20043, 'the code was wrong five times', step(forgotten, again, {}, exhausted(verify)), known],
  [again, 403, 20011, 'deactivated', step(forgotten, again, {}, made({ status: 'DEACTIVATED' })), known],
  [again, 412, 20041, 'the token was replaced', step(forgotten, again, {}, twice), known],
  [
    again,
    400,
    20059,
    'the address was taken away',
    step((c) => forget(c, { username: 'ada' }), again, {}, made({ email: '' }, 'ada')),
    someoneWith({ username: 'ada' }),
  ],
  [
    again,
    412,
    10003,
    'codes travel by SMS by now, and there is no number',
    step(forgotten, again, {}, ({ simulator }) => simulator.configure({ settings: { tokenType: 'SMS' } })),
    { customers: [{ email, password }] },
  ],
  [again, 412, 20022, 'blocked', step(forgotten, again, {}, made({ status: 'BLOCKED' })), known],

  [verify, 200, 'RESET_PASSWORD', 'the code is right', step(forgotten, verify), known],
  [verify, 200, 'TWO_FACTOR', 'there is a second factor', step(forgotten, verify), someoneWith(factor)],
  ...tokenRows(verify, forgotten, async (caller) => withCode(await atPassword(caller)), 404, known),
  ...codeRows(verify, forgotten, 406, known),
  [verify, 403, 20001, 'disabled', step(forgotten, verify, {}, made({ status: 'DISABLED' })), known],
  [verify, 412, 20041, 'the token was used', step(forgotten, verify, {}, twice), known],
  [verify, 412, 20022, 'blocked', step(forgotten, verify, {}, made({ status: 'BLOCKED' })), known],
  [verify, 424, 20041, 'the reset has finished', finished(verify), known],

  [twoFactor, 200, 'RESET_PASSWORD', 'the code is right', factorCode(), someoneWith(factor)],
  ...tokenRows(twoFactor, atPassword, forgotten, 404, someoneWith(factor), { twoFactorToken: '123456' }),
  [twoFactor, 400, 99400, 'the code is blank', factorCode(' '), someoneWith(factor)],
  [twoFactor, 403, 20006, 'the code is wrong', factorCode('wrong1'), someoneWith(factor)],
  [
    twoFactor,
    403,
    20043,
    'the code was wrong five times',
    factorCode(undefined, async (_caller, send) => {
      for (let count = 0; count < 5; count += 1) await send({ twoFactorToken: 'wrong1' });
    }),
    someoneWith(factor),
  ],
  [twoFactor, 412, 20041, 'the token was used', factorCode(undefined, twice), someoneWith(factor)],
  [twoFactor, 412, 20022, 'blocked', factorCode(undefined, made({ status: 'BLOCKED' })), someoneWith(factor)],

  [setPassword, 202, 'session', 'nothing is due', atData, known],
  [setPassword, 207, 'limit', 'all sessions are taken', atData, someoneWith(full)],
  [setPassword, 200, 'ADDITIONAL_DATA', 'data is missing', atData, someoneWith(asks)],
  [setPassword, 200, 'CHANGE_EMAIL', 'the address must change', atData, someoneWith({ mustChangeEmail: true })],
  ...tokenRows(setPassword, atPassword, forgotten, 404, known, { password: 'new one' }),
  [setPassword, 400, 99400, 'the password is blank', step(atPassword, setPassword, { password: ' ' }), known],
  [setPassword, 401, 20041, 'the reset has finished', finished(setPassword, { password: 'newer' }), known],
  [
    setPassword,
    403,
    20011,
    'deactivated',
    step(atPassword, setPassword, { password: 'new one' }, made({ status: 'DEACTIVATED' })),
    known,
  ],
  [
    setPassword,
    412,
    20022,
    'blocked',
    step(atPassword, setPassword, { password: 'new one' }, made({ status: 'BLOCKED' })),
    known,
  ],

  [addData, 202, 'session', 'all is given', step(atData, addData, names), someoneWith(asks)],
  [addData, 200, 'limit', 'all sessions are taken', step(atData, addData, names), someoneWith({ ...asks, ...full })],
  ...tokenRows(addData, atData, forgotten, 404, someoneWith(asks), names),
  [addData, 400, 20060, 'a name is missing', step(atData, addData), someoneWith(asks)],
  [
    addData,
    400,
    99400,
    'something is sent that was not asked for',
    step(atData, addData, { ...names, username: 'ada' }),
    someoneWith(asks),
  ],
  [addData, 412, 20041, 'the token was used', step(atData, addData, names, twice), someoneWith(asks)],
  [addData, 412, 20022, 'blocked', step(atData, addData, names, made({ status: 'BLOCKED' })), someoneWith(asks)],

  [change, 202, 'session', 'all sessions are to end', removal(), someoneWith(full)],
  [change, 400, 20031, 'there is no such session', removal('?sessionId=none'), someoneWith(full)],
  [change, 401, 20030, 'the removal token is unknown', removal('', 'unknown'), someoneWith(full)],
  [
    change,
    401,
    20030,
    'the removal token is of a login',
    async (caller) => {
      const token = textOf(await caller.login(email), 'removalToken');
      return removal('', token)(caller);
    },
    someoneWith(full),
  ],
  [change, 401, 99401, 'the API token is wrong', stranger('PUT', `/processes/${change}/token`)],

  [optIns, 200, 'data', 'there is an active text', put(), active],
  [optIns, 206, 'data', 'the opt-in is off', put(), { customers: active.customers! }],
  [
    optIns,
    206,
    'data',
    'there is no text',
    put(),
    { customers: active.customers!, settings: settings({ ssoOptIn: true }) },
  ],
  [optIns, 400, 99400, 'it is no JSON', put('{'), active],
  [optIns, 401, 99401, 'the API token is wrong', stranger('PUT', '/customers/7/optIns', { optIns: {} })],
  [optIns, 404, 20015, 'nobody has the ID', put(undefined, '8'), active],
  [
    optIns,
    409,
    20007,
    'another customer was imported with the address',
    put(),
    { ...active, customers: [...active.customers!, { ...imported, email }] },
  ],

  [transfer, 200, 'data', 'the session lives', hand(), known],
  [transfer, 400, 99400, 'the session is blank', hand(' '), known],
  [transfer, 401, 20028, 'the session is unknown', hand('unknown'), known],
  [
    transfer,
    401,
    99401,
    'the API token is wrong',
    stranger('POST', '/sessions/transferToken', { customerSession: 's' }),
  ],
  ['redeem', 200, 'session', 'the token is new', redeem(), known],
  ['redeem', 400, 99400, 'the token is too long', redeem(undefined, 'x'.repeat(51)), known],
  ['redeem', 401, 20028, 'the token is unknown', redeem(undefined, 'unknown'), known],
  ['redeem', 401, 20028, 'thirty seconds have passed', redeem(({ advance }) => advance(30)), known],
  [
    'redeem',
    401,
    20028,
    'the session has ended',
    redeem(({ simulator }) => simulator.endSession(simulator.sessions(email)[0]!.sessionId)),
    known,
  ],
  [
    'redeem',
    412,
    20041,
    'the token was used',
    redeem(({ send }, token) => send('GET', `/sessions/transferToken?transferToken=${token}`)),
    known,
  ],
  ['redeem', 401, 99401, 'the API token is wrong', stranger('GET', '/sessions/transferToken?transferToken=t')],
];

test.each(rows)('%s answers %i %s when %s', async (_, status, what, _when, act, options = {}) => {
  const exchanges: Exchange[] = [];
  const answer = await act(createCaller(options, (exchange) => exchanges.push(exchange)));
  expect(outcome(answer)).toEqual([status, what]);
  for (const exchange of exchanges) {
    // A request that is wrong on purpose is one for the description as well.
    const faults = judge(exchange).faults.filter((fault) => status !== 400 || !fault.startsWith('request'));
    expect(faults).toEqual([]);
  }
});
