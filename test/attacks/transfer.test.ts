/**
 * Attacks on the way of a session from one site of the merchant to another (RFC 6749, 7636, 9207 and 9700, whose sections are named). They
 * prove that no script, frame, window or third site ever holds what is worth a session; that a code is good once, for half a minute, for one
 * site, and in the one browser that began; that what does not fit is burnt; and that nobody is signed in as somebody else.
 */
import { afterEach, expect, test, vi } from 'vitest';
import {
  authorizeUrl,
  type Browser,
  changeCode,
  isCallback,
  navigation,
  newsOrigin,
  pkce,
  shopOrigin,
  thirdOrigin,
  type TwoSites,
  twoSites,
} from '../gateway/support/two-sites.js';

afterEach(() => vi.restoreAllMocks());

const victim = 'victim@example.org';
const attacker = 'attacker@example.org';
const code = (of: Response): Promise<string> => of.json().then((body) => (body as { code: string }).code);
/** Nobody's session went over: neither was a transfer token redeemed nor a cookie of a session set at the shop. */
function nothingTaken({ shop }: TwoSites, ...browsers: Browser[]): void {
  expect(shop.to('/sessions/transferToken')).toEqual([]);
  for (const { cookies } of browsers)
    expect([...(cookies.get(shopOrigin)?.keys() ?? [])].filter((name) => name.includes('session'))).toEqual([]);
}
/** A reader who is signed in at the news, and not at the shop. */
async function reader(sites: TwoSites, name = victim): Promise<Browser> {
  const browser = sites.browser();
  await browser.signIn(newsOrigin, name);
  return browser;
}
/** The address with the code that a browser is led back to, before the shop has seen it. */
async function caught(browser: Browser, from: string | URL): Promise<URL> {
  const { at } = await browser.go(from, { halt: isCallback });
  expect(isCallback(at)).toBe(true);
  return at;
}
const codeOf = (address: URL): string => address.searchParams.get('code') ?? '';

test('unharmed, a reader who is signed in at one site is signed in at the other, and lands where the link said', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const { at, hops } = await browser.go(sites.join());
  expect(at.href).toBe(`${shopOrigin}/basket?item=5`);
  expect(hops.map(({ url, response }) => `${response.status} ${url.origin}${url.pathname}`)).toEqual([
    `303 ${shopOrigin}/sso/session/join`,
    `303 ${newsOrigin}/sso/session/authorize`,
    `303 ${shopOrigin}/sso/session/join`,
  ]);
  expect(await browser.who(shopOrigin)).toBe(victim);
});

test('no answer on the way has a body, may be kept, or tells the next site where the reader comes from (9700, 4.2 and 4.3)', async () => {
  const sites = twoSites();
  const { hops, at } = await (await reader(sites)).go(sites.join());
  for (const { response } of hops) {
    expect(await response.text()).toBe('');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    // Not 307 or 308, by which a browser would repeat a post (9700, 4.12).
    expect(response.status).toBe(303);
  }
  expect(at.search).not.toMatch(/code|state|iss/);
});

test('no address, cookie or answer that a browser gets holds a session, a transfer token or a verifier', async () => {
  const sites = twoSites();
  const { hops } = await (await reader(sites)).go(sites.join());
  const seen = hops.map(({ url, response }) => url.href + JSON.stringify([...response.headers])).join('\n');
  const [request] = sites.between;
  const { code_verifier: verifier = '' } = (await request!.json()) as Record<string, string>;
  const [redeemed] = sites.shop.to('/sessions/transferToken');
  const secrets = [verifier, redeemed?.url.searchParams.get('transferToken') ?? '', 'SESSION-OF'];
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8);
    expect(seen).not.toContain(secret);
  }
});

test('no log has a code, a verifier, a state or a token, whatever fails', async () => {
  for (const failing of [
    () => Response.json({}, { status: 500 }),
    () => Promise.reject(new TypeError('LEAK')),
    undefined,
  ]) {
    const sites = twoSites();
    if (failing) sites.shop.script['/sso/session/token'] = failing;
    const browser = await reader(sites);
    const address = await caught(browser, sites.join());
    await browser.go(address);
    await browser.go(address);
    const { searchParams } = address;
    const logs = JSON.stringify([sites.news.log, sites.shop.log]);
    for (const secret of [codeOf(address), searchParams.get('state') ?? '-', 'TRANSFER-', 'SESSION-OF', 'LEAK'])
      expect(logs).not.toContain(secret);
  }
});

