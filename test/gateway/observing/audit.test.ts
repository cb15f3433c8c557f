/** What `onAudit` gets, and that it holds nothing up. */
import { expect, test, vi } from 'vitest';
import type { AuditEvent, GatewayOptions } from '../../../src/gateway/index.js';
import { asking, begin, id, register } from '../support/consenting.js';
import {
  credentials,
  error,
  limit,
  removalToken,
  type Script,
  session,
  site,
  type Site,
  start,
  step,
} from '../support/harness.js';
import { createAuditHook } from '../../../src/gateway/observing/audit-hook.js';
import { hashOf } from '../support/log-hash.js';
import { hash, say } from '../support/registering.js';
import { untilPasses } from '../../support/until.js';

const at = '2026-05-04T10:00:00.000Z';
const sender = '203.0.113.7';

function audited(script: Script = {}, options: Partial<GatewayOptions> = {}) {
  const events: AuditEvent[] = [];
  const news = site(script, { onAudit: (event) => void events.push(event), ...options });
  /** Events are handed over beside the calls. */
  const told = (expected: readonly object[]) => untilPasses(() => expect(events).toEqual(expected));
  return { news, events, told };
}
const signIn = (news: Site, more: object = {}) =>
  news.request('POST', 'login/start', { body: { ...credentials, ...more }, env: { address: sender } });
const referenceOf = (news: Site) => String(news.lines.findLast(({ event }) => event === 'call')?.reference);
const common = async (news: Site, route: string) => ({
  at,
  reference: referenceOf(news),
  route,
  account: (await hashOf(credentials.identifier))[0],
  address: (await hashOf(sender))[0],
});

test('a sign-in has its time, its reference, keyed hashes and the customer', async () => {
  const { news, told } = audited({ '/processes/login/verify': () => session() });
  await signIn(news);
  await told([{ type: 'sign-in', ...(await common(news, 'login/start')), customerId: '4711' }]);
});

test('a failed sign-in has the outcome, and what the browser was not told', async () => {
  const replies = [() => error(403, 20005), () => error(403, 20022)];
  const { news, events, told } = audited({ '/processes/login/verify': () => replies.shift()!() });
  await signIn(news);
  const wrong = { type: 'sign-in-failed', ...(await common(news, 'login/start')), outcome: 'wrong-credentials' };
  await told([wrong]);
  await signIn(news);
  await untilPasses(() => expect(events).toHaveLength(2));
  const code = news.log.find(({ event }) => event === 'account-hidden')?.['code'];
  expect(code).toBe('account-blocked');
  expect(events[1]).toEqual({ ...wrong, ...(await common(news, 'login/start')), cause: code });
});

test('what is no try to sign in is no failed one', async () => {
  const { news, events } = audited({ '/processes/login/verify': () => session() });
  await news.request('POST', 'login/start', { body: { nonsense: 1 } });
  await news.request('POST', 'login/start', { body: credentials, headers: { 'X-SSO-Request': '' } });
  await news.get('settings');
  await signIn(news);
  await untilPasses(() => expect(events.map(({ type }) => type)).toEqual(['sign-in']));
});

test('a wrong code of a forgotten password is a failed sign-in, and a new password is told', async () => {
  const codes = [() => error(403, 20009), () => step('RESET_PASSWORD')];
  const { news, events } = audited(
    {
      '/processes/passwordForgotten/sendToken': () => step('EMAIL'),
      '/processes/passwordForgotten/verifyToken': () => codes.shift()!(),
      '/processes/passwordForgotten/resetPassword': () => session(),
    },
    { hideAccounts: 'off' },
  );
  const { flow } = await say(news, 'password-forgotten/start', { identifier: credentials.identifier });
  await news.post('password-forgotten/verify', { flow, code: '111111' });
  await news.post('password-forgotten/verify', { flow, code: '222222' });
  await news.post('password-forgotten/reset-password', { flow, password: 'a new pass phrase' });
  await untilPasses(() =>
    expect(events.map(({ type, ...more }) => [type, 'route' in more && more.route])).toEqual([
      ['sign-in-failed', 'password-forgotten/verify'],
      ['password-reset', 'password-forgotten/reset-password'],
      ['sign-in', 'password-forgotten/reset-password'],
    ]),
  );
  expect(JSON.stringify(events)).not.toContain('example.org');
});

