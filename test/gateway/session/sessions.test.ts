import { describe, expect, test } from 'vitest';
import { memoryStore, type Store } from '../../../src/gateway/index.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import {
  credentials,
  error,
  flowCookies,
  json,
  person,
  secret,
  session,
  sessionToken,
  site,
  type Site,
  step,
} from '../support/harness.js';

const verify = { '/processes/login/verify': () => session() };
const signedIn = async (script = {}, options = {}) => {
  const news = site({ ...verify, ...script }, options);
  await news.post('login/start', credentials);
  return news;
};
const current = async (news: Site) =>
  (await (await news.get('session')).json()) as { kind: string; reason?: string; customer?: object };
const validations = (news: Site) => news.to('/sessions/validate').length;
const customer = { id: '4711', email: 'reader@example.org', username: 'reader', firstName: 'Rita', lastName: 'Reader' };
const minutes = (count: number) => count * 60_000;

test('the session cookie cannot be read by scripts and comes along from a newsletter', async () => {
  const news = await signedIn();
  expect(news.setCookies).toEqual([
    expect.stringMatching(/^__Host-sso_session=[\w.-]+; Path=\/; Max-Age=1209600; Secure; HttpOnly; SameSite=Lax$/),
    'sso_session=1; Path=/; Max-Age=1209600; Secure; SameSite=Lax',
  ]);
});

test('the readable marker goes with the session, also where it is all that is left', async () => {
  const news = await signedIn();
  expect(news.cookies.get('sso_session')).toBe('1');
  await news.request('DELETE', 'session');
  expect(news.cookies.size).toBe(0);
  news.cookies.set('sso_session', '1');
  expect(await current(news)).toEqual({ kind: 'signedOut' });
  expect(news.setCookies.at(-1)).toBe('sso_session=; Path=/; Max-Age=0; Secure; SameSite=Lax');
  expect(news.sent.filter(({ path }) => path.startsWith('/sessions/validate'))).toEqual([]);
});

test('with development cookies the marker and the session have names of their own', async () => {
  const news = site(
    { '/processes/login/verify': () => session() },
    { origins: ['http://localhost:8080'], devCookies: true },
  );
  await news.post('login/start', credentials);
  expect([...news.cookies.keys()]).toEqual(['sso_dev_session', 'sso_session']);
  expect(await current(news)).toMatchObject({ kind: 'session' });
});

test('how long a sign-in is remembered is configured', async () => {
  const news = await signedIn({}, { sessionMaxAge: 3600 });
  expect(news.setCookies[0]).toContain('Max-Age=3600;');
  news.clock.now += 3_600_000;
  expect(await current(news)).toEqual({ kind: 'signedOut' });
  expect(news.cookies.size).toBe(0);
});

test('without a cookie nobody is signed in, and nobody is asked', async () => {
  const news = site();
  expect(await current(news)).toEqual({ kind: 'signedOut' });
  expect(news.sent).toEqual([]);
});

test('signing out forgets the session', async () => {
  const news = await signedIn();
  expect(await (await news.request('DELETE', 'session')).json()).toEqual({ kind: 'done' });
  expect(news.cookies.size).toBe(0);
  expect(await current(news)).toEqual({ kind: 'signedOut' });
});

test('a session is validated at most every five minutes, by the clock', async () => {
  const news = await signedIn();
  for (const [passed, expected] of [
    [minutes(5) - 1, 0],
    [1, 1],
    [minutes(4), 1],
    [minutes(1), 2],
  ] as const) {
    news.clock.now += passed;
    expect(await current(news)).toEqual({ kind: 'session', customer });
    expect(validations(news)).toBe(expected);
  }
  expect(news.to('/sessions/validate')[0]?.url.searchParams.get('sessionToken')).toBe(sessionToken);
  expect(news.to('/sessions/customerData')).toHaveLength(1);
});

test.each([
  ['401 with 20028', () => error(401, 20028)],
  ['a bare 401', () => new Response(null, { status: 401 })],
  ['401 with another body', () => json({ message: 'no' }, 401)],
])('%s at validation signs the reader out and says why', async (_name, reply) => {
  const news = await signedIn({ '/sessions/validate': reply });
  news.clock.now += minutes(5);
  expect(await current(news)).toEqual({ kind: 'signedOut', reason: 'ended' });
  expect(news.cookies.size).toBe(0);
  expect(news.log.filter(({ level }) => level === 'error')).toEqual([]);
  expect(await current(news)).toEqual({ kind: 'signedOut' });
});

