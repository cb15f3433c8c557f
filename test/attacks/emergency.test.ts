/**
 * An emergency of the hosted API, as its operator makes one: every API token is refused. It proves that readers are told of it, that a token which
 * was always wrong is told apart, and that all is as before when it is over.
 */
import { expect, test } from 'vitest';
import { memoryStore } from '../../src/gateway/index.js';
import { credentials, error, json, session, site, type Site } from '../gateway/support/harness.js';

const settings = '/processes/settings/sso';
const verify = '/processes/login/verify';
const bare = (status: number) => () => new Response(null, { status });
const availability = async (news: Site) =>
  ((await (await news.get('settings')).json()) as { availability?: string; code?: string }).availability;
const signIn = async (news: Site) =>
  (await (await news.post('login/start', credentials)).json()) as { kind?: string; code?: string };

const refusals: [string, () => Response][] = [
  ['a bare 401', bare(401)],
  ['a bare 400', bare(400)],
  ['401 with 99401', () => error(401, 99401)],
  ['400 with 99400', () => error(400, 99400)],
];

test.each(refusals)(
  'when %s is all that a token gets which has worked, readers are told of an emergency',
  async (_what, reply) => {
    const news = site({ [verify]: () => session(), [settings]: () => json({ settings: { ssoName: 'REQUIRED' } }) });
    expect(await availability(news)).toBe('available');
    Object.assign(news.script, { [settings]: reply, [verify]: reply });
    news.clock.now += 60_000;
    // The request that finds the copy due gets it once more.
    expect(await availability(news)).toBe('available');
    await expect.poll(() => availability(news)).toBe('emergency');
    expect(await signIn(news)).toMatchObject({ code: 'login-emergency' });
    // Still so when the last copy of the settings is too old to be shown.
    news.clock.now += 86_400_000;
    expect(await availability(news)).toBe('emergency');
    expect(news.to(verify)).toEqual([]);
    expect(news.log.map(({ event }) => event)).toContain('emergency-assumed');
    Object.assign(news.script, { [settings]: () => json({ settings: {} }), [verify]: () => session() });
    news.clock.now += 10_000;
    expect(await availability(news)).toBe('available');
    expect(await signIn(news)).toMatchObject({ kind: 'session' });
  },
);

test('the first operation that is refused tells of it, while a copy of the settings is still fresh', async () => {
  const news = site({ [verify]: () => session() });
  await availability(news);
  Object.assign(news.script, { [settings]: bare(401), [verify]: bare(401) });
  news.clock.now += 5000;
  expect(await signIn(news)).toMatchObject({ code: 'login-emergency' });
  expect(await availability(news)).toBe('emergency');
});

test('an API token that lacks the right for one operation makes no emergency', async () => {
  const news = site({ [verify]: bare(401) });
  await availability(news);
  news.clock.now += 5000;
  expect(await signIn(news)).toMatchObject({ code: 'misconfigured' });
  expect(await availability(news)).toBe('available');
});

test.each(refusals)('%s for a token that never worked is no emergency', async (_what, reply) => {
  const news = site({ [settings]: reply, [verify]: reply });
  expect((await news.get('settings')).status).toBeGreaterThanOrEqual(400);
  expect((await signIn(news)).code).not.toBe('login-emergency');
  expect(news.log.map(({ event }) => event)).not.toContain('emergency-assumed');
});

test.each([[500], [503], [404], [429]])('a fault of the hosted API (%i) is no emergency', async (status) => {
  const news = site();
  await availability(news);
  news.script[settings] = bare(status);
  news.clock.now += 60_000;
  expect(await availability(news)).toBe('available');
});

test('an instance that starts in the emergency learns from the shared store that the token has worked; a new token has not', async () => {
  const clock = Date.parse('2026-05-04T10:00:00Z');
  const store = memoryStore(() => clock);
  await availability(site({}, { store, settingsMaxAge: 0 }));
  const second = site({ [settings]: bare(401) }, { store, settingsMaxAge: 0 });
  expect(await availability(second)).toBe('emergency');
  const renamed = site({ [settings]: bare(401) }, { store, settingsMaxAge: 0, apiToken: 'another-token' });
  expect(await (await renamed.get('settings')).json()).toMatchObject({ code: 'misconfigured' });
});
