/** The whole way: a browser's requests through the gateway to a hosted API that has state. */
import { expect, test } from 'vitest';
import type { GatewayOptions } from '../../src/gateway/index.js';
import {
  createSimulator,
  createUnsignedIdToken,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/index.js';
import { createExchangeRecorder } from '../../src/testing/exchange-recorder.js';
import { recordTo } from '../../scripts/contract/record-exchanges.js';
import { apiToken, flowCookies, site, type Site } from './support/harness.js';

const record = recordTo();
const password = 'correct horse battery';
const people: NonNullable<SimulatorOptions['customers']> = [
  { email: 'reader@example.org', username: 'reader', password, firstName: 'Rita', lastName: 'Reader' },
  { email: 'two-factor@example.org', password, twoFactor: { secret: 'K5GVSQ2XJBCVOT2CKZHU4RKSIFKEKU2P' } },
  { email: 'add@example.org', password, twoFactor: 'to-add' },
  {
    email: 'limit@example.org',
    password,
    sessions: [
      { os: 'iOS', browser: 'Safari' },
      { os: 'Linux', browser: 'Firefox' },
    ],
  },
  { email: 'terms@example.org', password, termsChanged: true },
  { email: 'name@example.org', password, asks: { names: true, username: true } },
  { email: 'reset@example.org', password, mustResetPassword: true },
  { email: 'blocked@example.org', password, status: 'DEACTIVATED' },
  { email: 'change@example.org', password, mustChangeEmail: true },
];

function world(
  settings: Partial<NonNullable<SimulatorOptions['settings']>> = {},
  more: Omit<Partial<SimulatorOptions>, 'settings'> = {},
  options: Partial<GatewayOptions> = {},
): Site & { simulator: Simulator } {
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const simulator = createSimulator({
    apiToken,
    customers: people,
    settings: {
      ...settings,
      settings: settings.settings ?? { tokenType: 'EMAIL', maxSessions: 2, ssoRecheckTerms: true },
    },
    now: () => clock.now,
    ...more,
  });
  const fetch = createExchangeRecorder((request) => simulator.fetch(request), record);
  return Object.assign(site({}, { fetch, now: () => clock.now, settingsMaxAge: 0, ...options }), { simulator, clock });
}

interface Said {
  kind?: string;
  code?: string;
  flow: string;
  step?: string;
  asks: Record<string, unknown>;
  sessions: { id: string }[];
  customer?: { email?: string; username?: string };
  retryAfter?: number;
  fields?: object;
}
const say = async (news: Site, path: string, body: object): Promise<Said> =>
  (await news.post(path, body)).json() as Promise<Said>;
const login = (news: Site, identifier: string, typed = password) =>
  say(news, 'login/start', { identifier, password: typed });
const current = async (news: Site): Promise<Said> => (await news.get('session')).json() as Promise<Said>;
const resumed = async (news: Site) =>
  ((await (await news.get('flow')).json()) as { flows: { answer: Said }[] }).flows.map(({ answer }) => answer);

test.each(['reader@example.org', 'reader'])('%s signs in, and is known afterwards', async (identifier) => {
  const news = world();
  expect(await login(news, identifier)).toMatchObject({
    kind: 'session',
    customer: { email: 'reader@example.org', firstName: 'Rita' },
  });
  news.clock.now += 300_000;
  expect(await current(news)).toMatchObject({ kind: 'session', customer: { username: 'reader' } });
});

test('a session of 10,000 characters works', async () => {
  const news = world({}, { sessionTokenLength: 10_000 });
  await login(news, 'reader');
  news.clock.now += 300_000;
  expect(await current(news)).toMatchObject({ kind: 'session', customer: { username: 'reader' } });
});

test.each([false, true])(
  'a wrong password and an unknown account are the same (the API tells them apart: %s)',
  async (tellUnknownAccounts) => {
    const news = world({}, { revealUnknownAccounts: tellUnknownAccounts });
    const { reference: _one, ...wrong } = (await login(news, 'reader', 'nope')) as Said & { reference: string };
    const { reference: _two, ...unknown } = (await login(news, 'nobody@example.org', 'nope')) as Said & {
      reference: string;
    };
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ code: 'wrong-credentials', status: 403 });
  },
);