test.each([
  ['500', () => error(500, 99500)],
  ['429', () => error(429, 99429)],
  ['HTML', () => new Response('<html>', { status: 200 })],
  ['a refused API token', () => error(401, 99401)],
  ['no connection', () => Promise.reject(new Error('gone'))],
  ['silence', () => new Promise<Response>(() => undefined)],
])('%s at validation keeps the reader signed in, and is tried again after 30 seconds', async (_name, reply) => {
  const news = await signedIn({ '/sessions/validate': reply }, { timeout: 1000 });
  news.clock.now += minutes(5);
  expect(await current(news)).toEqual({ kind: 'session', customer });
  news.clock.now += 29_999;
  expect(await current(news)).toEqual({ kind: 'session', customer });
  expect(validations(news)).toBe(1);
  news.clock.now += 1;
  await current(news);
  expect(validations(news)).toBe(2);
});

test('concurrent requests share one validation, and get the very same cookies', async () => {
  const news = await signedIn();
  news.clock.now += minutes(5);
  const responses = await Promise.all(Array.from({ length: 10 }, () => news.get('session')));
  expect(validations(news)).toBe(1);
  expect(new Set(responses.map(({ headers }) => headers.getSetCookie().join())).size).toBe(1);
  expect(await Promise.all(responses.map((response) => response.json()))).toEqual(
    Array(10).fill({ kind: 'session', customer }),
  );
});