test('a password that the hosted API has replaced is told, whatever was answered', async () => {
  const { news, events } = audited({
    '/processes/login/verify': () => step('RESET_PASSWORD'),
    '/processes/login/verifyResetPassword': () => session('S'.repeat(20_000)),
  });
  const { flow } = await start(news);
  expect((await news.post('login/reset-password', { flow, password: 'a new pass phrase' })).status).toBe(502);
  await untilPasses(() => expect(events.map(({ type }) => type)).toEqual(['password-reset']));
});

test('sessions that end are told, with whose they were', async () => {
  const { news, events } = audited({
    '/processes/login/verify': () => limit([{ sessionId: '1' }]),
    [`/processes/login/changeSessions/${removalToken}`]: () => session(),
  });
  const { flow } = await start(news);
  await news.post('login/end-sessions', { flow, session: '1' });
  await news.request('DELETE', 'session');
  const whose = { account: (await hashOf(credentials.identifier))[0], customerId: '4711' };
  await untilPasses(() =>
    expect(events).toMatchObject([
      { type: 'session-ended', why: 'session-limit', route: 'login/end-sessions', ...whose },
      { type: 'sign-in', route: 'login/end-sessions', ...whose },
      { type: 'session-ended', why: 'reader', route: 'session', ...whose },
    ]),
  );
});

test('of a session that another reader replaces, the customer is the one before', async () => {
  let customer = '1';
  const { news, events } = audited({
    '/processes/login/verify': () => session(),
    '/sessions/customerData': () => Response.json({ customerId: customer, email: `r${customer}@example.org` }),
  });
  await signIn(news, { identifier: 'r1@example.org' });
  customer = '2';
  await signIn(news, { identifier: 'r2@example.org' });
  await untilPasses(() =>
    expect(events).toMatchObject([
      { type: 'sign-in', customerId: '1' },
      { type: 'session-ended', why: 'replaced', customerId: '1' },
      { type: 'sign-in', customerId: '2' },
    ]),
  );
  expect(events[1]).toMatchObject({ account: (await hashOf('r1@example.org'))[0] });
  expect(events[2]).toMatchObject({ account: (await hashOf('r2@example.org'))[0] });
});

test('a registration is told with its consent: that it was asked, and what became of it', async () => {
  const events: AuditEvent[] = [];
  const { news } = asking({}, { onAudit: (event) => void events.push(event) });
  await register(news);
  const consent = { type: 'consent', id, hash, choice: true };
  await untilPasses(() =>
    expect(events).toMatchObject([
      { ...consent, phase: 'asked', route: 'registration/start' },
      { type: 'registration', process: 'registration', route: 'registration/verify', customerId: '4711' },
      { ...consent, phase: 'outcome', stored: true, customerId: '4711' },
      { type: 'sign-in', route: 'registration/verify', customerId: '4711' },
    ]),
  );
  expect(JSON.stringify(events)).not.toMatch(/example\.org|I want mails/);
});

test('a consent that was declined, or given up with its registration, says so', async () => {
  const events: AuditEvent[] = [];
  const { news } = asking({}, { onAudit: (event) => void events.push(event) });
  await register(news, { optIn: false });
  const { flow } = await begin(news);
  await news.request('DELETE', `flow?flow=${flow}`);
  await untilPasses(() =>
    expect(events.filter((event) => event.type === 'consent' && event.phase === 'outcome')).toMatchObject([
      { choice: false, stored: false, reason: 'declined' },
      { choice: true, stored: false, reason: 'given-up' },
    ]),
  );
});

test('a consent that is tried again is told once, when it is known what became of it', async () => {
  const events: AuditEvent[] = [];
  let isDown = true;
  const { news } = asking(
    { '/customers/4711/optIns': () => (isDown ? error(503) : Response.json({})) },
    { onAudit: (event) => void events.push(event) },
  );
  await register(news);
  isDown = false;
  news.clock.now += 31_000;
  await news.get('session');
  await untilPasses(() =>
    expect(events.filter(({ type }) => type === 'consent')).toMatchObject([
      { phase: 'asked' },
      { phase: 'outcome', stored: true, route: 'session', customerId: '4711' },
    ]),
  );
});