const noNavigations: [string, Record<string, string>][] = [
  ['fetch of a script', { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Site': 'same-origin' }],
  ['fetch that hides its answer', { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'empty' }],
  ['frame', { 'Sec-Fetch-Dest': 'iframe' }],
  ['frame of the same origin', { 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Site': 'same-origin' }],
  ['frame of an old kind', { 'Sec-Fetch-Dest': 'frame' }],
  ['fenced frame', { 'Sec-Fetch-Dest': 'fencedframe' }],
  ['object', { 'Sec-Fetch-Dest': 'object' }],
  ['embedded plug-in', { 'Sec-Fetch-Dest': 'embed' }],
  ['image', { 'Sec-Fetch-Dest': 'image', 'Sec-Fetch-Mode': 'no-cors' }],
  ['script tag', { 'Sec-Fetch-Dest': 'script', 'Sec-Fetch-Mode': 'no-cors' }],
  ['style sheet', { 'Sec-Fetch-Dest': 'style', 'Sec-Fetch-Mode': 'no-cors' }],
  ['manifest', { 'Sec-Fetch-Dest': 'manifest', 'Sec-Fetch-Mode': 'cors' }],
  ['worker', { 'Sec-Fetch-Dest': 'serviceworker', 'Sec-Fetch-Mode': 'same-origin' }],
  ['web socket', { 'Sec-Fetch-Dest': 'websocket', 'Sec-Fetch-Mode': 'websocket' }],
  ['prefetch', { 'Sec-Purpose': 'prefetch' }],
  ['prerendering', { 'Sec-Purpose': 'prefetch;prerender' }],
  ['prefetch of an older kind', { Purpose: 'prefetch' }],
];

test.each(noNavigations)(
  'by a %s nobody gets a code, though the reader is signed in (9700, 4.16)',
  async (_how, headers) => {
    const sites = twoSites();
    const browser = await reader(sites);
    const response = await browser.request(authorizeUrl(), { headers: { ...navigation, ...headers } });
    expect([response.status, response.headers.get('location'), await code(response)]).toEqual([
      403,
      null,
      'request-refused',
    ]);
    expect(sites.news.to('/sessions/transferToken')).toEqual([]);
  },
);

test.each(noNavigations)('by a %s nothing is begun and nothing taken over', async (_how, headers) => {
  const sites = twoSites();
  const browser = await reader(sites);
  const begun = await browser.request(sites.join(), { headers: { ...navigation, ...headers } });
  expect([begun.status, begun.headers.getSetCookie()]).toEqual([403, []]);
  const address = await caught(browser, sites.join());
  const response = await browser.request(address, { headers: { ...navigation, ...headers } });
  expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
  nothingTaken(sites, browser);
});

test.each([
  ['says nothing', {}],
  ['has a service worker pass it on', { ...navigation, 'Sec-Fetch-Dest': 'empty' }],
])(
  'a browser that does not say that it loads a document, since it %s, gets no code: the reader goes on signed out',
  async (_why, headers) => {
    const sites = twoSites();
    const browser = await reader(sites);
    const { at } = await browser.go(sites.join(), { headers });
    expect(at.href).toBe(`${shopOrigin}/basket?item=5&sso_join=failed`);
    expect(sites.news.to('/sessions/transferToken')).toEqual([]);
    nothingTaken(sites, browser);
  },
);

test.each(['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])('%s gets no code', async (method) => {
  const sites = twoSites();
  const browser = await reader(sites);
  for (const url of [authorizeUrl(), sites.join()]) {
    const response = await browser.request(url, { method, headers: navigation });
    expect([response.status, response.headers.get('allow'), response.headers.get('location')]).toEqual([
      405,
      'GET',
      null,
    ]);
  }
});

test('an opener or a window of the same site sees only addresses without a code: the way is redirects alone', async () => {
  // What a window shows after each answer is what its opener may read where the site is the same: there is no document on the way.
  const sites = twoSites();
  const { hops, at } = await (await reader(sites)).go(sites.join());
  for (const { response } of hops) expect(response.headers.get('content-type')).toBeNull();
  expect(at.searchParams.size).toBe(1);
});

test('a challenge that the attacker chose: the code comes to the victim’s browser, is burnt there, and is worth nothing (9700, 4.5)', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const { verifier, challenge } = pkce();
  // A script of the news, or any page, leads the reader there; an opener cannot read where he is led back to.
  const address = await caught(browser, authorizeUrl({ code_challenge: challenge }));
  const { at } = await browser.go(address);
  expect(at.href).toBe(`${shopOrigin}/?sso_join=failed`);
  nothingTaken(sites, browser);
  const response = await changeCode(sites.news.gateway, {
    client_id: shopOrigin,
    code: codeOf(address),
    code_verifier: verifier,
  });
  expect([response.status, await code(response)]).toEqual([403, 'transfer-refused']);
});

test('the attacker’s own beginning in the victim’s browser: the code does not come back to the attacker', async () => {
  const sites = twoSites();
  const own = sites.browser();
  const { hops } = await own.go(sites.join(), { halt: ({ origin }) => origin === newsOrigin });
  const begun = hops[0]!.response.headers.get('location') ?? '';
  const browser = await reader(sites);
  const address = await caught(browser, begun);
  // The victim's browser returns to the shop with it, which burns it; the attacker, who has heard of it, comes too late.
  await browser.go(address);
  await own.go(address);
  expect(await own.who(shopOrigin)).toBeUndefined();
  expect(await browser.who(shopOrigin)).toBeUndefined();
  nothingTaken(sites, own, browser);
});

test('a code stolen on its way is worth nothing in another browser, and burnt when it is tried there (9700, 4.5)', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const address = await caught(browser, sites.join());
  const thief = sites.browser();
  // With a state of the thief's own, for which his browser has a cookie.
  const own = await thief.go(sites.join(), { halt: ({ origin }) => origin === newsOrigin });
  const state = own.at.searchParams.get('state') ?? '';
  const injected = new URL(address);
  injected.searchParams.set('state', state);
  const { at } = await thief.go(injected);
  expect(at.href).toBe(`${shopOrigin}/basket?item=5&sso_join=failed`);
  expect(await thief.who(shopOrigin)).toBeUndefined();
  // It was burnt: not even its owner gets anything for it.
  await browser.go(address);
  expect(await browser.who(shopOrigin)).toBeUndefined();
  nothingTaken(sites, thief, browser);
});

test('a code stolen on its way is worth nothing without its verifier', async () => {
  const sites = twoSites();
  const address = await caught(await reader(sites), sites.join());
  for (const code_verifier of [pkce().verifier, codeOf(address), 'a'.repeat(43)]) {
    const response = await changeCode(sites.news.gateway, {
      client_id: shopOrigin,
      code: codeOf(address),
      code_verifier,
    });
    expect([response.status, await code(response)]).toEqual([403, 'transfer-refused']);
  }
});

test('a wrong verifier burns the code: the right one comes too late', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const address = await caught(browser, sites.join());
  await changeCode(sites.news.gateway, {
    client_id: shopOrigin,
    code: codeOf(address),
    code_verifier: pkce().verifier,
  });
  const { at } = await browser.go(address);
  expect(at.searchParams.get('sso_join')).toBe('failed');
  nothingTaken(sites, browser);
});

test('a code is good once (6749, 4.1.2)', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const address = await caught(browser, sites.join());
  await browser.go(address);
  expect(await browser.who(shopOrigin)).toBe(victim);
  const [request] = sites.between;
  const again = await changeCode(sites.news.gateway, await request!.text());
  expect([again.status, await code(again)]).toEqual([403, 'transfer-refused']);
  // The address again, by the back button or by somebody who has found it: the session stays, and nothing is asked for.
  const { at } = await browser.go(address);
  expect(at.href).toBe(`${shopOrigin}/`);
  expect(sites.shop.to('/sessions/transferToken')).toHaveLength(1);
});