test('requests of one page that arrive just after a validation share it, cookies and all, and later ones what it found', async () => {
  const news = await signedIn();
  news.clock.now += minutes(5);
  const Cookie = [...news.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const ask = async () => (await news.get('session', { Cookie })).headers.getSetCookie().join();
  const first = await ask();
  news.clock.now += 999;
  expect(await ask()).toBe(first);
  expect(validations(news)).toBe(1);
  news.clock.now += 1;
  expect(await ask()).not.toBe(first);
  expect(validations(news)).toBe(1);
  news.clock.now += minutes(5) - 2001;
  await ask();
  expect(validations(news)).toBe(1);
  news.clock.now += 1001;
  await ask();
  expect(validations(news)).toBe(2);
});

describe('two instances that share a store', () => {
  /** Both have the same reader, whose session is due. */
  async function due(store: Store = memoryStore(Date.now)) {
    const one = await signedIn({}, { store });
    const other = site({}, { store });
    one.clock.now += minutes(6);
    other.clock.now = one.clock.now;
    const Cookie = [...one.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const ask = async (each: Site): Promise<unknown> => (await each.get('session', { Cookie })).json();
    return { one, other, ask, all: () => validations(one) + validations(other) };
  }

  test('validate a session once for both, and again when it is due', async () => {
    const { one, other, ask, all } = await due();
    for (let count = 0; count < 5; count += 1)
      for (const each of [one, other]) expect(await ask(each)).toEqual({ kind: 'session', customer });
    expect(all()).toBe(1);
    one.clock.now += minutes(5);
    other.clock.now += minutes(5);
    for (const each of [one, other]) await ask(each);
    expect(all()).toBe(2);
  });

  test('ask again where one of them found it over', async () => {
    const { one, other, ask, all } = await due();
    await ask(one);
    one.clock.now += minutes(5);
    one.script['/sessions/validate'] = () => error(401, 20028);
    expect(await ask(one)).toEqual({ kind: 'signedOut', reason: 'ended' });
    await ask(other);
    expect(all()).toBe(3);
  });

  test('do not believe a time to come, by a clock that is ahead', async () => {
    const { one, other, ask, all } = await due();
    one.clock.now += minutes(60);
    await ask(one);
    await ask(other);
    expect(all()).toBe(2);
  });

  test('ask each by itself where the store is away', async () => {
    const away = () => Promise.reject(new Error('away'));
    const { one, other, ask, all } = await due({ get: away, set: away, add: away, delete: away });
    for (const each of [one, other]) expect(await ask(each)).toEqual({ kind: 'session', customer });
    expect(all()).toBe(2);
  });
});

test('concurrent requests of two readers do not share anything', async () => {
  const news = await signedIn();
  const rita = news.cookies.get('__Host-sso_session') ?? '';
  news.script['/processes/login/verify'] = () => session('ANOTHER-SESSION');
  news.script['/sessions/customerData'] = () => json({ customerId: '9' });
  await news.post('login/start', credentials);
  const paul = news.cookies.get('__Host-sso_session') ?? '';
  news.clock.now += minutes(5);
  const ask = (value: string) =>
    news.get('session', { Cookie: `__Host-sso_session=${value}` }).then((response) => response.json());
  expect(await Promise.all([ask(rita), ask(paul)])).toEqual([
    { kind: 'session', customer },
    { kind: 'session', customer: { id: '9' } },
  ]);
  expect(validations(news)).toBe(2);
});

test.each([
  ['500', () => error(500)],
  ['401', () => error(401, 20028)],
  ['nonsense', () => json({ name: 'Rita' })],
  ['no connection', () => Promise.reject(new Error('gone'))],
])(
  'a customer who cannot be read (%s) does not stop the sign-in; the next question tries again',
  async (_name, reply) => {
    const news = site({ ...verify, '/sessions/customerData': reply });
    expect(await (await news.post('login/start', credentials)).json()).toEqual({ kind: 'session' });
    news.script['/sessions/customerData'] = () => json(person);
    expect(await current(news)).toEqual({ kind: 'session', customer });
    expect(await current(news)).toEqual({ kind: 'session', customer });
    expect(news.to('/sessions/customerData')).toHaveLength(2);
    expect(validations(news)).toBe(0);
  },
);

test('a session that ended before the customer could be read is signed out', async () => {
  const news = await signedIn({ '/sessions/customerData': () => error(500) });
  expect(await current(news)).toEqual({ kind: 'session' });
  news.script['/sessions/customerData'] = () => error(401, 20028);
  expect(await current(news)).toEqual({ kind: 'signedOut', reason: 'ended' });
});

test('a customer that is refused while nothing else works either proves nothing of the session', async () => {
  const news = await signedIn({ '/sessions/customerData': () => error(500) });
  news.script['/sessions/customerData'] = () => error(401, 20028);
  news.script['/processes/settings/sso'] = () => error(401, 99401);
  expect(await current(news)).toEqual({ kind: 'session' });
});

test('empty details of a customer are left out', async () => {
  const news = await signedIn({
    '/sessions/customerData': () => json({ customerId: '1', email: '', username: null, firstName: 5 }),
  });
  expect(await current(news)).toEqual({ kind: 'session', customer: { id: '1' } });
});

test('a clock that was set back has the session validated again', async () => {
  const news = await signedIn();
  news.clock.now -= minutes(60);
  await current(news);
  expect(validations(news)).toBe(1);
});

const sessionNames = (news: Site) => [...news.cookies.keys()].filter((name) => name.includes('__Host-sso_session'));
const long = (length: number) => 'S'.repeat(length);

test('a long session is split over cookies that browsers keep, and comes back whole', async () => {
  const news = await signedIn({ '/processes/login/verify': () => session(long(10_000)) });
  expect(sessionNames(news)).toEqual([
    '__Host-sso_session',
    ...[0, 1, 2, 3].map((part) => `__Host-sso_session.${part}`),
  ]);
  for (const line of news.setCookies) expect(line.length).toBeLessThan(4000);
  news.clock.now += minutes(5);
  expect(await current(news)).toEqual({ kind: 'session', customer });
  expect(news.to('/sessions/validate')[0]?.url.searchParams.get('sessionToken')).toBe(long(10_000));
});

test('a shorter session deletes what is left of a longer one', async () => {
  const news = await signedIn({ '/processes/login/verify': () => session(long(10_000)) });
  news.script['/processes/login/verify'] = () => session(long(4000));
  await news.post('login/start', credentials);
  expect(sessionNames(news)).toEqual(['__Host-sso_session', '__Host-sso_session.0', '__Host-sso_session.1']);
  news.script['/processes/login/verify'] = () => session();
  await news.post('login/start', credentials);
  expect(sessionNames(news)).toEqual(['__Host-sso_session']);
  expect(await current(news)).toEqual({ kind: 'session', customer });
});

test('signing out deletes every part', async () => {
  const news = await signedIn({ '/processes/login/verify': () => session(long(10_000)) });
  await news.request('DELETE', 'session');
  expect(news.cookies.size).toBe(0);
});

test.each([
  ['a part is missing', (news: Site) => news.cookies.delete('__Host-sso_session.2')],
  ['the count is missing', (news: Site) => news.cookies.delete('__Host-sso_session')],
  ['the count is nought', (news: Site) => news.cookies.set('__Host-sso_session', '0')],
])('all or nothing: when %s, nobody is signed in and the rest is deleted', async (_name, damage) => {
  const news = await signedIn({ '/processes/login/verify': () => session(long(10_000)) });
  damage(news);
  expect(await current(news)).toEqual({ kind: 'signedOut' });
  expect(sessionNames(news)).toEqual([]);
  expect(validations(news)).toBe(0);
});

test.each([
  ['the count is wrong', (news: Site) => news.cookies.set('__Host-sso_session', '3')],
  ['a part was changed', (news: Site) => news.cookies.set('__Host-sso_session.1', 'A'.repeat(3500))],
])('when %s, nobody is signed in, and the rest is left to whom can read it', async (_name, damage) => {
  const news = await signedIn({ '/processes/login/verify': () => session(long(10_000)) });
  damage(news);
  const before = sessionNames(news);
  expect(await current(news)).toEqual({ kind: 'signedOut' });
  expect([before.length, sessionNames(news)]).toEqual([5, before]);
  expect(validations(news)).toBe(0);
});

test('a session that no set of cookies can hold is a failure that the log explains', async () => {
  const news = site({ '/processes/login/verify': () => session(long(13_000)) });
  const response = await news.post('login/start', credentials);
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([502, 'upstream-failed']);
  expect(news.log).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'session-too-long', characters: 13_000 }),
  );
  expect(news.cookies.size).toBe(0);
});

