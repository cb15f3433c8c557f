/** The line that each call leaves, well or not: what it says, and of whom nobody can tell without the secrets. */
import { expect, test } from 'vitest';
import type { GatewayOptions, LogEvent } from '../../../src/gateway/index.js';
import { credentials, error, json, limit, origin, secret, session, site, type Site, step } from '../support/harness.js';
import { hashOf } from '../support/log-hash.js';
import { page, refused, signedIn } from '../support/own-server.js';

const callsOf = (news: Site): LogEvent[] => news.lines.filter(({ event }) => event === 'call');
const lastCall = (news: Site): LogEvent | undefined => callsOf(news).at(-1);
const verify = { '/processes/login/verify': () => session() };
const start = (news: Site, more: object = {}, address?: string) =>
  news.request('POST', 'login/start', { body: { ...credentials, ...more }, ...(address && { env: { address } }) });
const number = expect.any(Number) as number;
const text = expect.any(String) as string;

test('a good sign-in leaves one line, with all that there is to know', async () => {
  const news = site(verify);
  await start(news, {}, '203.0.113.7');
  const [account, address] = [await hashOf(credentials.identifier), await hashOf('203.0.113.7')];
  expect(news.lines).toEqual([
    {
      time: '2026-05-04T10:00:00.000Z',
      level: 'info',
      event: 'call',
      reference: expect.stringMatching(/^[\w-]{10}$/) as string,
      route: 'login/start',
      method: 'POST',
      status: 200,
      outcome: 'session',
      milliseconds: number,
      operations: 2,
      operationMilliseconds: number,
      signedIn: true,
      account: account[0],
      address: address[0],
    },
  ]);
});

test('every line has its time first, and each of a request the reference that the browser got', async () => {
  const news = site({ '/processes/login/verify': () => error(503) });
  const { reference } = (await (await start(news)).json()) as { reference: string };
  expect(news.lines.map((line) => [Object.keys(line)[0], line.event, line.reference])).toEqual([
    ['time', 'upstream-failure', reference],
    ['time', 'problem', reference],
    ['time', 'call', reference],
  ]);
  expect(lastCall(news)).toMatchObject({
    outcome: 'upstream-failed',
    status: 502,
    failed: 'login/verify',
    cause: 'HTTP 503',
  });
  expect(lastCall(news)).not.toHaveProperty('signedIn');
});