test('too many wrong passwords lock the account, with a time to wait where that is not hidden', async () => {
  const news = world({}, {}, { hideAccounts: 'off' });
  let last: Said = await login(news, 'reader', 'nope');
  for (let i = 0; i < 12; i++) last = await login(news, 'reader', 'nope');
  expect(last.code).toBe('rate-limited');
  expect(last.retryAfter).toBeGreaterThan(0);
});

test('two-factor: a wrong code, a reload, the right one; a used one is refused elsewhere', async () => {
  const news = world();
  const first = await login(news, 'two-factor@example.org');
  expect(first).toMatchObject({ kind: 'step', step: 'two-factor' });
  expect(await say(news, 'login/two-factor', { flow: first.flow, code: '000000' })).toMatchObject({
    code: 'wrong-code',
  });
  expect(await resumed(news)).toEqual([first]);
  const code = news.simulator.authenticator()[0]?.code ?? '';
  const before = new Map(news.cookies);
  expect(await say(news, 'login/two-factor', { flow: first.flow, code })).toMatchObject({ kind: 'session' });
  expect(flowCookies(news)).toEqual([]);
  for (const [name, value] of before) news.cookies.set(name, value);
  expect(await say(news, 'login/two-factor', { flow: first.flow, code })).toMatchObject({ code: 'flow-used' });
  expect(flowCookies(news)).toEqual([]);
});

test('two-factor: after too many wrong codes the flow is over', async () => {
  const news = world({}, { limits: { tries: 2 } });
  const { flow } = await login(news, 'two-factor@example.org');
  const codes = [];
  for (let i = 0; i < 4; i++) codes.push((await say(news, 'login/two-factor', { flow, code: '000000' })).code);
  expect(codes).toEqual(['wrong-code', 'wrong-code', 'flow-exhausted', 'flow-expired']);
});

test('a step token that the API lets expire first ends the flow', async () => {
  const news = world({}, { limits: { stepLifetime: 60 } });
  const { flow } = await login(news, 'two-factor@example.org');
  news.clock.now += 61_000;
  expect(await say(news, 'login/two-factor', { flow, code: '000000' })).toMatchObject({ code: 'flow-expired' });
  expect(flowCookies(news)).toEqual([]);
});

