/**
 * Every status that the API's description declares for registration, account connect, password-forgotten, opt-ins and
 * transfer tokens, reached by the gateway's own caller through the simulator's state, with what the gateway makes of it.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { createJudge } from '../../scripts/contract/validator.js';
import { bareInteger } from '../../src/contract/lossless.js';
import { customerSessionToken, type Operation, transferToken } from '../../src/contract/sso-api.js';
import type { CustomerChange, CustomerOption, SimulatorOptions } from '../../src/simulator/index.js';
import { createHosted, email, type Hosted, type Outcome, password, textOf } from './hosted.js';
import { playTable, type Row } from './status-table.js';

const document: unknown = parse(readFileSync(new URL('sso-api.openapi.yaml', import.meta.url), 'utf8'));
const judge = await createJudge(document);

type Act = (hosted: Hosted) => Promise<Outcome>;
type Options = Partial<SimulatorOptions>;

// ── Options ──────────────────────────────────────────────────────────────────────────────────────────────────────

const imported: CustomerOption = {
  customerId: '100200300',
  subscriptionIds: ['9007199254740993'],
  addresses: [{ postcode: '10115', street: 'Invalidenstraße', streetNumber: '117a', city: 'Berlin' }],
};
const identifiers = { requestCustomerId: true, requestSubscriptionId: true, requestPostcode: true, requestCity: true };
const connecting: Options = {
  customers: [imported],
  settings: {
    settings: { tokenType: 'EMAIL', allowRegistrationIdentifier: true, registrationIdentifiers: identifiers },
  },
};
const someone = (more: Partial<CustomerOption> = {}): Options => ({ customers: [{ email, password, ...more }] });
const factor = someone({ twoFactor: { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' } });
const asks = someone({ asks: { names: true } });
const full = { sessions: [{}] };
const optIn: Options = {
  ...someone({ customerId: '7' }),
  settings: { settings: { tokenType: 'EMAIL', ssoOptIn: true }, ssoOptInText: 'News, please' },
};

// ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────

const names = { firstName: 'Ada', lastName: 'Byron' };
const account = { email: 'fresh@publisher.test', password, language: 'de', customerNotification: true };
const register = ({ call }: Hosted, more: object = {}) => call('registration/start', { body: { ...account, ...more } });
const connect = ({ call }: Hosted, more: object = {}) =>
  call('loginIdentifier/start', {
    body: {
      ...account,
      customerId: '100200300',
      subscriptionId: bareInteger('9007199254740993'),
      postcode: '10115',
      city: 'Berlin',
      ...more,
    },
  });
const forget = ({ call }: Hosted, more: object = { email }) =>
  call('passwordForgotten/sendToken', { body: { language: 'de', ...more } });
const proved: Act = async (hosted) =>
  hosted.call('passwordForgotten/verifyToken', { body: codeOf(await forget(hosted)) });
const reset: Act = async (hosted) =>
  hosted.call('passwordForgotten/resetPassword', { body: { ...tokenOf(await proved(hosted)), password: 'new one' } });
const registration: Act = (hosted) => register(hosted);
const connection: Act = (hosted) => connect(hosted);
const forgotten: Act = (hosted) => forget(hosted);
const unknown: Act = async () => ({
  status: 200,
  told: 'ok',
  body: { token: 'unknown', verificationToken: '123456' },
});

const tokenOf = (outcome: Outcome) => ({ token: textOf(outcome, 'token') });
/** Any code for a step that has none, so that a call that wants one can be sent out of order. */
const codeOf = (outcome: Outcome) => {
  const { verificationToken } = outcome.body;
  return {
    ...tokenOf(outcome),
    verificationToken: typeof verificationToken === 'string' ? verificationToken : '123456',
  };
};
type Send = (more?: object) => Promise<Outcome>;
type Between = (hosted: Hosted, send: Send) => unknown;
/** Sends a call with the token of a step, and its code where it takes one, after something has happened. */
const step =
  (operation: Operation, begin: Act, sent: object = {}, between?: Between): Act =>
  async (hosted) => {
    const opened = await begin(hosted);
    const body = /(validate|verifyToken)$/.test(operation) ? codeOf(opened) : tokenOf(opened);
    const send: Send = (more = sent) => hosted.call(operation, { body: { ...body, ...more } });
    await between?.(hosted, send);
    return send();
  };
