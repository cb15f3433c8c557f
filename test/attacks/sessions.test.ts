/**
 * Attacks on the lifetime of a session. They prove that no session outlives its ends, whatever the hosted API answers and whoever kept a copy
 * of the cookie; that nobody counts as signed in for long on the word of the cookie alone; and that an emergency, in which the hosted API refuses
 * everything, signs nobody out.
 */
import { expect, test } from 'vitest';
import { memoryStore } from '../../src/gateway/index.js';
import { createSealer } from '../../src/gateway/sealed/sealer.js';
import {
  credentials,
  error,
  json,
  secret,
  session,
  sessionToken,
  site,
  type Site,
} from '../gateway/support/harness.js';

const hours = (count: number) => count * 3600_000;
const minute = 60_000;
const days = (count: number) => hours(24 * count);
const validate = '/sessions/validate';
const settings = '/processes/settings/sso';
const name = '__Host-sso_session';

async function signedIn(script: Parameters<typeof site>[0] = {}, options: Parameters<typeof site>[1] = {}) {
  const news = site({ '/processes/login/verify': () => session(), ...script }, options);
  await news.post('login/start', credentials);
  return news;
}
interface Told {
  kind?: string;
  code?: string;
  reason?: string;
}
const ask = async (news: Site, headers?: Record<string, string>) =>
  (await (await news.get('session', headers)).json()) as Told;
const told = async (news: Site, headers?: Record<string, string>) => {
  const { kind, code } = await ask(news, headers);
  return kind ?? code;
};
/** Seconds that the browser is to keep the cookie, by the last answer that set it. */
const keptFor = (news: Site) =>
  Number(/Max-Age=(\d+)/.exec(news.setCookies.findLast((line) => line.startsWith(`${name}=`)) ?? '')?.[1]);

test('a session that is used every day ends ninety days after the sign-in, and a copy of its cookie, too', async () => {
  const news = await signedIn();
  for (let day = 1; day < 90; day += 1) {
    news.clock.now += days(1);
    expect(await told(news)).toBe('session');
    expect(keptFor(news)).toBe(Math.min(14, 90 - day) * 86_400);
  }
  const copy = news.cookies.get(name) ?? '';
  news.clock.now += days(1) - 1;
  expect(await told(news)).toBe('session');
  news.clock.now += 1;
  expect(await told(news)).toBe('signedOut');
  expect(news.cookies.size).toBe(0);
  expect(await told(news, { Cookie: `${name}=${copy}` })).toBe('signedOut');
});

test('a session that nobody uses ends after fourteen days, and a copy of its cookie, too', async () => {
  const news = await signedIn();
  news.clock.now += days(14) - 1000;
  expect(await told(news)).toBe('session');
  const copy = news.cookies.get(name) ?? '';
  news.clock.now += days(14);
  expect(await told(news, { Cookie: `${name}=${copy}` })).toBe('signedOut');
  expect(news.to(validate)).toHaveLength(1);
});

test.each([
  [{ sessionIdleMaxAge: 600 }, 600_000],
  [{ sessionMaxAge: 600 }, 600_000],
  [{ sessionMaxAge: 600, sessionIdleMaxAge: 3600 }, 600_000],
])('both ends are options: %j', async (options, end) => {
  const news = await signedIn({}, options);
  expect(keptFor(news)).toBe(end / 1000);
  const copy = { Cookie: `${name}=${news.cookies.get(name)}` };
  news.clock.now += end - 1000;
  expect(await told(news, copy)).toBe('session');
  news.clock.now += 1000;
  expect(await told(news, copy)).toBe('signedOut');
});

test('ends that are made earlier apply to sessions that have begun', async () => {
  const before = await signedIn();
  for (const options of [{ sessionMaxAge: 3600 }, { sessionIdleMaxAge: 3600 }]) {
    const after = site({}, options);
    for (const [key, value] of before.cookies) after.cookies.set(key, value);
    after.clock.now += hours(1);
    expect(await told(after)).toBe('signedOut');
    expect(after.cookies.size).toBe(0);
  }
});

/** The hosted API as it refuses everything. */
const dead = (reply: () => Response) => ({ [validate]: reply, '/sessions/customerData': reply, [settings]: reply });
const bare = (status: number) => () => new Response(null, { status });
const unsure: [string, Record<string, () => Response | Promise<Response>>][] = [
  ...[403, 406, 410, 429, 500, 503].map((status): (typeof unsure)[number] => [
    `validate answers ${status}`,
    { [validate]: bare(status) },
  ]),
  ['validate answers 403 with a number', { [validate]: () => error(403, 20011) }],
  ['validate answers a page', { [validate]: () => new Response('<html>', { status: 404 }) }],
  ['validate names the API token', { [validate]: () => error(401, 99401) }],
  ['nothing answers', { [validate]: () => Promise.reject(new Error('gone')) }],
  ...[400, 401, 404].map((status): (typeof unsure)[number] => [`everything is ${status}`, dead(bare(status))]),
  ['everything is 401 with 99401', dead(() => error(401, 99401))],
  ['everything is 401 with 20028', dead(() => error(401, 20028))],
  ['everything is 400 with 99400', dead(() => error(400, 99400))],
  ['validate is 401, and all else out of reach', { [validate]: bare(401), [settings]: bare(503) }],
];

