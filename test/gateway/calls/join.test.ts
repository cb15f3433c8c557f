/** A session on its way to another site: what readers see, what is logged, and what fails. The attacks on it are in test/attacks/transfer.test.ts. */
import { expect, test } from 'vitest';
import type { GatewayOptions } from '../../../src/gateway/index.js';
import { error, json, session, type Site, site } from '../support/harness.js';
import {
  changeCode,
  isCallback,
  navigation,
  newsOrigin,
  openBrowser,
  shopOrigin,
  type TwoSites,
  twoSites,
} from '../support/two-sites.js';

const token = '/sso/session/token';
/** A reader who is signed in at the news, on the way to the shop. */
async function onTheWay(sites: TwoSites) {
  const browser = sites.browser();
  await browser.signIn(newsOrigin);
  const { at } = await browser.go(sites.join(), { halt: isCallback });
  return { browser, at };
}
const problems = ({ log }: Site) =>
  log.filter(({ event }) => event === 'problem').map(({ level, path, code }) => [level, path, code]);
const failed = `${shopOrigin}/basket?item=5&sso_join=failed`;

test('whoever is signed in nowhere goes on signed out, and the page can see why', async () => {
  const sites = twoSites();
  const browser = sites.browser();
  const { at, hops } = await browser.go(sites.join('/basket?item=5#top'));
  expect(at.href).toBe(`${shopOrigin}/basket?item=5&sso_join=signed-out#top`);
  const back = hops[2]!.url.searchParams;
  expect([back.get('error'), back.get('code'), back.get('iss')]).toEqual(['login_required', null, newsOrigin]);
  expect([...(browser.cookies.get(shopOrigin) ?? [])]).toEqual([]);
  expect([problems(sites.news), problems(sites.shop)]).toEqual([[], []]);
});

test('a mark of an earlier try goes out of the address', async () => {
  const sites = twoSites();
  const page = '/basket?sso_join=signed-out&item=5';
  const browser = sites.browser();
  expect((await browser.go(sites.join(page))).at.search).toBe('?item=5&sso_join=signed-out');
  await browser.signIn(newsOrigin);
  expect((await browser.go(sites.join(page))).at.search).toBe('?item=5');
});

test.each([
  [undefined, '/'],
  [`${shopOrigin}/konto`, '/konto'],
  ['/konto?a=b#c', '/konto?a=b#c'],
  [`/${'x'.repeat(1000)}`, '/'],
])('after %s was asked for, the reader goes on to %s', async (returnUrl, expected) => {
  const sites = twoSites();
  const browser = sites.browser();
  await browser.signIn(newsOrigin);
  const begin = sites.join(returnUrl);
  if (returnUrl === undefined) begin.searchParams.delete('returnUrl');
  const { at } = await browser.go(begin);
  expect(at.pathname + at.search + at.hash).toBe(expected);
  const refused = sites.shop.log.some(({ event }) => event === 'return-url-refused');
  expect(refused).toBe(returnUrl !== undefined && expected === '/');
});

test('a session that the hosted API has ended goes nowhere, and has ended at the first site, too', async () => {
  const sites = twoSites();
  const browser = sites.browser();
  await browser.signIn(newsOrigin);
  sites.news.script['/sessions/transferToken'] = () => error(401, 20028);
  const { at } = await browser.go(sites.join());
  expect(at.searchParams.get('sso_join')).toBe('signed-out');
  sites.news.script['/sessions/validate'] = () => error(401, 20028);
  expect(await browser.who(newsOrigin)).toBeUndefined();
  expect(sites.news.log.some(({ event }) => event === 'api-token-refused')).toBe(false);
});

