/**
 * Attacks by the next person at the same browser. They prove that nothing which a reader had begun, in whichever tab, is left to go on with
 * after a sign-out or after somebody's sign-in.
 */
import { expect, test } from 'vitest';
import {
  credentials,
  flowCookies,
  json,
  limit,
  session,
  site,
  type Site,
  start,
  step,
} from '../gateway/support/harness.js';
import { newsOrigin, shopOrigin, twoSites } from '../gateway/support/two-sites.js';

const others = [{ sessionId: 'a1', os: 'Linux' }];
/** A browser in which A has verified flows of every kind, and is signed in. */
async function browserOfA(script: Parameters<typeof site>[0] = {}): Promise<{ news: Site; begun: string[] }> {
  const news = site({ '/processes/login/changeSessions/': () => session('A-BY-SESSION-LIMIT'), ...script });
  news.script['/processes/login/verify'] = () => session('A');
  await news.post('login/start', credentials);
  const begun: string[] = [];
  for (const answer of [() => limit(others), () => step('TWO_FACTOR'), () => step('RESET_PASSWORD')]) {
    news.script['/processes/login/verify'] = answer;
    begun.push((await start(news)).flow);
    news.clock.now += 1000;
  }
  expect(flowCookies(news)).toHaveLength(3);
  return { news, begun };
}
const resumable = async (news: Site) =>
  ((await (await news.get('flow')).json()) as { flows: { answer: { flow: string } }[] }).flows;

async function expectNothingLeft(news: Site, begun: readonly string[]): Promise<void> {
  expect(flowCookies(news)).toEqual([]);
  expect(news.cookies.has('sso_flow')).toBe(false);
  expect(await resumable(news)).toEqual([]);
  expect((await news.post('login/end-sessions', { flow: begun[0] })).status).toBe(410);
  expect((await news.post('login/two-factor', { flow: begun[1], code: '1' })).status).toBe(410);
  expect((await news.post('login/reset-password', { flow: begun[2], password: 'x' })).status).toBe(410);
  expect(news.sent.filter(({ path }) => path.includes('changeSessions'))).toEqual([]);
}

test('after a sign-out the next person finds no step to go on with', async () => {
  const { news, begun } = await browserOfA();
  expect((await news.request('DELETE', 'session')).status).toBe(200);
  await expectNothingLeft(news, begun);
});

test('a sign-out ends the flows also where nobody is signed in', async () => {
  const { news, begun } = await browserOfA();
  for (const name of [...news.cookies.keys()]) if (name.includes('session')) news.cookies.delete(name);
  await news.request('DELETE', 'session');
  await expectNothingLeft(news, begun);
});

test.each([
  ['with a password', 'login/start', credentials, '/processes/login/verify'],
  ['with Google', 'login/google', { idToken: 'token' }, '/processes/ssoProvider/verify'],
])('a sign-in %s ends what anybody had begun before', async (_how, call, body, operation) => {
  const { news, begun } = await browserOfA();
  news.script[operation] = () => session('B');
  expect(await (await news.post(call, body)).json()).toMatchObject({ kind: 'session' });
  await expectNothingLeft(news, begun);
  expect(await (await news.get('session')).json()).toMatchObject({ kind: 'session' });
});

test('a sign-in that ends a flow of its own ends the others, too', async () => {
  const { news, begun } = await browserOfA({ '/processes/login/verifyTwoFactorAuth': () => session('A') });
  expect((await news.post('login/two-factor', { flow: begun[1], code: '1' })).status).toBe(200);
  await expectNothingLeft(news, begun);
});

test('a session taken over from another site ends what was begun here', async () => {
  const sites = twoSites();
  const browser = sites.browser();
  await browser.signIn(newsOrigin);
  sites.shop.script['/processes/login/verify'] = () => step('TWO_FACTOR');
  await browser.request(`${shopOrigin}/sso/login/start`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin', 'X-SSO-Request': '1', 'Content-Type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const names = () => [...(browser.cookies.get(shopOrigin)?.keys() ?? [])].filter((name) => name.includes('flow'));
  expect(names()).toHaveLength(2);
  await browser.go(sites.join());
  expect(await browser.who(shopOrigin)).toBe(credentials.identifier);
  expect(names()).toEqual([]);
});

/** Runs a call whose operation is still under way while another tab makes a call of its own. */
async function meanwhile(
  news: Site,
  operation: string,
  reply: () => Response,
  late: () => Promise<Response>,
  other: () => Promise<unknown>,
) {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let asked = false;
  news.script[operation] = () => {
    asked = true;
    return held.then(reply);
  };
  const answer = late();
  await expect.poll(() => asked).toBe(true);
  await other();
  release();
  return answer;
}

test.each([
  ['a next step', () => step('RESET_PASSWORD', {}, 'next')],
  ['a session limit', () => limit(others, 200)],
  ['a session', () => session('A-LATE')],
])('%s that comes after the sign-out in another tab is not set', async (_what, reply) => {
  const { news, begun } = await browserOfA();
  const response = await meanwhile(
    news,
    '/processes/login/verifyTwoFactorAuth',
    reply,
    () => news.post('login/two-factor', { flow: begun[1], code: '1' }),
    () => news.request('DELETE', 'session'),
  );
  expect(response.status).toBe(410);
  await expectNothingLeft(news, begun);
  expect(await (await news.get('session')).json()).toEqual({ kind: 'signedOut' });
});

test.each([
  ['a first step', () => step('TWO_FACTOR')],
  ['a session', () => session('A-LATE')],
])('%s of a reader who signs out meanwhile is not set', async (_what, reply) => {
  const { news, begun } = await browserOfA();
  const response = await meanwhile(
    news,
    '/processes/login/verify',
    reply,
    () => start(news).then((answer) => json(answer)),
    () => news.request('DELETE', 'session'),
  );
  expect(await response.json()).toMatchObject({ code: 'flow-expired' });
  await expectNothingLeft(news, begun);
});

test('a step that comes after somebody else’s sign-in in another tab does not take his place', async () => {
  const { news, begun } = await browserOfA();
  const response = await meanwhile(
    news,
    '/processes/login/verifyTwoFactorAuth',
    () => session('A-LATE'),
    () => news.post('login/two-factor', { flow: begun[1], code: '1' }),
    async () => {
      news.script['/processes/login/verify'] = () => session('B');
      await news.post('login/start', credentials);
    },
  );
  expect(response.status).toBe(410);
  news.clock.now += 300_000;
  await news.get('session');
  expect(news.to('/sessions/validate').at(-1)?.url.searchParams.get('sessionToken')).toBe('B');
});

test('flows of a browser of its own are let alone', async () => {
  const [one, other] = [await browserOfA(), await browserOfA()];
  await one.news.request('DELETE', 'session');
  expect(await resumable(other.news)).toHaveLength(3);
});