test('of many who try a code at the same moment, one gets something for it', async () => {
  const kept = new Map<string, string>();
  let asking = 0;
  let release = (): void => undefined;
  const all = new Promise<void>((done) => (release = done));
  const store = {
    // Nobody is answered before all have asked.
    get: async (key: string) => {
      const found = kept.get(key);
      if (!key.startsWith('join:')) return found;
      asking += 1;
      if (asking === 20) release();
      await all;
      return found;
    },
    set: async (key: string, value: string) => void kept.set(key, value),
    add: async (key: string, value: string) => !kept.has(key) && Boolean(kept.set(key, value)),
    delete: async (key: string) => void kept.delete(key),
  };
  const sites = twoSites({ news: { store } });
  const { verifier, challenge } = pkce();
  const address = await caught(await reader(sites), authorizeUrl({ code_challenge: challenge }));
  const body = { client_id: shopOrigin, code: codeOf(address), code_verifier: verifier };
  const answers = await Promise.all(Array.from({ length: 20 }, () => changeCode(sites.news.gateway, body)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test.each([
  [29_999, victim],
  [30_000, undefined],
  [31_000, undefined],
  [3600_000, undefined],
])('after %i ms the code brings %s', async (wait, expected) => {
  const sites = twoSites();
  const browser = await reader(sites);
  const address = await caught(browser, sites.join());
  sites.clock.now += wait;
  await browser.go(address);
  expect(await browser.who(shopOrigin)).toBe(expected);
});

test.each([
  ['a third site', thirdOrigin],
  ['the news themselves', newsOrigin],
  ['a site that looks like the one of the list', `${shopOrigin}.example.com`],
  ['the site with a slash', `${shopOrigin}/`],
  ['the site by http', shopOrigin.replace('https', 'http')],
  ['the site in capitals', shopOrigin.toUpperCase()],
  ['the site at another port', `${shopOrigin}:8443`],
  ['nobody', ''],
])('for %s there is no code, and nobody is led there (9700, 4.1 and 4.11)', async (_who, client) => {
  const sites = twoSites();
  const browser = await reader(sites);
  const response = await browser.request(authorizeUrl({ client_id: client }), { headers: navigation });
  expect([response.status, response.headers.get('location')]).toEqual([403, null]);
  expect(sites.news.to('/sessions/transferToken')).toEqual([]);
});

test('a code is for the site that asked: another of the list gets nothing for it, and burns it', async () => {
  const sites = twoSites({ news: { sites: [shopOrigin, thirdOrigin] } });
  const { verifier, challenge } = pkce();
  const browser = await reader(sites);
  const body = (address: URL, client: string) => ({
    client_id: client,
    code: codeOf(address),
    code_verifier: verifier,
  });
  const address = await caught(browser, authorizeUrl({ code_challenge: challenge }));
  expect((await changeCode(sites.news.gateway, body(address, thirdOrigin))).status).toBe(403);
  expect((await changeCode(sites.news.gateway, body(address, shopOrigin))).status).toBe(403);
});

test('a site that was taken off the list gets nothing for a code from before', async () => {
  const store = new Map<string, string>();
  const shared = {
    get: async (key: string) => store.get(key),
    set: async (key: string, value: string) => void store.set(key, value),
    add: async (key: string, value: string) => !store.has(key) && Boolean(store.set(key, value)),
    delete: async (key: string) => void store.delete(key),
  };
  const sites = twoSites({ news: { store: shared } });
  const { verifier, challenge } = pkce();
  const address = await caught(await reader(sites), authorizeUrl({ code_challenge: challenge }));
  const without = twoSites({ news: { store: shared, sites: [thirdOrigin] } });
  const body = { client_id: shopOrigin, code: codeOf(address), code_verifier: verifier };
  expect((await changeCode(without.news.gateway, body)).status).toBe(403);
});

test.each([
  ['another address', { redirect_uri: 'https://evil.example.com/' }],
  ['another address of the right site', { redirect_uri: `${shopOrigin}/redirect?to=https://evil.example.com` }],
])('whoever names %s to be led back to is led to the one of the list (9700, 4.1 and 4.11)', async (_what, more) => {
  const sites = twoSites();
  const { at } = await (await reader(sites)).go(authorizeUrl(more), { halt: isCallback });
  expect(`${at.origin}${at.pathname}`).toBe(`${shopOrigin}/sso/session/join`);
});

test.each([
  'https://evil.example.com/',
  '//evil.example.com',
  '/\\evil.example.com',
  '/\t/evil.example.com',
  'javascript:alert(1)',
  'https://shop.example.net.evil.example.com/',
  'https://shop.example.net@evil.example.com/',
  '/basket/../admin',
  '/basket/..%2fadmin',
  '/baskets',
])('a reader who is to land at %s lands on the start page (9700, 4.11)', async (returnUrl) => {
  const sites = twoSites({ shop: { returnPaths: ['/basket'] } });
  const browser = await reader(sites);
  expect((await browser.go(sites.join(returnUrl))).at.href).toBe(`${shopOrigin}/`);
  // Nor where nothing comes of it.
  const { at } = await sites.browser().go(sites.join(returnUrl));
  expect(at.href).toBe(`${shopOrigin}/?sso_join=signed-out`);
});

test('a site that is not listed cannot be joined from: nobody is led there (9700, 4.11)', async () => {
  const sites = twoSites();
  for (const from of [thirdOrigin, shopOrigin, `${newsOrigin}.example.com`, 'javascript:alert(1)', '']) {
    const url = sites.join();
    url.searchParams.set('from', from);
    const { at, hops } = await (await reader(sites)).go(url);
    expect([at.href, hops.length]).toEqual([`${shopOrigin}/basket?item=5&sso_join=failed`, 1]);
  }
  expect(sites.between).toEqual([]);
});

test('login CSRF: a code of the attacker’s own, put into the victim’s browser, signs nobody in (9700, 4.7)', async () => {
  const sites = twoSites();
  const address = await caught(await reader(sites, attacker), sites.join());
  for (const prepare of [
    async () => undefined,
    // The victim has begun, too: a cookie is there, of another state.
    async (browser: Browser) => {
      await browser.go(sites.join(), { halt: ({ origin }) => origin === newsOrigin });
    },
  ]) {
    const browser = sites.browser();
    await prepare(browser);
    const { at } = await browser.go(address);
    expect(at.href).toBe(`${shopOrigin}/?sso_join=failed`);
    expect(await browser.who(shopOrigin)).toBeUndefined();
    nothingTaken(sites, browser);
  }
});

test('login CSRF: whoever is signed in at the shop stays who he is, whatever link he follows', async () => {
  const sites = twoSites();
  const browser = await reader(sites, attacker);
  await browser.signIn(shopOrigin, victim);
  const { at, hops } = await browser.go(sites.join());
  expect([at.href, hops.length]).toEqual([`${shopOrigin}/basket?item=5`, 1]);
  expect(await browser.who(shopOrigin)).toBe(victim);
  // Also where he signed in while he was on his way.
  const other = await reader(sites, attacker);
  const address = await caught(other, sites.join());
  await other.signIn(shopOrigin, victim);
  await other.go(address);
  expect(await other.who(shopOrigin)).toBe(victim);
  expect(sites.shop.to('/sessions/transferToken')).toEqual([]);
});

test.each([
  ['no state', undefined],
  ['an empty state', ''],
  ['another state', 'x'.repeat(22)],
  ['the name of another cookie', '../sso_session'],
  ['a state of megabytes', 'x'.repeat(20_000)],
])('with %s a code signs nobody in, is burnt and goes out of the address (9700, 4.7)', async (_what, state) => {
  const sites = twoSites();
  const browser = await reader(sites);
  const address = await caught(browser, sites.join());
  const wrong = new URL(address);
  if (state === undefined) wrong.searchParams.delete('state');
  else wrong.searchParams.set('state', state);
  const { at } = await browser.go(wrong);
  expect([at.origin, at.pathname, [...at.searchParams.keys()]]).toEqual([shopOrigin, '/', ['sso_join']]);
  // Burnt, at the gateway that had made it.
  await browser.go(address);
  expect(await browser.who(shopOrigin)).toBeUndefined();
  nothingTaken(sites, browser);
});

test('mix-up: what a second site leads back with from a third is sent to neither (9700, 4.4; 9207)', async () => {
  const sites = twoSites({ shop: { sites: [newsOrigin, thirdOrigin] } });
  const sent: string[] = [];
  sites.shop.script['/sso/session/token'] = async (request) => {
    sent.push(new URL(request.url).origin);
    return sites.news.gateway.fetch(request);
  };
  const browser = await reader(sites);
  const begin = sites.join();
  begin.searchParams.set('from', thirdOrigin);
  const { at } = await browser.go(begin);
  // The third site, which is listed and harmful, sends the browser on to the news with what it was asked.
  const passed = new URL(`${newsOrigin}/sso/session/authorize${at.search}`);
  const address = await caught(browser, passed);
  await browser.go(address);
  expect(sent).toEqual([newsOrigin]);
  expect(await browser.who(shopOrigin)).toBeUndefined();
  nothingTaken(sites, browser);
  const body = { client_id: shopOrigin, code: codeOf(address), code_verifier: pkce().verifier };
  expect((await changeCode(sites.news.gateway, body)).status).toBe(403);
});

test.each([
  ['without the name of the site that it is from', undefined],
  ['with the name of a stranger', thirdOrigin],
  ['with the name of the shop itself', shopOrigin],
])('mix-up: a code %s is sent nowhere', async (_what, iss) => {
  const sites = twoSites();
  const browser = await reader(sites);
  const address = await caught(browser, sites.join());
  if (iss === undefined) address.searchParams.delete('iss');
  else address.searchParams.set('iss', iss);
  await browser.go(address);
  expect(sites.between).toEqual([]);
  expect(await browser.who(shopOrigin)).toBeUndefined();
});

test.each([
  ['without a challenge', { code_challenge: undefined }],
  ['with an empty challenge', { code_challenge: '' }],
  ['with a short challenge', { code_challenge: 'x'.repeat(42) }],
  ['with a plain challenge', { code_challenge_method: 'plain' }],
  ['without a method', { code_challenge_method: undefined }],
  ['without a state', { state: undefined }],
  ['with a state of megabytes', { state: 'x'.repeat(20_000) }],
  ['with a state that adds parameters', { state: 'x&code=y' }],
])('%s there is no code (9700, 2.1.1 and 4.8)', async (_what, more) => {
  const sites = twoSites();
  const browser = await reader(sites);
  const response = await browser.request(authorizeUrl(more), { headers: navigation });
  const back = new URL(response.headers.get('location') ?? '');
  expect([response.status, `${back.origin}${back.pathname}`]).toEqual([303, `${shopOrigin}/sso/session/join`]);
  expect([back.searchParams.get('error'), back.searchParams.has('code')]).toEqual(['invalid_request', false]);
  expect(back.href.length).toBeLessThan(400);
  expect(sites.news.to('/sessions/transferToken')).toEqual([]);
});

test.each(['client_id', 'state', 'code_challenge', 'code_challenge_method'])(
  'where %s comes twice there is no code (6749, 3.1)',
  async (name) => {
    const sites = twoSites();
    const url = authorizeUrl();
    url.searchParams.append(name, name === 'client_id' ? thirdOrigin : (url.searchParams.get(name) ?? ''));
    const response = await (await reader(sites)).request(url, { headers: navigation });
    expect(response.headers.get('location') ?? '').not.toMatch(/[?&]code=/);
    expect(sites.news.to('/sessions/transferToken')).toEqual([]);
  },
);

test('where a parameter of the way back comes twice, nobody is signed in', async () => {
  for (const name of ['code', 'state', 'iss']) {
    const sites = twoSites();
    const browser = await reader(sites);
    const address = await caught(browser, sites.join());
    address.searchParams.append(name, address.searchParams.get(name) ?? '');
    await browser.go(address);
    expect(await browser.who(shopOrigin)).toBeUndefined();
  }
});

test.each([
  ['a page of another site', { 'Sec-Fetch-Site': 'cross-site', Origin: thirdOrigin }],
  ['a page of the asking site', { 'Sec-Fetch-Site': 'cross-site', Origin: shopOrigin }],
  ['a page of the same site', { 'Sec-Fetch-Site': 'same-origin', Origin: newsOrigin, 'X-SSO-Request': '1' }],
  ['a page of an old browser', { Origin: newsOrigin }],
  ['a sandboxed page', { Origin: 'null' }],
  ['somebody with cookies', { Cookie: 'a=b' }],
])('%s cannot change a code, though it had code and verifier', async (_who, headers) => {
  const sites = twoSites();
  const { verifier, challenge } = pkce();
  const address = await caught(await reader(sites), authorizeUrl({ code_challenge: challenge }));
  const body = { client_id: shopOrigin, code: codeOf(address), code_verifier: verifier };
  const response = await changeCode(sites.news.gateway, body, headers);
  expect([response.status, await code(response)]).toEqual([403, 'request-refused']);
});

test('a form of another site cannot change a code either', async () => {
  const sites = twoSites();
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
    const response = await changeCode(sites.news.gateway, 'a=b', { 'Content-Type': type });
    expect([response.status, await code(response)]).toEqual([415, 'not-json']);
  }
});

test('guessing codes leaves nothing in the store and burns nobody else’s', async () => {
  const keys = new Set<string>();
  const store = {
    get: async () => undefined,
    set: async (key: string) => void keys.add(key),
    add: async (key: string) => Boolean(keys.add(key)),
    delete: async () => undefined,
  };
  const sites = twoSites({ news: { store } });
  for (let count = 0; count < 50; count += 1) {
    const { verifier, challenge } = pkce();
    const body = { client_id: shopOrigin, code: challenge, code_verifier: verifier };
    expect((await changeCode(sites.news.gateway, body)).status).toBe(403);
  }
  expect([...keys]).toEqual([]);
});

test('whoever reads the store gets neither a code nor a transfer token from it, nor can he swap what codes stand for', async () => {
  const kept = new Map<string, string>();
  const store = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: string) => void kept.set(key, value),
    add: async (key: string, value: string) => !kept.has(key) && Boolean(kept.set(key, value)),
    delete: async (key: string) => void kept.delete(key),
  };
  const sites = twoSites({ news: { store } });
  const address = await caught(await reader(sites), sites.join());
  const text = JSON.stringify([...kept]);
  for (const secret of [codeOf(address), 'TRANSFER-', 'SESSION-OF', victim]) expect(text).not.toContain(secret);

  const mine = pkce();
  const own = await caught(await reader(sites, attacker), authorizeUrl({ code_challenge: mine.challenge }));
  const [first = '', second = ''] = [...kept.keys()].filter((key) => key.startsWith('join:'));
  kept.set(second, kept.get(first) ?? '');
  const body = { client_id: shopOrigin, code: codeOf(own), code_verifier: mine.verifier };
  expect((await changeCode(sites.news.gateway, body)).status).toBe(403);
});

test('a sign-out at the first site voids a code that is on its way', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const address = await caught(browser, sites.join());
  await browser.signOut(newsOrigin);
  await browser.go(address);
  expect(await browser.who(shopOrigin)).toBeUndefined();
});