test.each([
  [400, 99400, 'info', 'invalid-data'],
  [401, 99401, 'warn', 'misconfigured'],
  [429, 99429, 'info', 'rate-limited'],
  [500, 99500, 'warn', 'upstream-failed'],
])(
  'a transfer token that the hosted API refuses with %i and %i leads back: %s %s',
  async (status, number, level, code) => {
    const sites = twoSites();
    const browser = sites.browser();
    await browser.signIn(newsOrigin);
    sites.news.script['/sessions/transferToken'] = () => error(status, number);
    expect((await browser.go(sites.join())).at.href).toBe(failed);
    expect(problems(sites.news)).toEqual([[level, 'session/authorize', code]]);
    expect(await browser.who(newsOrigin)).toBe('reader@example.org');
  },
);

test.each([
  [400, 99400, 'info', 'transfer-refused'],
  [401, 20028, 'info', 'transfer-refused'],
  [401, undefined, 'info', 'transfer-refused'],
  [404, 20040, 'info', 'transfer-refused'],
  [412, 20041, 'info', 'transfer-refused'],
  [401, 99401, 'warn', 'misconfigured'],
  [429, 99429, 'info', 'rate-limited'],
  [500, 99500, 'warn', 'upstream-failed'],
  [504, undefined, 'warn', 'upstream-timeout'],
])(
  'a token refused at the second site with %i and %s leads on, signed out: %s %s',
  async (status, number, level, code) => {
    const sites = twoSites();
    const { browser, at } = await onTheWay(sites);
    sites.shop.script['/sessions/transferToken'] = () => error(status, number);
    expect((await browser.go(at)).at.href).toBe(failed);
    expect(await browser.who(shopOrigin)).toBeUndefined();
    expect(problems(sites.shop)).toEqual([[level, 'session/join', code]]);
  },
);

test('a session that no cookie can hold leads on, signed out', async () => {
  const sites = twoSites();
  const { browser, at } = await onTheWay(sites);
  sites.shop.script['/sessions/transferToken'] = () => session('x'.repeat(30_000), 200);
  expect((await browser.go(at)).at.href).toBe(failed);
  expect(problems(sites.shop)).toEqual([['warn', 'session/join', 'upstream-failed']]);
});

const closed: [object, string][] = [
  [{ disableSsoFunctionality: true }, 'login-unavailable'],
  [{ emergencyMode: 'PLENIGO_MODE' }, 'login-emergency'],
  [{ settings: { allowedDomains: 'other.example' } }, 'domain-not-allowed'],
  [{ settings: { allowedDomains: 'news.example.org' } }, 'domain-not-allowed'],
];
test.each(closed)('with the settings %j nobody is led away, nor is anything taken over', async (document, code) => {
  const settings = () => json(document);
  const begun = twoSites();
  begun.shop.script['/processes/settings/sso'] = settings;
  const { at, hops } = await begun.browser().go(begun.join());
  expect([at.href, hops.length]).toEqual([failed, 1]);
  const level = code === 'domain-not-allowed' ? 'info' : 'warn';
  expect(problems(begun.shop)).toEqual([[level, 'session/join', code]]);

  const sites = twoSites({ shop: { settingsMaxAge: 0 } });
  const way = await onTheWay(sites);
  sites.shop.script['/processes/settings/sso'] = settings;
  expect((await way.browser.go(way.at)).at.href).toBe(failed);
  expect(sites.between).toEqual([]);
});

test('settings that cannot be read stop nobody', async () => {
  const sites = twoSites();
  sites.shop.script['/processes/settings/sso'] = () => error(500);
  const { browser, at } = await onTheWay(sites);
  await browser.go(at);
  expect(await browser.who(shopOrigin)).toBe('reader@example.org');
});

