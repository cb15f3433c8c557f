/**
 * Attacks on the lifetime of a session. They prove that no session outlives its ends, whatever the hosted API answers and whoever kept a copy
 * of the cookie; that nobody counts as signed in for long on the word of the cookie alone; and that an emergency, in which the hosted API refuses
 * everything, signs nobody out.
 */
import { expect, test } from 'vitest';
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
