/** A copy that is due to be refreshed is served at once. */
import { expect, test } from 'vitest';
import { hostedSettings, type HostedSettings } from '../../../src/contract/hosted-settings.js';
import { Failure } from '../../../src/gateway/base/failure.js';
import { memoryStore } from '../../../src/gateway/index.js';
import { createSettingsCache } from '../../../src/gateway/settings/settings-cache.js';
import type { Upstream } from '../../../src/gateway/upstream/upstream.js';
import { credentials, error, json, session, site, type Site } from '../support/harness.js';

const path = '/processes/settings/sso';
const minute = 60_000;
const forced = (news: Site) => async () =>
  ((await (await news.get('settings')).json()) as Record<string, unknown>)['forceUsername'];
/** A hosted API whose next reply comes when it is told. */
function held(news: Site, document: object) {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  news.script[path] = async () => {
    await released;
    return json(document);
  };
  return () => release();
}
const published = (document: object = {}) =>
  site({ [path]: () => json(document), '/processes/login/verify': () => session() });

test('a copy that is due is served at once, and who asks after its refresh gets the new one', async () => {
  const news = published();
  await news.get('settings');
  const release = held(news, { settings: { forceUsername: true } });
  news.clock.now += minute;
  expect(await forced(news)()).toBe(false);
  // The refresh is under way, and shared.
  expect(await forced(news)()).toBe(false);
  await expect.poll(() => news.to(path).length).toBe(2);
  release();
  await expect.poll(forced(news)).toBe(true);
  expect(news.to(path)).toHaveLength(2);
});

test('no browser keeps a copy that is due, and each may keep the new one', async () => {
  const news = published();
  const keeping = async () => (await news.get('settings')).headers.get('cache-control');
  expect(await keeping()).toContain('max-age=60');
  news.clock.now += minute;
  expect(await keeping()).toBe('no-cache');
  await expect.poll(keeping).toContain('max-age=60');
});

test('a refresh that fails behind is logged, and tried again after ten seconds', async () => {
  const news = published();
  await news.get('settings');
  news.script[path] = () => error(500);
  news.clock.now += minute;
  expect((await news.get('settings')).status).toBe(200);
  await expect.poll(() => news.log.map(({ event }) => event)).toContain('settings-stale');
  news.clock.now += 9_999;
  await news.get('settings');
  expect(news.to(path)).toHaveLength(2);
  news.script[path] = () => json({ settings: { forceUsername: true } });
  news.clock.now += 1;
  await news.get('settings');
  await expect.poll(forced(news)).toBe(true);
  expect(news.to(path)).toHaveLength(3);
});

test('an emergency is told to the second request after the copy is due', async () => {
  const news = published();
  await news.get('settings');
  news.script[path] = () => error(401, 1);
  news.clock.now += minute;
  const availability = async () =>
    ((await (await news.get('settings')).json()) as Record<string, unknown>)['availability'];
  expect(await availability()).toBe('available');
  await expect.poll(availability).toBe('emergency');
});

test.each([
  ['an emergency', { emergencyMode: 'PLENIGO_MODE' }],
  ['sign-in that is off', { disableSsoFunctionality: true }],
])('%s does not outlast its time: the next request waits for what is so now', async (_name, closed) => {
  const news = published(closed);
  expect((await news.post('login/start', credentials)).status).toBe(503);
  news.script[path] = () => json({});
  news.clock.now += minute;
  expect((await news.post('login/start', credentials)).status).toBe(200);
});

/** A cache of its own, over a hosted API that is answered by hand. */
function cache(options: { isBound?: boolean } = {}) {
  const asked: {
    timeout: number | undefined;
    resolve: (found: HostedSettings) => void;
    reject: (error: Error) => void;
  }[] = [];
  const call = (_: unknown, { timeout }: { timeout?: number }) =>
    new Promise((resolve, reject) => asked.push({ timeout, resolve, reject }));
  const clock = { now: 0 };
  const now = () => clock.now;
  const settings = createSettingsCache({
    contact: undefined,
    linkParameters: { token: 'token', code: 'verificationToken' },
    upstream: { call } as unknown as Upstream,
    store: memoryStore(now),
    now,
    maxAge: 60,
    log: () => undefined,
    ...options,
  });
  const first = async () => {
    const reading = settings.read('en');
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.resolve(hostedSettings.parse({}));
    await reading;
    clock.now += minute;
  };
  return { settings, asked, clock, first };
}

test.each([
  ['what needs the present settings', 'current', {}],
  ['a runtime that cuts what nobody waits for', 'read', { isBound: true }],
] as const)('%s waits for the refresh, but a second at most', async (_name, method, options) => {
  const { settings, asked, first } = cache(options);
  await first();
  const reading = settings[method]('en');
  await expect.poll(() => asked.length).toBe(2);
  expect(asked[1]?.timeout).toBe(1000);
  asked[1]?.reject(new Failure('upstream-timeout'));
  // The copy stands in.
  expect(await reading).toMatchObject({ availability: 'available' });
  expect(await settings[method]('en')).toMatchObject({ availability: 'available' });
  expect(asked).toHaveLength(2);
});

test('a refresh that fails late takes nothing away from one that was made meanwhile', async () => {
  const { settings, asked, first } = cache();
  await first();
  await settings.read('en');
  await expect.poll(() => asked.length).toBe(2);
  const renewing = settings.renew('en');
  await expect.poll(() => asked.length).toBe(3);
  asked[2]?.resolve(hostedSettings.parse({ settings: { forceUsername: true } }));
  await renewing;
  asked[1]?.reject(new Failure('upstream-timeout'));
  const current = settings.current('en');
  expect(await current).toMatchObject({ forceUsername: true });
  expect(await settings.read('en')).toMatchObject({ forceUsername: true });
  expect(asked).toHaveLength(3);
});

test('as long as the store holds the same text, the settings are parsed once', async () => {
  const { settings, clock, first } = cache();
  await first();
  clock.now -= 1;
  expect(await settings.read('en')).toBe(await settings.read('en'));
});