test('gateways at other paths are found where the lists say', async () => {
  const at = (origin: string, path: string): Partial<GatewayOptions> => ({
    basePath: path,
    sites: [{ origin, endpoint: `${origin}/konto/sso` }],
  });
  const sites = twoSites({ news: at(shopOrigin, '/konto/sso') });
  const shop = site({}, { now: () => sites.clock.now, origins: [shopOrigin], ...at(newsOrigin, '/konto/sso') });
  const browser = openBrowser({ [shopOrigin]: shop.gateway });
  const begun = await browser.request(`${shopOrigin}/konto/sso/session/join?from=${newsOrigin}`, {
    headers: navigation,
  });
  const asked = new URL(begun.headers.get('location') ?? '');
  expect(`${asked.origin}${asked.pathname}`).toBe(`${newsOrigin}/konto/sso/session/authorize`);
  const answered = await sites.news.gateway.fetch(new Request(asked, { headers: navigation }));
  expect(answered.headers.get('location')).toContain(`${shopOrigin}/konto/sso/session/join?`);
});

test('an origin alone stands for the path at which browsers reach this gateway', async () => {
  const { gateway } = site({}, { publicPath: '/account/api', sites: [shopOrigin] });
  const url = `${newsOrigin}/sso/session/authorize?client_id=${shopOrigin}`;
  const response = await gateway.fetch(new Request(url, { headers: navigation }));
  expect(response.headers.get('location')).toContain(`${shopOrigin}/account/api/session/join?`);
});

test('one gateway with several origins hands a session from one of them to another', async () => {
  const sites = twoSites();
  const origins = [newsOrigin, shopOrigin];
  const both = site(
    { ...sites.news.script, [token]: (request) => both.gateway.fetch(request) },
    { now: () => sites.clock.now, origins, sites: origins },
  );
  const browser = openBrowser({ [newsOrigin]: both.gateway, [shopOrigin]: both.gateway });
  await browser.signIn(newsOrigin);
  await browser.go(sites.join());
  expect(await browser.who(shopOrigin)).toBe('reader@example.org');
});

const answers: [string, () => Response | Promise<Response>, string, string][] = [
  ['is out of reach', () => Promise.reject(new TypeError('connect ECONNREFUSED LEAK')), 'upstream-failed', 'TypeError'],
  ['hangs', () => new Promise<Response>(() => undefined), 'upstream-timeout', 'Failure'],
  ['has a fault', () => new Response('LEAK', { status: 502 }), 'upstream-failed', 'not JSON'],
  ['answers with a problem', () => json({ code: 'gateway-failed' }, 500), 'upstream-failed', 'refused'],
  ['answers with a page', () => new Response('<html>LEAK'), 'upstream-failed', 'not JSON'],
  ['answers with nothing', () => new Response(null, { status: 204 }), 'upstream-failed', 'not JSON'],
  ['answers with null', () => json(null), 'upstream-failed', 'not as the protocol says'],
  [
    'leaves the token out',
    () => json({ kind: 'transfer', signedIn: 1 }),
    'upstream-failed',
    'not as the protocol says',
  ],
  [
    'has a token of any length',
    () => json({ kind: 'transfer', token: 'x'.repeat(501), signedIn: 1 }),
    'upstream-failed',
    'not as the protocol says',
  ],
  ['answers without an end', () => json({ more: 'x'.repeat(10_000) }), 'upstream-failed', 'redirected or too long'],
  [
    'leads elsewhere',
    () => new Response(null, { status: 307, headers: { Location: 'https://evil.example.com/' } }),
    'upstream-failed',
    'redirected or too long',
  ],
];
test.each(answers)(
  'where the other gateway %s, the reader goes on signed out, and it is on the log',
  async (_what, reply, code, reason) => {
    const sites = twoSites({ shop: { timeout: 300 } });
    const { browser, at } = await onTheWay(sites);
    let asked = 0;
    sites.shop.script[token] = () => {
      asked += 1;
      return reply();
    };
    expect((await browser.go(at)).at.href).toBe(failed);
    expect(asked).toBe(1);
    expect(await browser.who(shopOrigin)).toBeUndefined();
    expect(sites.shop.log).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'other-site-failed', site: newsOrigin, code, reason }),
    );
    expect(JSON.stringify(sites.shop.log)).not.toContain('LEAK');
  },
);

