/**
 * What the hosted API's statuses come to for a reader: each brought about by state, by calls that a browser can make.
 * Statuses that no call of the gateway can bring about are in the simulator's own table.
 */
import { expect, test } from 'vitest';
import { createUnsignedIdToken, type CustomerOption, type SimulatorOptions } from '../../src/simulator/index.js';
import { createTestSite, type TestSite } from '../../src/testing/index.js';
import { recordTo } from '../../scripts/contract/record-exchanges.js';

const record = recordTo();
const [email, password] = ['someone@publisher.test', 'correct horse battery'];
const aud = 'client-of-the-publisher';
const google = { ssoProviders: { active: true, googleSettings: { active: true, googleClientId: aud } } };
const headers = { 'content-type': 'application/json', 'x-sso-request': '1' };

type Reply = Record<string, unknown>;
async function post(site: TestSite, call: string, body: object): Promise<Reply> {
  const response = await site.fetch(`/sso/login/${call}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Reply;
}
const get = async (site: TestSite, call: string): Promise<Reply> =>
  (await (await site.fetch(`/sso/${call}`)).json()) as Reply;
const start = (site: TestSite, more: object = {}): Promise<Reply> =>
  post(site, 'start', { identifier: email, password, ...more });
const withGoogle = (site: TestSite, address = email): Promise<Reply> =>
  post(site, 'google', { idToken: createUnsignedIdToken({ aud, email: address }) });
/** Signs in up to a step, then makes a call of that flow; `between` happens meanwhile. */
const then =
  (
    call: string,
    body: (site: TestSite, asked: Reply) => object,
    between: (site: TestSite) => unknown = () => undefined,
  ) =>
  async (site: TestSite): Promise<Reply> => {
    const asked = await start(site);
    await between(site);
    return post(site, call, { flow: asked['flow'], ...body(site, asked) });
  };
/** The answer to a first try gets lost, and the reader tries again. */
const again =
  (
    call: string,
    operation:
      'login/verifyResetPassword' | 'login/updateAdditionalData' | 'login/verifyTwoFactorAuth' | 'login/changeSessions',
    body: (site: TestSite) => object,
  ) =>
  async (site: TestSite) => {
    const asked = await start(site);
    const sent = { flow: asked['flow'], ...body(site) };
    site.simulator.fault({ lost: true, operation });
    await post(site, call, sent);
    return post(site, call, sent);
  };

const code = (site: TestSite): object => ({ code: site.simulator.authenticator()[0]!.code });
const names = (): object => ({ firstName: 'Ada', lastName: 'Byron' });
const fresh = (): object => ({ password: 'a new pass phrase' });
const block = (site: TestSite): void => site.simulator.changeCustomer(email, { status: 'BLOCKED' });
const late = (site: TestSite): void => site.advance(60);
const short = { limits: { stepLifetime: 60 } };
const forget = (site: TestSite): void => site.simulator.reset();
const first = (_site: TestSite, asked: Reply): object => ({ session: (asked['sessions'] as { id: string }[])[0]!.id });

const factor = { twoFactor: { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' } };
const mustReset = { mustResetPassword: true };
const asks = { asks: { names: true } };
const asksName = { asks: { username: true } };
const full = { sessions: [{}] };
const step = (name: string) => ({ kind: 'step', step: name });
const problem = (name: string) => ({ code: name });
const [session, limit] = [{ kind: 'session' }, { kind: 'sessionLimit' }];
const noCustomer: Partial<CustomerOption> = {};

type Run = (site: TestSite) => Promise<Reply>;
const rows: [
  path: string,
  status: number,
  answer: object,
  customer: Partial<CustomerOption>,
  run: Run,
  options?: Partial<SimulatorOptions>,
][] = [
  ['/settings/sso', 200, { availability: 'available' }, noCustomer, (site) => get(site, 'settings?language=de')],
  [
    '/settings/sso',
    401,
    problem('misconfigured'),
    noCustomer,
    (site) => get(site, 'settings'),
    { apiToken: 'another' },
  ],

  ['/login/verify', 202, session, noCustomer, start],
  ['/login/verify', 207, limit, full, start],
  ['/login/verify', 200, step('two-factor'), factor, start],
  ['/login/verify', 200, step('add-two-factor'), { twoFactor: 'to-add' }, start],
  ['/login/verify', 200, step('reset-password'), mustReset, start],
  ['/login/verify', 200, step('change-email'), { mustChangeEmail: true }, start],
  ['/login/verify', 200, step('additional-data'), asks, start],
  ['/login/verify', 400, problem('invalid-data'), noCustomer, (site) => start(site, { password: ' ' })],
  ['/login/verify', 403, problem('wrong-credentials'), noCustomer, (site) => start(site, { password: 'wrong' })],
  ['/login/verify', 403, problem('wrong-credentials'), noCustomer, (site) => start(site, { identifier: 'nobody' })],
  ['/login/verify', 403, problem('account-deactivated'), { status: 'DEACTIVATED' }, start],
  ['/login/verify', 403, problem('account-inactive'), { status: 'DISABLED' }, start],
  ['/login/verify', 403, problem('account-blocked'), { status: 'BLOCKED' }, start],

  ['/login/verifyTwoFactorAuth', 202, session, factor, then('two-factor', code)],
  ['/login/verifyTwoFactorAuth', 202, session, { twoFactor: 'to-add' }, then('two-factor', code)],
  ['/login/verifyTwoFactorAuth', 200, step('additional-data'), { ...factor, ...asks }, then('two-factor', code)],
  ['/login/verifyTwoFactorAuth', 200, limit, { ...factor, ...full }, then('two-factor', code)],
  ['/login/verifyTwoFactorAuth', 403, problem('wrong-code'), factor, then('two-factor', () => ({ code: 'wrong1' }))],
  ['/login/verifyTwoFactorAuth', 403, problem('account-blocked'), factor, then('two-factor', code, block)],
  ['/login/verifyTwoFactorAuth', 403, problem('flow-unknown'), factor, then('two-factor', code, forget)],
  [
    '/login/verifyTwoFactorAuth',
    412,
    problem('flow-used'),
    factor,
    again('two-factor', 'login/verifyTwoFactorAuth', code),
  ],

  ['/login/verifyResetPassword', 202, session, mustReset, then('reset-password', fresh)],
  ['/login/verifyResetPassword', 200, step('two-factor'), { ...mustReset, ...factor }, then('reset-password', fresh)],
  ['/login/verifyResetPassword', 404, problem('flow-unknown'), mustReset, then('reset-password', fresh, forget)],
  ['/login/verifyResetPassword', 412, problem('account-blocked'), mustReset, then('reset-password', fresh, block)],
  [
    '/login/verifyResetPassword',
    412,
    problem('flow-used'),
    mustReset,
    again('reset-password', 'login/verifyResetPassword', fresh),
  ],

  ['/login/updateAdditionalData', 202, session, asks, then('additional-data', names)],
  ['/login/updateAdditionalData', 200, limit, { ...asks, ...full }, then('additional-data', names)],
  [
    '/login/updateAdditionalData',
    400,
    problem('username-taken'),
    asksName,
    then('additional-data', () => ({ username: 'neighbour' })),
  ],
  ['/login/updateAdditionalData', 404, problem('flow-unknown'), asks, then('additional-data', names, forget)],
  ['/login/updateAdditionalData', 412, problem('account-blocked'), asks, then('additional-data', names, block)],
  [
    '/login/updateAdditionalData',
    412,
    problem('flow-used'),
    asks,
    again('additional-data', 'login/updateAdditionalData', names),
  ],

  ['/login/changeSessions', 202, session, full, then('end-sessions', first)],
  ['/login/changeSessions', 202, session, full, then('end-sessions', () => ({}))],
  [
    '/login/changeSessions',
    400,
    problem('session-unknown'),
    full,
    then('end-sessions', () => ({ session: 'unknown' })),
  ],
  [
    '/login/changeSessions',
    401,
    problem('removal-refused'),
    full,
    again('end-sessions', 'login/changeSessions', () => ({})),
  ],

  ['/ssoProvider/verify', 202, session, noCustomer, withGoogle],
  ['/ssoProvider/verify', 200, limit, full, withGoogle],
  ['/ssoProvider/verify', 200, step('two-factor'), factor, withGoogle],
  ['/ssoProvider/verify', 400, problem('invalid-data'), noCustomer, (site) => post(site, 'google', { idToken: ' ' })],
  [
    '/ssoProvider/verify',
    403,
    problem('third-party-refused'),
    noCustomer,
    (site) => post(site, 'google', { idToken: 'x' }),
  ],
  [
    '/ssoProvider/verify',
    404,
    problem('unknown-account'),
    noCustomer,
    (site) => withGoogle(site, 'nobody@publisher.test'),
  ],
  [
    '/login/verify',
    404,
    problem('wrong-credentials'),
    noCustomer,
    (site) => start(site, { identifier: 'nobody' }),
    { revealUnknownAccounts: true },
  ],
  ['/login/verifyTwoFactorAuth', 408, problem('flow-expired'), factor, then('two-factor', code, late), short],
  ['/login/verifyResetPassword', 408, problem('flow-expired'), mustReset, then('reset-password', fresh, late), short],
  ['/login/updateAdditionalData', 408, problem('flow-expired'), asks, then('additional-data', names, late), short],
  ['/login/changeSessions', 401, problem('removal-refused'), full, then('end-sessions', first, late), short],
];

test.each(rows)('%s with %i comes to %o', async (path, status, answer, customer, run, options) => {
  const customers = [
    { email, password, ...customer },
    { username: 'neighbour', password },
  ];
  const site = createTestSite({
    simulator: { customers, settings: { settings: { tokenType: 'EMAIL' }, ...google }, ...options },
    gateway: { log: () => undefined, hideAccounts: 'off' },
    record,
  });
  // A reset of the simulator alone leaves the reader's cookies: that is what it is for here.
  expect(await run(site)).toMatchObject(answer);
  const made = site.exchanges.filter((exchange) => exchange.path.startsWith(`/processes${path}`));
  expect(made.at(-1)?.status).toBe(status);
});