const late: Between = ({ advance }) => advance(15 * 60);
const twice: Between = (_, send) => send();
const made =
  (change: CustomerChange, who = email): Between =>
  ({ simulator }) =>
    simulator.changeCustomer(who, change);
const stranger =
  (operation: Operation, call: Parameters<Hosted['call']>[1] = {}): Act =>
  ({ asStranger }) =>
    asStranger(operation, call);

/** What all steps have in common; `sent` is the rest of a good request. */
const stepRows = (
  operation: Operation,
  begin: Act,
  other: Act,
  options: Options,
  sent: object = {},
): Row<Options>[] => [
  [operation, 400, 'invalid-data', 'the token is blank', step(operation, begin, { ...sent, token: ' ' }), options],
  [
    operation,
    401,
    'misconfigured',
    'the API token is wrong',
    stranger(operation, {
      body: {
        token: 't',
        ...(/(validate|verifyToken)$/.test(operation) && { verificationToken: '1' }),
        ...sent,
      },
    }),
  ],
  [operation, 408, 'flow-expired', 'fifteen minutes have passed', step(operation, begin, sent, late), options],
  [operation, 428, 'flow-order', 'the token is of another step', step(operation, other, sent), options],
];
const notFound = (operation: Operation, sent: object = {}): Row<Options> => [
  operation,
  404,
  'flow-unknown',
  'the token is unknown',
  step(operation, unknown, sent),
];
const used = (operation: Operation, begin: Act, options: Options, sent: object = {}): Row<Options> => [
  operation,
  412,
  'flow-used',
  'the token was used',
  step(operation, begin, sent, twice),
  options,
];
const wrong = { verificationToken: 'wrong1' };
const locked =
  (begin: Act): Act =>
  async (hosted) => {
    for (let count = 0; count < 5; count += 1) await begin(hosted);
    return begin(hosted);
  };

const factorCode =
  (sent?: string, between?: Between): Act =>
  (hosted) => {
    const twoFactorToken = sent ?? String(hosted.simulator.authenticator()[0]?.code);
    return step('passwordForgotten/verifyTwoFactor', proved, { twoFactorToken }, between)(hosted);
  };
const finished =
  (operation: 'passwordForgotten/verifyToken' | 'passwordForgotten/resetPassword'): Act =>
  async (hosted) => {
    const opened = codeOf(await forget(hosted));
    const next = tokenOf(await hosted.call('passwordForgotten/verifyToken', { body: opened }));
    const renew = () => hosted.call('passwordForgotten/resetPassword', { body: { ...next, password: 'new one' } });
    await renew();
    return operation === 'passwordForgotten/resetPassword' ? renew() : hosted.call(operation, { body: opened });
  };
const end =
  (query?: Record<string, string>, segment?: string): Act =>
  async (hosted) =>
    hosted.call('passwordForgotten/changeSessions', {
      segment: segment ?? textOf(await reset(hosted), 'removalToken'),
      ...(query && { query }),
    });
const store =
  (customerId = '7', body: object = { optIns: { EMAIL: { status: 'SINGLE_OPT_IN' } } }): Act =>
  ({ call }) =>
    call('customers/optIns', { segment: [customerId, 'optIns'], body, reply: z.unknown() });
const hand =
  (session?: string): Act =>
  async (hosted) => {
    const customerSession = session ?? textOf(await hosted.login(), 'customerSession');
    return hosted.call('sessions/createTransferToken', { body: { customerSession }, reply: transferToken });
  };