test.each([
  [
    'throws',
    () => {
      throw new RangeError('LEAK reader@example.org');
    },
    'RangeError',
  ],
  ['rejects', () => Promise.reject(new RangeError('LEAK reader@example.org')), 'RangeError'],
  [
    'throws a text',
    () => {
      const text: unknown = 'LEAK';
      throw text;
    },
    'string',
  ],
] as const)(
  'a hook that %s does nothing to the call, and is on the log without what it said',
  async (_name, onAudit, name) => {
    const { news } = audited({ '/processes/login/verify': () => session() }, { onAudit });
    expect((await signIn(news)).status).toBe(200);
    await untilPasses(() =>
      expect(news.log).toContainEqual({ level: 'error', event: 'on-audit-failed', type: 'sign-in', name, times: 1 }),
    );
    expect(JSON.stringify(news.lines)).not.toContain('LEAK');
  },
);

test('a hook that fails all the time is on the log once a minute', async () => {
  const failing = vi.fn(() => Promise.reject(new Error('no')));
  const { news } = audited({ '/processes/login/verify': () => error(403, 20005) }, { onAudit: failing });
  for (let times = 0; times < 5; times += 1) await signIn(news);
  await untilPasses(() => expect(failing).toHaveBeenCalledTimes(5));
  expect(news.log.filter(({ event }) => event === 'on-audit-failed')).toHaveLength(1);
});

test('a hook that hangs holds up nobody, and no more than a thousand events wait for it', async () => {
  const hanging = vi.fn(() => new Promise<void>(() => undefined));
  const failures: unknown[] = [];
  const { news } = audited(
    {},
    {
      onAudit: hanging,
      observe(observation) {
        if (observation.of === 'audit-failure') failures.push(observation);
      },
    },
  );
  for (let times = 0; times < 1005; times += 1)
    await news.request('POST', 'login/google', { body: { idToken: 'a.b.c' } });
  await untilPasses(() => expect(hanging).toHaveBeenCalledTimes(1000));
  expect(failures).toEqual(Array.from({ length: 5 }, () => ({ of: 'audit-failure', type: 'sign-in-failed' })));
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'on-audit-failed', name: 'TooMany' }));
});

test('an event that takes too long is lost, and what comes of it later is not heard', async () => {
  let fail: ((error: Error) => void) | undefined;
  const failed = vi.fn();
  const event: AuditEvent = { type: 'sign-in', at, reference: 'r', route: 'login/start' };
  createAuditHook(() => new Promise<void>((_resolve, reject) => (fail = reject)), failed, 1)(event);
  await untilPasses(() => expect(failed).toHaveBeenCalledWith(event, expect.objectContaining({ name: 'Late' })));
  fail?.(new Error('later'));
  expect(failed).toHaveBeenCalledTimes(1);
});

test('of a session whose reader nobody knows, nobody is said', async () => {
  const { news, events } = audited({
    '/processes/login/verify': () => session(),
    '/sessions/customerData': () => (events.length === 0 ? error(503) : Response.json({ customerId: '2' })),
  });
  await signIn(news, { identifier: 'r1@example.org' });
  await untilPasses(() => expect(events).toHaveLength(1));
  await signIn(news, { identifier: 'r2@example.org' });
  await untilPasses(() => expect(events).toHaveLength(3));
  expect(events[1]).toMatchObject({ type: 'session-ended', why: 'replaced' });
  expect(events[1]).not.toHaveProperty('account');
  expect(events[1]).not.toHaveProperty('customerId');
});

test('without the hook nothing of a person is gathered', async () => {
  const seen: object[] = [];
  const news = site({ '/processes/login/verify': () => session() }, { observe: (each) => void seen.push(each) });
  await signIn(news);
  expect(JSON.stringify(seen)).not.toMatch(/4711|example\.org|Rita|203\.0\.113/);
});