test.each([
  ['ECONNREFUSED', () => Object.assign(new Error('at 10.0.0.1'), { code: 'ECONNREFUSED' })],
  ['ENOTFOUND', () => Object.assign(new Error('api'), { code: 'ENOTFOUND' })],
  ['CERT_HAS_EXPIRED', () => Object.assign(new Error('tls'), { code: 'CERT_HAS_EXPIRED' })],
  ['ECONNRESET', () => Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
])('it says that the network failed with %s', async (cause, make) => {
  const news = site({
    '/processes/login/verify': () => Promise.reject(new TypeError('fetch failed', { cause: make() })),
  });
  await start(news);
  expect(lastCall(news)).toMatchObject({ failed: 'login/verify', cause });
});

test('what the hosted API limits is told apart from limits of the gateway’s own', async () => {
  const news = site({ '/processes/login/verify': () => error(429) }, { hideAccounts: 'off' });
  await start(news);
  expect(lastCall(news)).toMatchObject({ outcome: 'rate-limited', cause: 'HTTP 429', failed: 'login/verify' });
});

test.each([
  ['a wrong password', 'wrong-credentials', { '/processes/login/verify': () => error(403, 20005) }],
  ['another step', 'two-factor', { '/processes/login/verify': () => step('TWO_FACTOR') }],
  ['the session limit', 'sessionLimit', { '/processes/login/verify': () => limit([{ sessionId: '1' }]) }],
])('%s is an outcome', async (_name, outcome, script) => {
  const news = site(script);
  await start(news);
  expect(lastCall(news)).toMatchObject({ outcome, account: (await hashOf(credentials.identifier))[0] });
});

test('the account of a flow, and of a reader who is signed in, is the same as of what was typed', async () => {
  const news = site({
    '/processes/login/verify': () => step('TWO_FACTOR'),
    '/processes/login/verifyTwoFactorAuth': () => session(),
  });
  const { flow } = (await (await start(news, { identifier: ' Reader+paper@Example.org' })).json()) as { flow: string };
  await news.post('login/two-factor', { flow, code: '123456' });
  await news.get('session');
  expect(callsOf(news).map(({ route, account }) => [route, account])).toEqual([
    ['login/start', text],
    ['login/two-factor', text],
    ['session', text],
  ]);
  expect(new Set(callsOf(news).map(({ account }) => account))).toEqual(new Set(await hashOf('reader@example.org')));
});

test('of a registration and a forgotten password there is an account from the start', async () => {
  const news = site({ '/processes/passwordForgotten/sendToken': () => error(404, 20001) });
  await news.post('password-forgotten/start', { identifier: 'nobody@example.org' });
  expect(lastCall(news)).toMatchObject({
    route: 'password-forgotten/start',
    outcome: 'verify',
    account: (await hashOf('nobody@example.org'))[0],
  });
  await news.post('registration/start', { email: 'nobody@example.org', password: 'short' });
  expect(lastCall(news)).toMatchObject({ status: 400, account: (await hashOf('nobody@example.org'))[0] });
});

test('an IPv6 address counts by its first 64 bits, and one of a private network is none', async () => {
  const news = site(verify);
  await start(news, {}, '2001:db8:1:2:3::4');
  expect(lastCall(news)).toMatchObject({ address: (await hashOf('2001:db8:1:2::'))[0] });
  await start(news, {}, '10.0.0.7');
  expect(lastCall(news)).not.toHaveProperty('address');
});

test('hashes stay while a secret is appended; after that the older one still finds what it named', async () => {
  const [first, second] = [secret, 'nX4vT7qLk2ZrB9cWs1JdY6mHfG3pEuA8'] as const;
  const accountBy = async (...secrets: string[]) => {
    const news = site(verify, { secrets });
    await start(news);
    return lastCall(news)?.['account'];
  };
  const before = await accountBy(first);
  expect(await accountBy(first, second)).toBe(before);
  const after = await accountBy(second, first);
  expect(await hashOf(credentials.identifier, `${second},${first}`)).toEqual([after, before]);
});

test('what is no call has a line, too: no address of the gateway’s, a method of one’s own, what has not changed', async () => {
  const news = site(verify);
  await news.gateway.fetch(new Request(`${origin}/sso/reader@example.org`, { method: 'PURGE' }));
  expect(lastCall(news)).toMatchObject({ route: 'none', method: 'other', outcome: 'not-found', status: 404 });
  const tag = (await news.get('settings')).headers.get('etag') ?? '';
  expect(lastCall(news)).toMatchObject({ route: 'settings', method: 'GET', outcome: 'ok' });
  await news.get('settings', { 'If-None-Match': tag });
  expect(lastCall(news)).toMatchObject({ outcome: 'not-modified', status: 304 });
  await news.get('link/registration');
  expect(lastCall(news)).toMatchObject({ outcome: 'redirect', status: 303 });
  expect(JSON.stringify(news.lines)).not.toContain('reader@');
});

test('what the publisher’s own server asks has a line without method and status', async () => {
  const news = await signedIn({ '/accessRights/4711/hasAccess': refused });
  const [account] = await hashOf('reader@example.org');
  await news.gateway.readSession(page(news));
  expect(lastCall(news)).toEqual({
    time: text,
    level: 'info',
    event: 'call',
    reference: text,
    route: 'readSession',
    outcome: 'signed-in',
    milliseconds: number,
    operations: 0,
    operationMilliseconds: 0,
    account,
  });
  await news.gateway.hasAccess(page(news), ['plus']);
  expect(lastCall(news)).toMatchObject({ route: 'hasAccess', outcome: 'no-right', operations: 1, account });
});

test('the operation that several readers share is with the call that began it, and so are its lines', async () => {
  const news = site({ ...verify, '/sessions/validate': () => error(503) });
  await start(news);
  news.clock.now += 6 * 60_000;
  await news.get('session');
  const line = lastCall(news);
  expect(line).toMatchObject({ route: 'session', failed: 'sessions/validate', cause: 'HTTP 503' });
  expect(news.lines).toContainEqual(
    expect.objectContaining({ event: 'upstream-failure', operation: 'sessions/validate', reference: line?.reference }),
  );
});

test('a part of the operator’s that fails once the request was read leaves its line with the reference', async () => {
  const cookies: GatewayOptions['cookies'] = {
    read: () => new Map(),
    write: () => {
      throw new Error('s3cret');
    },
  };
  const news = site(verify, { cookies });
  const problem = (await (await start(news)).json()) as { reference: string; code: string };
  expect(problem.code).toBe('gateway-failed');
  const { reference } = problem;
  expect(news.lines).toMatchObject([
    { event: 'port-failed', reference },
    { event: 'call', reference, outcome: 'gateway-failed', status: 500 },
  ]);
  expect(JSON.stringify(news.lines)).not.toContain('s3cret');
});

test('a log that wants warnings alone is not even asked for the rest', async () => {
  const lines: LogEvent[] = [];
  const log = Object.assign((line: LogEvent) => void lines.push(line), { level: 'warn' as const });
  const news = site({ '/processes/login/verify': () => json({}, 503) }, { log });
  await start(news);
  expect(lines.map(({ event, level }) => [event, level])).toEqual([
    ['upstream-failure', 'error'],
    ['problem', 'warn'],
  ]);
});

test('where the clock fails, a line has the machine’s time', async () => {
  const news = site(verify, { now: () => NaN });
  await start(news);
  expect(news.lines.length).toBeGreaterThan(0);
  for (const { time } of news.lines) expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/);
});