test('a session that has become too long for cookies keeps those that it has', async () => {
  const news = await signedIn({
    '/processes/login/verify': () => session(long(12_000)),
    '/sessions/customerData': () => error(500),
  });
  const before = new Map(news.cookies);
  news.script['/sessions/customerData'] = () => json({ ...person, firstName: 'R'.repeat(1000) });
  expect(await current(news)).toMatchObject({ kind: 'session', customer: { id: '4711' } });
  expect(news.cookies).toEqual(before);
});

test('a session cookie of another version, and one that is a flow’s, count for nothing', async () => {
  const sealer = createSealer([secret], () => Date.parse('2026-05-04T10:00:00Z'));
  const news = site({ '/processes/login/verify': () => step('TWO_FACTOR') });
  news.cookies.set('__Host-sso_session', await sealer.seal('__Host-sso_session', { t: 'x' }, news.clock.now + 60_000));
  expect(await current(news)).toEqual({ kind: 'signedOut' });
  await news.post('login/start', credentials);
  const [name = ''] = flowCookies(news);
  news.cookies.set('__Host-sso_session', news.cookies.get(name) ?? '');
  expect(await current(news)).toEqual({ kind: 'signedOut' });
});

test('a session survives the rotation of the secret, and is sealed with the new one at the next validation', async () => {
  const old = await signedIn();
  const next = 'a new secret of at least 32 characters';
  const rotated = site({}, { secrets: [next, secret] });
  for (const [name, value] of old.cookies) rotated.cookies.set(name, value);
  rotated.clock.now += minutes(5);
  expect(await current(rotated)).toEqual({ kind: 'session', customer });
  const alone = site({}, { secrets: [next] });
  for (const [name, value] of rotated.cookies) alone.cookies.set(name, value);
  expect(await current(alone)).toEqual({ kind: 'session', customer });
});

/** Milliseconds: the longest `timeout` of an operation, twice where a refusal is doubted, and what a sign-in waits for the customer on top. */
const longestValidation = 2 * 60_000 + 2000;

test.each([
  ['at once', 0],
  ['as late as any can', longestValidation],
])('a sign-out while a validation is under way stays a sign-out, when its reply comes %s', async (_name, late) => {
  const news = await signedIn();
  news.clock.now += minutes(5);
  const before = new Map(news.cookies);
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  news.script['/sessions/validate'] = () => held.then(() => json({ customerId: '4711' }));
  const asked = news.get('session');
  await expect.poll(() => validations(news)).toBe(1);
  await news.request('DELETE', 'session');
  news.clock.now += late;
  release?.();
  expect(await (await asked).json()).toEqual({ kind: 'signedOut' });
  expect(before.size).toBe(2);
  expect(news.cookies.size).toBe(0);
});

test('a store that fails stops neither a validation nor a sign-out', async () => {
  const down = () => Promise.reject(new Error('down'));
  const news = await signedIn({}, { store: { get: down, set: down, add: down, delete: down } });
  news.clock.now += minutes(5);
  expect(await current(news)).toEqual({ kind: 'session', customer });
  expect((await news.request('DELETE', 'session')).status).toBe(200);
  expect(news.cookies.size).toBe(0);
  expect(news.log.map(({ event }) => event)).toContain('store-failed');
});

test('signing out with a cookie that cannot be read deletes it', async () => {
  const news = site();
  news.cookies.set('__Host-sso_session', 'nonsense');
  expect((await news.request('DELETE', 'session')).status).toBe(200);
  expect(news.cookies.size).toBe(0);
});