test.each(unsure)(
  'while %s, a reader stays signed in for a day, then is unknown, and the cookie ends when it was to end',
  async (_what, script) => {
    const news = await signedIn();
    // What is cached proves nothing.
    await news.get('settings');
    const healthy = { ...news.script };
    Object.assign(news.script, script);
    const end = news.clock.now + days(14);
    for (const passed of [hours(1), hours(22), hours(1)]) {
      news.clock.now += passed;
      expect(await told(news)).toBe('session');
    }
    news.clock.now += 1;
    expect(await ask(news)).toMatchObject({ code: 'upstream-failed' });
    expect(await told(news)).toBe('upstream-failed');
    expect([...news.cookies.keys()]).toEqual([name, 'sso_session']);
    for (let day = 2; day < 14; day += 1) {
      news.clock.now += days(1);
      expect(await told(news)).toBe('upstream-failed');
      expect(news.clock.now + keptFor(news) * 1000).toBeLessThanOrEqual(end + 1000);
    }
    // As soon as the hosted API answers again, so does the gateway.
    const [copy, at] = [new Map(news.cookies), news.clock.now];
    Object.assign(news.script, healthy);
    news.clock.now += 60_000;
    expect(await told(news)).toBe('session');
    // If it never does, the session ends.
    Object.assign(news.script, script);
    news.cookies.clear();
    for (const [key, value] of copy) news.cookies.set(key, value);
    news.clock.now = at + days(2);
    expect(await told(news)).toBe('signedOut');
    expect(news.cookies.size).toBe(0);
  },
);

test.each([
  ['a bare 400', bare(400)],
  ['a bare 401', bare(401)],
  ['a bare 404', bare(404)],
  ['400 with 99400', () => error(400, 99400)],
  ['401 with 20028', () => error(401, 20028)],
  ['404 with 99404', () => error(404, 99404)],
])('%s of validate ends a session where the API token works', async (_what, reply) => {
  const news = await signedIn({ [validate]: reply });
  news.clock.now += hours(1);
  expect(await ask(news)).toEqual({ kind: 'signedOut', reason: 'ended' });
  expect(news.cookies.size).toBe(0);
  // The proof was sought after the refusal.
  expect(news.sent.slice(-2).map(({ path }) => path)).toEqual([validate, settings]);
});

test('in an emergency all readers stay, and the hosted API is not asked for a proof for each of them', async () => {
  const readers = 50;
  const news = await signedIn();
  const cookies: string[] = [];
  for (let reader = 0; reader < readers; reader += 1) {
    news.script['/processes/login/verify'] = () => session(`SESSION-${reader}`);
    await news.post('login/start', credentials);
    cookies.push(`${name}=${news.cookies.get(name)}`);
  }
  Object.assign(news.script, dead(bare(401)));
  news.clock.now += hours(1);
  const before = news.to(settings).length;
  for (const cookie of cookies) expect(await told(news, { Cookie: cookie })).toBe('session');
  expect(news.to(settings).length - before).toBe(1);
  expect(news.log.map(({ event }) => event)).toContain('session-refusal-doubted');
  expect(news.cookies.size).toBe(2);
  // When it is over, its end is noticed: what the emergency ended is ended.
  news.script[settings] = () => json({ settings: {} });
  news.clock.now += hours(1);
  expect(await ask(news)).toEqual({ kind: 'signedOut', reason: 'ended' });
});

/** A cookie as versions without a time of sign-in sealed it: for thirty days from its last validation. */
async function oldCookie(news: Site, validated: number): Promise<void> {
  const sealer = createSealer([secret], () => news.clock.now);
  const customer = { id: '4711' };
  const payload = { token: sessionToken, customer, validated };
  news.cookies.set(name, await sealer.seal(name, payload, validated + days(30)));
  news.cookies.set('sso_session', '1');
}

test.each([0, 1, 20])(
  'a reader who signed in under an older version stays so, %i days after the last use, and the age counts from then on',
  async (unused) => {
    const news = site();
    await oldCookie(news, news.clock.now - days(unused));
    expect(await told(news)).toBe('session');
    expect(keptFor(news)).toBe(14 * 86_400);
    for (let day = 1; day < 90; day += 1) {
      news.clock.now += days(1);
      expect(await told(news)).toBe('session');
    }
    news.clock.now += days(1);
    expect(await told(news)).toBe('signedOut');
  },
);

test('a cookie of an older version survives an upgrade during an outage', async () => {
  const news = site({ [validate]: bare(503) });
  await oldCookie(news, news.clock.now - days(20));
  expect(await told(news)).toBe('upstream-failed');
  news.script[validate] = () => json({ customerId: '4711' });
  news.clock.now += 60_000;
  expect(await told(news)).toBe('session');
});