test('a sign-out at the second site ends what was on its way there, in all tabs', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const address = await caught(browser, sites.join());
  await browser.signOut(shopOrigin);
  expect([...(browser.cookies.get(shopOrigin) ?? [])]).toEqual([]);
  await browser.go(address);
  expect(await browser.who(shopOrigin)).toBeUndefined();
});

test('a sign-out that comes while the code is being changed is not undone by it', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const address = await caught(browser, sites.join());
  const token = sites.shop.script['/sso/session/token']!;
  sites.shop.script['/sso/session/token'] = async (request) => {
    await browser.signOut(shopOrigin);
    return token(request);
  };
  await browser.go(address);
  expect(await browser.who(shopOrigin)).toBeUndefined();
});

test('no session gets younger on its way: its end counts from the sign-in at the first site', async () => {
  const days = (count: number) => count * 86_400_000;
  const sites = twoSites();
  const browser = await reader(sites);
  for (let day = 0; day < 80; day += 10) {
    sites.clock.now += days(10);
    expect(await browser.who(newsOrigin)).toBe(victim);
  }
  await browser.go(sites.join());
  for (let day = 80; day < 90; day += 5) {
    expect(await browser.who(shopOrigin)).toBe(victim);
    sites.clock.now += days(5);
  }
  expect(await browser.who(shopOrigin)).toBeUndefined();
});