const redeem =
  (given?: string, times = 1): Act =>
  async (hosted) => {
    const query = { transferToken: given ?? textOf(await hand()(hosted), 'transferToken') };
    const take = () => hosted.call('sessions/redeemTransferToken', { query, reply: customerSessionToken });
    for (let count = 1; count < times; count += 1) await take();
    return take();
  };

// ── Table ────────────────────────────────────────────────────────────────────────────────────────────────────────

const bySms: Options = { settings: { settings: { tokenType: 'SMS' } }, smsProvider: false };
const rows: Row<Options>[] = [
  ['registration/start', 200, 'ok', 'all is given', registration],
  ['registration/start', 400, 'email-taken', 'the address is registered', (h) => register(h, { email })],
  [
    'registration/start',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('registration/start', { body: account }),
  ],
  ['registration/start', 412, 'sms-unavailable', 'SMS is not set up', registration, bySms],
  ['registration/start', 423, 'locked', 'five starts came in ten seconds', locked(registration)],

  ['registration/validate', 201, 'ok', 'the code is right', step('registration/validate', registration)],
  ...stepRows('registration/validate', registration, connection, connecting),
  ['registration/validate', 403, 'wrong-code', 'the code is wrong', step('registration/validate', registration, wrong)],
  notFound('registration/validate'),

  ['registration/resend', 200, 'ok', 'asked', step('registration/resend', registration)],
  ...stepRows('registration/resend', registration, connection, connecting),
  ['registration/resend', 403, 'flow-unknown', 'the token is unknown', step('registration/resend', unknown)],
  used('registration/resend', registration, {}),

  ['loginIdentifier/start', 200, 'ok', 'all fits', connection, connecting],
  [
    'loginIdentifier/start',
    208,
    'already-registered',
    'the customer is registered',
    connection,
    { ...connecting, customers: [{ ...imported, email, password }] },
  ],
  [
    'loginIdentifier/start',
    400,
    'identifiers-mismatch',
    'the customer has another address',
    connection,
    { ...connecting, customers: [{ ...imported, email }] },
  ],
  [
    'loginIdentifier/start',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('loginIdentifier/start', { body: account }),
  ],
  [
    'loginIdentifier/start',
    404,
    'identifiers-mismatch',
    'the last digit of the subscription is another',
    (h) => connect(h, { subscriptionId: bareInteger('9007199254740995') }),
    connecting,
  ],
  ['loginIdentifier/start', 423, 'locked', 'five starts came in ten seconds', locked(connection), connecting],

  [
    'loginIdentifier/validate',
    201,
    'ok',
    'the code is right',
    step('loginIdentifier/validate', connection),
    connecting,
  ],
  [
    'loginIdentifier/validate',
    208,
    'already-registered',
    'the customer registered in the meantime',
    step('loginIdentifier/validate', connection, {}, async (hosted) => {
      const other = codeOf(await connect(hosted, { email: 'other@publisher.test' }));
      await hosted.call('loginIdentifier/validate', { body: other });
    }),
    connecting,
  ],
  ...stepRows('loginIdentifier/validate', connection, registration, connecting),
  [
    'loginIdentifier/validate',
    403,
    'wrong-code',
    'the code is wrong',
    step('loginIdentifier/validate', connection, wrong),
    connecting,
  ],
  notFound('loginIdentifier/validate'),
  used('loginIdentifier/validate', connection, connecting),

  ['loginIdentifier/resend', 200, 'ok', 'asked', step('loginIdentifier/resend', connection), connecting],
  ...stepRows('loginIdentifier/resend', connection, registration, connecting),
  ['loginIdentifier/resend', 403, 'flow-unknown', 'the token is unknown', step('loginIdentifier/resend', unknown)],
  used('loginIdentifier/resend', connection, connecting),

  ['passwordForgotten/sendToken', 200, 'ok', 'the address is known', forgotten],
  ['passwordForgotten/sendToken', 400, 'invalid-data', 'the address is blank', (h) => forget(h, { email: ' ' })],
  [
    'passwordForgotten/sendToken',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('passwordForgotten/sendToken', { body: { email, language: 'de' } }),
  ],
  [
    'passwordForgotten/sendToken',
    404,
    'unknown-account',
    'nobody has the address',
    (h) => forget(h, { email: 'no@one.test' }),
  ],

  ['passwordForgotten/resendToken', 200, 'ok', 'asked', step('passwordForgotten/resendToken', forgotten)],
  ...stepRows('passwordForgotten/resendToken', forgotten, proved, {}),
  [
    'passwordForgotten/resendToken',
    403,
    'account-deactivated',
    'the customer is deactivated',
    step('passwordForgotten/resendToken', forgotten, {}, made({ status: 'DEACTIVATED' })),
  ],
  notFound('passwordForgotten/resendToken'),
  used('passwordForgotten/resendToken', forgotten, {}),

  ['passwordForgotten/verifyToken', 200, 'ok', 'the code is right', step('passwordForgotten/verifyToken', forgotten)],
  ...stepRows('passwordForgotten/verifyToken', forgotten, proved, {}),
  [
    'passwordForgotten/verifyToken',
    403,
    'account-inactive',
    'the customer is disabled',
    step('passwordForgotten/verifyToken', forgotten, {}, made({ status: 'DISABLED' })),
  ],
  notFound('passwordForgotten/verifyToken'),
  [
    'passwordForgotten/verifyToken',
    406,
    'wrong-code',
    'the code is wrong',
    step('passwordForgotten/verifyToken', forgotten, wrong),
  ],
  [
    'passwordForgotten/verifyToken',
    412,
    'account-blocked',
    'the customer is blocked',
    step('passwordForgotten/verifyToken', forgotten, {}, made({ status: 'BLOCKED' })),
  ],
  [
    'passwordForgotten/verifyToken',
    424,
    'reset-finished',
    'the reset has finished',
    finished('passwordForgotten/verifyToken'),
  ],

  ['passwordForgotten/verifyTwoFactor', 200, 'ok', 'the code is right', factorCode(), factor],
  ...stepRows('passwordForgotten/verifyTwoFactor', proved, forgotten, factor, { twoFactorToken: '123456' }),
  ['passwordForgotten/verifyTwoFactor', 403, 'wrong-code', 'the code is wrong', factorCode('wrong1'), factor],
  notFound('passwordForgotten/verifyTwoFactor', { twoFactorToken: '123456' }),
  ['passwordForgotten/verifyTwoFactor', 412, 'flow-used', 'the token was used', factorCode(undefined, twice), factor],

  ['passwordForgotten/resetPassword', 200, 'ok', 'data is missing', reset, asks],
  ['passwordForgotten/resetPassword', 202, 'ok', 'nothing is due', reset],
  ['passwordForgotten/resetPassword', 207, 'ok', 'all sessions are taken', reset, someone(full)],
  ...stepRows('passwordForgotten/resetPassword', proved, forgotten, {}, { password: 'new one' }),
  [
    'passwordForgotten/resetPassword',
    401,
    'reset-finished',
    'the reset has finished',
    finished('passwordForgotten/resetPassword'),
  ],
  [
    'passwordForgotten/resetPassword',
    403,
    'account-deactivated',
    'the customer is deactivated',
    step('passwordForgotten/resetPassword', proved, { password: 'new one' }, made({ status: 'DEACTIVATED' })),
  ],
  notFound('passwordForgotten/resetPassword', { password: 'new one' }),
  [
    'passwordForgotten/resetPassword',
    412,
    'account-blocked',
    'the customer is blocked',
    step('passwordForgotten/resetPassword', proved, { password: 'new one' }, made({ status: 'BLOCKED' })),
  ],

  [
    'passwordForgotten/updateAdditionalData',
    200,
    'ok',
    'all sessions are taken',
    step('passwordForgotten/updateAdditionalData', reset, names),
    someone({ asks: { names: true }, ...full }),
  ],
  [
    'passwordForgotten/updateAdditionalData',
    202,
    'ok',
    'all is given',
    step('passwordForgotten/updateAdditionalData', reset, names),
    asks,
  ],
  ...stepRows('passwordForgotten/updateAdditionalData', reset, forgotten, asks, names),
  notFound('passwordForgotten/updateAdditionalData', names),
  used('passwordForgotten/updateAdditionalData', reset, asks, names),

  ['passwordForgotten/changeSessions', 202, 'ok', 'all are ended', end(), someone(full)],
  [
    'passwordForgotten/changeSessions',
    400,
    'session-unknown',
    'there is no such session',
    end({ sessionId: 'none' }),
    someone(full),
  ],
  ['passwordForgotten/changeSessions', 401, 'removal-refused', 'the token is unknown', end(undefined, 'unknown')],

  ['customers/optIns', 200, 'ok', 'there is an active text', store(), optIn],
  ['customers/optIns', 206, 'upstream-failed', 'there is none', store(), someone({ customerId: '7' })],
  ['customers/optIns', 400, 'invalid-data', 'there is nothing to store', store('7', {}), optIn],
  [
    'customers/optIns',
    401,
    'misconfigured',
    'the API token is wrong',
    stranger('customers/optIns', { segment: ['7', 'optIns'], body: { optIns: {} } }),
  ],
  ['customers/optIns', 404, 'unknown-account', 'nobody has the ID', store('8'), optIn],
  [
    'customers/optIns',
    409,
    'email-taken',
    'another customer was imported with the address',
    store(),
    { ...optIn, customers: [...(optIn.customers ?? []), { ...imported, email }] },
  ],

  ['sessions/createTransferToken', 200, 'ok', 'the session lives', hand()],
  ['sessions/createTransferToken', 400, 'invalid-data', 'the session is blank', hand(' ')],
  ['sessions/createTransferToken', 401, 'signed-out', 'the session is unknown', hand('unknown')],
  ['sessions/redeemTransferToken', 200, 'ok', 'the token is new', redeem()],
  ['sessions/redeemTransferToken', 400, 'transfer-refused', 'the token is blank', redeem('')],
  ['sessions/redeemTransferToken', 401, 'transfer-refused', 'the token is unknown', redeem('unknown')],
  ['sessions/redeemTransferToken', 412, 'transfer-refused', 'the token was used', redeem(undefined, 2)],
];