test('first set-up of two-factor, with a reload in between', async () => {
  const news = world();
  const first = await login(news, 'add@example.org');
  expect(first).toMatchObject({
    step: 'add-two-factor',
    asks: {
      uri: expect.stringMatching(/^otpauth:\/\/totp\//),
      key: expect.stringMatching(/^[A-Z2-7]+$/),
      image: expect.stringMatching(/^data:image/),
    },
  });
  expect(await resumed(news)).toEqual([first]);
  const code = news.simulator.authenticator().find(({ code: shown }) => shown)?.code ?? '';
  const codes = news.simulator.authenticator().map((entry) => entry.code);
  let last: Said | undefined;
  for (const candidate of [code, ...codes]) {
    last = await say(news, 'login/two-factor', { flow: first.flow, code: candidate });
    if (last.kind === 'session') break;
  }
  expect(last).toMatchObject({ kind: 'session' });
});

test('at the session limit one session is ended, or all', async () => {
  for (const all of [false, true]) {
    const news = world();
    const answer = await login(news, 'limit@example.org');
    expect(answer).toMatchObject({
      kind: 'sessionLimit',
      sessions: [
        { os: 'iOS', browser: 'Safari' },
        { os: 'Linux', browser: 'Firefox' },
      ],
    });
    expect(await resumed(news)).toEqual([answer]);
    expect(await say(news, 'login/end-sessions', { flow: answer.flow, session: 'none-such' })).toMatchObject({
      code: 'session-unknown',
    });
    const session = all ? {} : { session: answer.sessions[0]?.id };
    expect(await say(news, 'login/end-sessions', { flow: answer.flow, ...session })).toMatchObject({ kind: 'session' });
    expect(news.simulator.sessions('limit@example.org')).toHaveLength(all ? 1 : 2);
  }
});

test('a session that another device ended is signed out within five minutes', async () => {
  const news = world({ settings: { tokenType: 'EMAIL', maxSessions: 1 } });
  await login(news, 'reader');
  const [mine] = news.simulator.sessions('reader');
  news.simulator.endSession(mine?.sessionId ?? '');
  expect(await current(news)).toMatchObject({ kind: 'session' });
  news.clock.now += 300_000;
  expect(await current(news)).toEqual({ kind: 'signedOut', reason: 'ended' });
  expect(await current(news)).toEqual({ kind: 'signedOut' });
});

test('changed terms are shown, survive a reload, and are accepted', async () => {
  const text = `<h2>Terms</h2><p>${'All of it. '.repeat(150)}</p>`;
  const news = world({ ssoTermText: text });
  const answer = await login(news, 'terms@example.org');
  expect(answer).toMatchObject({
    step: 'additional-data',
    asks: { terms: [{ tag: 'p', children: ['Terms'] }, { tag: 'p' }] },
  });
  expect(await resumed(news)).toEqual([answer]);
  expect(news.log).toEqual([]);
  expect(await say(news, 'login/additional-data', { flow: answer.flow })).toMatchObject({ kind: 'session' });
  await news.request('DELETE', 'session');
  expect(await login(news, 'terms@example.org')).toMatchObject({ kind: 'session' });
});

test('name and user name are asked, a taken name is refused, and the rest goes through', async () => {
  const settings = { tokenType: 'EMAIL' as const, hideSalutation: false };
  const news = world({ settings, allowedSalutations: [] });
  const { flow, asks } = await login(news, 'name@example.org');
  expect(asks).toMatchObject({ username: true, names: 'required' });
  const data = { flow, firstName: 'Nora', lastName: 'Name', salutation: 'diverse' };
  expect(await say(news, 'login/additional-data', { ...data, username: 'reader' })).toMatchObject({
    code: 'username-taken',
    fields: { username: 'taken' },
  });
  expect(await say(news, 'login/additional-data', { ...data, username: 'nora' })).toMatchObject({
    kind: 'session',
    customer: { username: 'nora' },
  });
  expect(news.simulator.customer('nora')).toMatchObject({ firstName: 'Nora', salutation: 'DIVERSE' });
});

test('a password that must be reset is, and the new one counts', async () => {
  const news = world();
  const { flow, step } = await login(news, 'reset@example.org');
  expect(step).toBe('reset-password');
  expect(await say(news, 'login/reset-password', { flow, password: 'a new password' })).toMatchObject({
    kind: 'session',
  });
  expect(await login(news, 'reset@example.org')).toMatchObject({ code: 'wrong-credentials' });
  expect(await login(news, 'reset@example.org', 'a new password')).toMatchObject({ kind: 'session' });
});

test('a deactivated account is a problem, and a change of address is a notice', async () => {
  const news = world({}, {}, { contact: 'https://help.example.org', hideAccounts: 'existence' });
  expect(await login(news, 'blocked@example.org')).toMatchObject({ code: 'account-deactivated' });
  expect(await login(news, 'change@example.org')).toMatchObject({
    step: 'change-email',
    asks: { contact: 'https://help.example.org' },
  });
});

test('Google signs in who has an account, and an ID token of another site is refused', async () => {
  const news = world({ ssoProviders: { active: true, googleSettings: { active: true, googleClientId: 'client' } } });
  const token = (aud: string) => createUnsignedIdToken({ aud, email: 'reader@example.org' });
  expect(await say(news, 'login/google', { idToken: token('other') })).toMatchObject({ code: 'third-party-refused' });
  expect(await say(news, 'login/google', { idToken: token('client') })).toMatchObject({
    kind: 'session',
    customer: { username: 'reader' },
  });
});

test.each([
  [{ broken: true } as const, 'upstream-failed'],
  [{ truncated: true } as const, 'upstream-failed'],
  [{ network: true } as const, 'upstream-failed'],
  [{ status: 500, errorCode: 99500 }, 'upstream-failed'],
  [{ status: 504, errorCode: 99504 }, 'upstream-timeout'],
  [{ status: 429, errorCode: 99429, retryAfter: 7 }, 'rate-limited'],
  [{ slow: 5000 }, 'upstream-timeout'],
])('when %j spoils the login the problem is %s, and it can be tried again', async (fault, code) => {
  const news = world({}, {}, { timeout: 1000, hideAccounts: 'off' });
  news.simulator.fault({ ...fault, operation: 'login/verify' });
  expect(await login(news, 'reader')).toMatchObject({ code });
  expect(await login(news, 'reader')).toMatchObject({ kind: 'session' });
});

test('with a wrong API token the gateway says that it is misconfigured', async () => {
  const news = world({}, { apiToken: 'another' });
  expect(await login(news, 'reader')).toMatchObject({ code: 'misconfigured' });
});