test('cookies of a sub-domain’s making, and of other looks, begin nothing (9700, 4.7)', async () => {
  const sites = twoSites();
  const own = await reader(sites, attacker);
  const address = await caught(own, sites.join());
  const [name = '', value = ''] =
    [...(own.cookies.get(shopOrigin) ?? [])].find(([each]) => each.includes('join')) ?? [];
  expect(name).toMatch(/^__Host-sso_join_[\w-]{22}$/);
  for (const cookie of [
    `\u00a0${name}=${value}`,
    `${name.replace('__Host-', '')}=${value}`,
    `${name}=${value}; ${name}=x`,
    `${name}=${value.slice(0, -2)}xx`,
    `__Host-sso_join_${'x'.repeat(22)}=${value}`,
  ]) {
    const browser = sites.browser();
    const response = await browser.request(address, { headers: { ...navigation, Cookie: cookie } });
    expect(response.headers.getSetCookie().filter((line) => line.includes('session'))).toEqual([]);
  }
});

test('what is begun is bounded: no more than three beginnings are kept in one browser, the oldest go', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const addresses: URL[] = [];
  for (let count = 0; count < 8; count += 1) {
    sites.clock.now += 1000;
    addresses.push(await caught(browser, sites.join()));
    expect([...(browser.cookies.get(shopOrigin) ?? [])].length).toBeLessThanOrEqual(3);
  }
  for (const [name, value] of browser.cookies.get(shopOrigin) ?? [])
    expect(name.length + value.length).toBeLessThan(2400);
  await browser.go(addresses[6]!);
  expect(await browser.who(shopOrigin)).toBe(victim);
});