playTable(rows, judge, createHosted);

test('the table leaves out no status of these operations but those of the switches', () => {
  const named: [pattern: RegExp, operation: string][] = [
    [/^put \/customers\/\{customerId\}\/optIns$/, 'customers/optIns'],
    [/^post \/sessions\/transferToken$/, 'sessions/createTransferToken'],
    [/^get \/sessions\/transferToken$/, 'sessions/redeemTransferToken'],
    [/^post \/processes\/registration\/loginIdentifier\/(\w+)$/, 'loginIdentifier/$1'],
    [/^post \/processes\/registration\/(\w+)$/, 'registration/$1'],
    [/^\w+ \/processes\/passwordForgotten\/(\w+)(\/\{removalToken\})?$/, 'passwordForgotten/$1'],
  ];
  const { paths } = document as { paths: Record<string, Record<string, { responses: object }>> };
  const declared = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { responses }]) => {
      const [pattern, operation] = named.find(([each]) => each.test(`${method} ${path}`)) ?? [];
      if (!pattern || !operation) return [];
      const name = `${method} ${path}`.replace(pattern, operation);
      return Object.keys(responses).map((status) => `${name} ${status}`);
    }),
  );
  const wanted = declared.filter((line) => !/(429|500|502|504)$/.test(line));
  expect(wanted).toHaveLength(105);
  expect([...new Set(rows.map(([operation, status]) => `${operation} ${status}`))].sort()).toEqual(wanted.sort());
});
