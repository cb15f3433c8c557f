/** However slow the hosted API is, a page and a call wait for what they need no longer than their own time. */
import { afterEach, expect, test, vi } from 'vitest';
import { credentials, json, session, site } from '../support/harness.js';
import { granted, hasAccess, minutes, page } from '../support/own-server.js';
import { slowClock } from '../support/slow-clock.js';
import { newAccessKey } from '../support/access-key.js';

afterEach(() => vi.restoreAllMocks());

/** Milliseconds that a page waits at most, and a call. */
const ofPage = 3000;
const ofCall = 8000;

/** A reader who is signed in, and a hosted API of which some operations answer no more from then on. */
async function slowSite(silent: readonly string[], options: Parameters<typeof site>[1] = {}) {
  const news = site({ '/processes/login/verify': () => session(), [hasAccess]: granted }, options);
  await news.post('login/start', credentials);
  const clock = slowClock();
  for (const path of silent) news.script[path] = () => new Promise<Response>(() => undefined);
  news.clock.now += minutes(6);
  return { news, clock };
}

test('a page waits three seconds at most, for all that it asks', async () => {
  const { news, clock } = await slowSite(['/sessions/validate', hasAccess]);
  const asking = news.gateway.hasAccess(page(news), ['plus']);
  expect(await clock.measure(asking)).toBeLessThanOrEqual(ofPage);
  expect(await asking).toMatchObject({ state: 'signed-in', reason: 'unknown' });
});

test('a session that cannot be checked in time leaves time for what the reader may read', async () => {
  const { news, clock } = await slowSite(['/sessions/validate']);
  const asking = news.gateway.hasAccess(page(news), ['plus']);
  expect(await clock.measure(asking)).toBeLessThan(ofPage);
  expect(await asking).toMatchObject({ state: 'signed-in', granted: true, reason: 'right' });
});

test('a token for the self-service comes within the same time, or none does', async () => {
  const { news, clock } = await slowSite(['/sessions/validate', '/sessions/transferToken']);
  expect(await clock.measure(news.gateway.transferToken(page(news)))).toBeLessThanOrEqual(ofPage);
});

test('an option that allows less counts for pages, too', async () => {
  const { news, clock } = await slowSite(['/sessions/validate', hasAccess], { timeout: 1000 });
  expect(await clock.measure(news.gateway.hasAccess(page(news), ['plus']))).toBeLessThanOrEqual(1000);
});

test('rights make neither GET session nor a sign-in longer than its own time', async () => {
  const accessToken = { keys: [await newAccessKey()], rights: ['plus'] };
  const { news, clock } = await slowSite(['/sessions/validate', hasAccess], { sessionRights: ['plus'], accessToken });
  expect(await clock.measure(news.get('session'))).toBeLessThanOrEqual(ofCall);
  news.script['/processes/login/verify'] = () => clock.after(ofCall - 500, () => session('ANOTHER'));
  news.script['/sessions/customerData'] = () => json({ customerId: '4711' });
  news.clock.now += minutes(1);
  expect(await clock.measure(news.post('login/start', credentials))).toBeLessThanOrEqual(ofCall);
  expect(news.cookies.has('__Host-sso_session')).toBe(true);
});