test('a clock that was wrong for a while makes nobody signed in for ever', async () => {
  const news = await signedIn();
  const right = news.clock.now;
  news.clock.now += days(10);
  expect(await told(news)).toBe('session');
  news.clock.now = right;
  Object.assign(news.script, dead(bare(500)));
  expect(await told(news)).toBe('upstream-failed');
});

/** Another instance of the same gateway, with the same reader’s cookies. */
function instance(of: Site, options: NonNullable<Parameters<typeof site>[1]>): Site {
  const other = site({ '/processes/login/verify': () => session() }, options);
  other.clock.now = of.clock.now;
  for (const [cookie, value] of of.cookies) other.cookies.set(cookie, value);
  return other;
}

test('a copy of a cookie dies with the sign-out, at every instance, for as long as any copy could count', async () => {
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const store = memoryStore(() => clock.now);
  const news = await signedIn({}, { store });
  const copy = { Cookie: `${name}=${news.cookies.get(name)}` };
  const other = instance(news, { store });
  expect(await told(other, copy)).toBe('session');
  await news.request('DELETE', 'session');
  for (const each of [news, other]) expect(await ask(each, copy)).toEqual({ kind: 'signedOut' });
  // One that was renewed before the sign-out lives for two more weeks by itself.
  for (const passed of [minute * 6, days(7), days(14) - 10 * minute]) {
    clock.now = news.clock.now + passed;
    other.clock.now = clock.now;
    expect(await told(other, copy)).toBe('signedOut');
  }
});

test('a copy that was renewed is revoked with the cookie that it is of, and hands no session to another site', async () => {
  const store = memoryStore(Date.now);
  const news = await signedIn({}, { store });
  const thief = instance(news, { store });
  thief.clock.now += days(1);
  expect(await told(thief)).toBe('session');
  news.clock.now = thief.clock.now;
  await news.request('DELETE', 'session');
  expect(await told(thief)).toBe('signedOut');
});

test('whoever signs in again after a sign-out is signed in, even where the hosted API hands out the same session', async () => {
  const news = await signedIn();
  await news.request('DELETE', 'session');
  await news.post('login/start', credentials);
  expect(await told(news)).toBe('session');
});

test('a sign-out at one of two sites that share a store and the hosted API’s session leaves the other signed in', async () => {
  const store = memoryStore(Date.now);
  const [news, shop] = [await signedIn({}, { store }), await signedIn({}, { store })];
  await shop.request('DELETE', 'session');
  for (const passed of [0, 6 * minute]) {
    news.clock.now += passed;
    expect(await told(news)).toBe('session');
  }
});

test('whoever still has the cookie of a session that was signed out can sign in', async () => {
  const news = await signedIn();
  const before = new Map(news.cookies);
  await news.request('DELETE', 'session');
  // The answer was lost on its way.
  for (const [cookie, value] of before) news.cookies.set(cookie, value);
  news.clock.now += 3 * minute;
  expect(await told(news)).toBe('signedOut');
  expect((await news.post('login/start', credentials)).status).toBe(200);
  expect(await told(news)).toBe('session');
});

test('secrets are rotated in two phases on two instances, one after the other, and nobody is signed out', async () => {
  const [old, next] = [secret, 'nX4vT7qLk2ZrB9cWs1JdY6mHfG3pEuA8'];
  const store = memoryStore(Date.now);
  let news = await signedIn({}, { store, secrets: [old] });
  // Each phase reaches one instance first; the reader is served by either.
  const phases = [[old], [old, next], [next, old], [next]];
  for (const [at, secrets] of phases.entries()) {
    if (at === 0) continue;
    for (const used of [secrets, phases[at - 1]!, secrets]) {
      const before = news.clock.now;
      news = instance(news, { store, secrets });
      expect(await told(news)).toBe('session');
      news = instance(news, { store, secrets: used });
      news.clock.now = before + 6 * minute;
      expect(await told(news)).toBe('session');
    }
  }
});

test('an instance that lacks a secret signs nobody out: the cookies stay, and the log says so once a minute', async () => {
  const news = await signedIn({}, { secrets: [secret] });
  const alone = instance(news, { secrets: ['nX4vT7qLk2ZrB9cWs1JdY6mHfG3pEuA8'] });
  for (let count = 0; count < 3; count += 1) expect(await told(alone)).toBe('signedOut');
  expect(alone.setCookies).toEqual([]);
  const lines = () => alone.log.filter(({ event }) => event === 'cookie-unreadable');
  expect(lines()).toEqual([expect.objectContaining({ level: 'warn', cookie: 'session' })]);
  alone.clock.now += minute;
  await told(alone);
  expect(lines()).toHaveLength(2);
  expect(await told(instance(alone, { secrets: [secret] }))).toBe('session');
});