test('a beginning that cannot be unsealed is the first to go', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  const addresses: URL[] = [];
  for (let count = 0; count < 2; count += 1) addresses.push(await caught(browser, sites.join()));
  const damaged = `__Host-sso_join_${'x'.repeat(22)}`;
  browser.cookies.get(shopOrigin)?.set(damaged, 'damaged');
  await caught(browser, sites.join());
  expect(browser.cookies.get(shopOrigin)?.has(damaged)).toBe(false);
  await browser.go(addresses[0]!);
  expect(await browser.who(shopOrigin)).toBe(victim);
});

test('a beginning is kept for five minutes', async () => {
  const sites = twoSites();
  const browser = await reader(sites);
  await browser.go(sites.join(), { halt: ({ origin }) => origin === newsOrigin });
  const [line = ''] = (await sites.browser().request(sites.join(), { headers: navigation })).headers.getSetCookie();
  expect(line).toMatch(/^__Host-sso_join_.*; Path=\/; Max-Age=300; Secure; HttpOnly; SameSite=Lax$/);
});

test.each(['1', '2', '999', undefined])(
  'the calls of before are gone, for version %s of the protocol',
  async (version) => {
    const { news, shop } = twoSites();
    for (const [path, { gateway }, type, body] of [
      ['transfer', news, 'application/json', JSON.stringify({ to: shopOrigin })],
      ['redeem', shop, 'application/x-www-form-urlencoded', 'token=T&returnUrl=/'],
    ] as const) {
      const response = await gateway.fetch(
        new Request(`${newsOrigin}/sso/session/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': type, Origin: newsOrigin, ...(version && { 'X-SSO-Request': version }) },
          body,
        }),
      );
      expect([response.status, await code(response), response.headers.getSetCookie()]).toEqual([
        410,
        'call-removed',
        [],
      ]);
    }
  },
);