test('the call between the gateways says nothing of the reader, and follows nothing', async () => {
  const sites = twoSites();
  const { browser, at } = await onTheWay(sites);
  await browser.go(at);
  const [request] = sites.between;
  expect([...request!.headers.keys()].sort()).toEqual(['accept', 'content-type']);
  expect([request!.method, request!.redirect, new URL(request!.url).search]).toEqual(['POST', 'manual', '']);
});

test('where the store of the first site fails there is no code, and the reader goes on signed out', async () => {
  const fail = () => Promise.reject(new Error('LEAK'));
  const sites = twoSites({ news: { store: { get: fail, set: fail, add: fail, delete: fail } } });
  const browser = sites.browser();
  await browser.signIn(newsOrigin);
  const { at } = await browser.go(sites.join());
  expect(at.href).toBe(failed);
  expect(JSON.stringify([sites.news.log, sites.shop.log])).not.toContain('LEAK');
});

test('where the store of the second site fails, the session is taken over all the same', async () => {
  const fail = () => Promise.reject(new Error('no store'));
  const sites = twoSites({ shop: { store: { get: fail, set: fail, add: fail, delete: fail } } });
  const { browser, at } = await onTheWay(sites);
  await browser.go(at);
  expect(await browser.who(shopOrigin)).toBe('reader@example.org');
});

test.each([
  ['no JSON', '{', 400],
  ['a list', '[]', 400],
  [
    'a member too many',
    JSON.stringify({ client_id: 'x', code: 'x'.repeat(43), code_verifier: 'x'.repeat(43), a: 1 }),
    400,
  ],
  ['a code of another form', JSON.stringify({ client_id: 'x', code: 'x', code_verifier: 'x'.repeat(43) }), 400],
  ['too much', JSON.stringify({ code: 'x'.repeat(20_000) }), 413],
])('a request for a token with %s is refused', async (_what, body, status) => {
  expect((await changeCode(twoSites().news.gateway, body)).status).toBe(status);
});

test.each(['GET', 'HEAD', 'PUT', 'DELETE'])('%s changes no code', async (method) => {
  const { news } = twoSites();
  const response = await news.gateway.fetch(new Request(`${newsOrigin}${token}`, { method }));
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});

test('by default no site takes part', async () => {
  const { gateway } = site();
  const url = `${newsOrigin}/sso/session/authorize?client_id=${shopOrigin}`;
  expect((await gateway.fetch(new Request(url, { headers: navigation }))).status).toBe(403);
});

test('in the browsers that refuse Secure cookies on localhost the way is the same', async () => {
  const [one, two] = ['http://localhost:8080', 'http://127.0.0.1:8080'];
  const sites = twoSites();
  const both = site(
    { ...sites.news.script, [token]: (request) => both.gateway.fetch(request) },
    { now: () => sites.clock.now, origins: [one, two], sites: [one, two], devCookies: true },
  );
  const browser = openBrowser({ [one]: both.gateway, [two]: both.gateway });
  await browser.signIn(one);
  await browser.go(`${two}/sso/session/join?from=${one}`);
  expect(await browser.who(two)).toBe('reader@example.org');
  expect([...(browser.cookies.get(two)?.keys() ?? [])]).toEqual(['sso_dev_session', 'sso_session']);
});

test('a session that is older than the second site allows is not taken over', async () => {
  const sites = twoSites({ shop: { sessionMaxAge: 86_400 } });
  const browser = sites.browser();
  await browser.signIn(newsOrigin);
  sites.clock.now += 2 * 86_400_000;
  expect((await browser.go(sites.join())).at.href).toBe(failed);
  expect([...(browser.cookies.get(shopOrigin) ?? [])]).toEqual([]);
  expect(problems(sites.shop)).toEqual([['info', 'session/join', 'signed-out']]);
});
