import { expect, test } from 'vitest';
import { apiToken, credentials, origin, session, site, step } from '../support/harness.js';

const verify = { '/processes/login/verify': () => session() };
const none = undefined;

const codes: Record<number, string> = { 400: 'protocol-unknown', 403: 'request-refused', 415: 'not-json' };

/** Sec-Fetch-Site, Origin, X-SSO-Request, Content-Type → status of a posted login. */
test.each([
  ['same-origin', origin, '1', 'application/json', 200],
  ['same-origin', none, '1', 'application/json', 200],
  ['same-origin', 'null', '1', 'application/json', 200],
  ['same-origin', 'https://evil.example', '1', 'application/json', 403],
  ['same-origin', `${origin}:8443`, '1', 'application/json', 403],
  ['same-origin', origin, '1', 'application/json; charset=utf-8', 200],
  ['same-origin', origin, '1', 'Application/JSON', 200],
  [none, origin, '1', 'application/json', 200],
  [none, none, '1', 'application/json', 403],
  [none, 'null', '1', 'application/json', 403],
  [none, 'https://evil.example', '1', 'application/json', 403],
  [none, `${origin}.evil.example`, '1', 'application/json', 403],
  [none, 'http://news.example.org', '1', 'application/json', 403],
  ['same-site', origin, '1', 'application/json', 403],
  ['cross-site', origin, '1', 'application/json', 403],
  ['none', origin, '1', 'application/json', 403],
  ['', origin, '1', 'application/json', 403],
  ['same-origin, cross-site', origin, '1', 'application/json', 403],
  ['same-origin', origin, none, 'application/json', 403],
  ['same-origin', origin, '', 'application/json', 403],
  ['same-origin', origin, '0', 'application/json', 400],
  ['same-origin', origin, '2', 'application/json', 400],
  ['same-origin', origin, 'true', 'application/json', 400],
  ['cross-site', origin, '2', 'application/json', 403],
  ['same-origin', origin, '1', none, 415],
  ['same-origin', origin, '1', 'text/plain', 415],
  ['same-origin', origin, '1', 'application/x-www-form-urlencoded', 415],
  ['same-origin', origin, '1', 'multipart/form-data; boundary=application/json', 415],
  ['same-origin', origin, '1', 'application/jsonp', 415],
  ['same-origin', origin, '1', 'text/plain; application/json', 415],
  ['cross-site', origin, none, 'text/plain', 403],
])('Sec-Fetch-Site %s, Origin %s, X-SSO-Request %s, type %s: %i', async (fetchSite, from, header, type, status) => {
  const news = site(verify);
  const headers = new Headers();
  if (fetchSite !== undefined) headers.set('Sec-Fetch-Site', fetchSite);
  if (from !== undefined) headers.set('Origin', from);
  if (header !== undefined) headers.set('X-SSO-Request', header);
  const body = new TextEncoder().encode(JSON.stringify(credentials));
  if (type !== undefined) headers.set('Content-Type', type);
  const response = await news.gateway.fetch(
    new Request(`${origin}/sso/login/start`, { method: 'POST', headers, body }),
  );
  expect(response.status).toBe(status);
  if (status !== 200) {
    expect(news.sent).toEqual([]);
    expect(((await response.json()) as { code: string }).code).toBe(codes[status]);
  }
});

test.each([
  ['session', 'GET', 'same-origin', none, 200],
  ['session', 'GET', none, none, 200],
  ['session', 'GET', 'cross-site', none, 403],
  ['session', 'GET', 'same-site', none, 403],
  ['session', 'GET', 'none', none, 403],
  ['session', 'HEAD', 'cross-site', none, 403],
  ['flow', 'GET', 'same-origin', none, 200],
  ['flow', 'GET', none, none, 200],
  ['flow', 'GET', 'cross-site', none, 403],
  ['settings', 'GET', 'cross-site', none, 200],
  ['settings', 'GET', 'none', none, 200],
  ['session', 'DELETE', 'same-origin', '1', 200],
  ['session', 'DELETE', 'same-origin', none, 403],
  ['session', 'DELETE', 'cross-site', '1', 403],
  ['session', 'DELETE', none, '1', 403],
  ['flow?flow=aaaaaaaaaaaaaaaaaaaaaa', 'DELETE', 'same-origin', '1', 200],
  ['flow?flow=aaaaaaaaaaaaaaaaaaaaaa', 'DELETE', 'same-site', '1', 403],
])('%s by %s with Sec-Fetch-Site %s and X-SSO-Request %s: %i', async (path, method, fetchSite, header, status) => {
  const headers = new Headers();
  if (fetchSite !== undefined) headers.set('Sec-Fetch-Site', fetchSite);
  if (header !== undefined) headers.set('X-SSO-Request', header);
  const response = await site().gateway.fetch(new Request(`${origin}/sso/${path}`, { method, headers }));
  expect(response.status).toBe(status);
});

test.each([
  ['GET', 'login', 404, 'not-found'],
  ['POST', 'login/verify', 404, 'not-found'],
  ['GET', '', 404, 'not-found'],
  ['GET', 'session/end', 404, 'not-found'],
  ['GET', 'constructor', 404, 'not-found'],
  ['POST', 'processes/login/verify', 404, 'not-found'],
  ['GET', 'login/start', 405, 'method-not-allowed'],
  ['PUT', 'login/start', 405, 'method-not-allowed'],
  ['DELETE', 'login/start', 405, 'method-not-allowed'],
  ['OPTIONS', 'login/start', 405, 'method-not-allowed'],
  ['POST', 'session', 405, 'method-not-allowed'],
  ['POST', 'settings', 405, 'method-not-allowed'],
  ['PATCH', 'flow', 405, 'method-not-allowed'],
])('%s %s is none of the calls: %i %s', async (method, path, status, code) => {
  const news = site(verify);
  const response = await news.request(method, path, method === 'POST' || method === 'PUT' ? { body: credentials } : {});
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
  expect(news.sent).toEqual([]);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('a refused method names those that the path takes', async () => {
  expect((await site().request('PATCH', 'session')).headers.get('allow')).toBe('GET, DELETE');
  expect((await site().request('PUT', 'login/start')).headers.get('allow')).toBe('POST');
});

test('calls are served below the base path alone', async () => {
  const news = site(verify, { basePath: '/konto/sso' });
  expect((await news.get('session')).status).toBe(404);
  const at = (path: string) => news.gateway.fetch(new Request(origin + path));
  expect((await at('/konto/sso/session')).status).toBe(200);
  expect((await at('/session')).status).toBe(404);
  for (const basePath of ['', '/']) {
    expect((await site({}, { basePath }).gateway.fetch(new Request(`${origin}/session`))).status).toBe(200);
  }
});

test.each([
  ['session', 'no-store'],
  ['flow', 'no-store'],
  ['nothing', 'no-store'],
  ['settings', 'public, max-age=60, stale-while-revalidate=600'],
  ['settings?language=german', 'no-store'],
])('%s is answered with Cache-Control %s, and its type is not guessed', async (path, cache) => {
  const { headers } = await site().get(path);
  expect(headers.get('cache-control')).toBe(cache);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('answers of the login are never stored', async () => {
  const news = site({ '/processes/login/verify': () => step('TWO_FACTOR') });
  const response = await news.post('login/start', credentials);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('content-type')).toBe('application/json');
});

test('HEAD is answered as GET, without a body', async () => {
  const response = await site().request('HEAD', 'session');
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('the API token goes to the hosted API, and with it what the API needs', async () => {
  const news = site(verify);
  await news.post('login/start', credentials);
  const { headers, method, url } = news.to('/processes/login/verify')[0] ?? {};
  expect(headers?.get('x-plenigo-token')).toBe(apiToken);
  expect(headers?.get('accept')).toBe('application/json');
  expect(headers?.get('content-type')).toBe('application/json');
  expect([method, url?.href]).toEqual(['POST', 'https://api.example.net/api/v3.0/processes/login/verify']);
  expect(headers?.get('cookie')).toBeNull();
});

test.each([
  '/sso/l%6fgin/start',
  '/sso/login%2fstart',
  '/sso/LOGIN/start',
  '/%73so/login/start',
  '/ss%6F/login/start',
  '/s%73%6f/login/start/',
  '/sso%2flogin/start',
  '/%2fsso/login/start',
  '//sso/login/start',
  '/sso//login/start',
  '/SSO/login/start',
])('a path in another spelling, %s, is no call', async (path) => {
  const news = site(verify);
  const headers = { 'Sec-Fetch-Site': 'same-origin', 'X-SSO-Request': '1', 'Content-Type': 'application/json' };
  const ask = (to: string) =>
    news.gateway.fetch(new Request(origin + to, { method: 'POST', headers, body: JSON.stringify(credentials) }));
  expect((await ask(path)).status).toBe(404);
  expect(news.sent).toEqual([]);
  for (const spelt of ['/sso/login/start', '/sso/login/start/']) expect((await ask(spelt)).status).toBe(200);
});

test('a base path of several parts has one spelling, and none leaves the calls theirs', async () => {
  const news = site({}, { basePath: '/konto/sso' });
  const root = site({}, { basePath: '/' });
  const ask = async ({ gateway }: typeof news, path: string) =>
    (await gateway.fetch(new Request(origin + path))).status;
  for (const path of ['/k%6fnto/sso/session', '/konto/%73so/session', '/konto%2fsso/session', '/x/konto/sso/session'])
    expect([path, await ask(news, path)]).toEqual([path, 404]);
  for (const path of ['/%73ession', '/x/session']) expect([path, await ask(root, path)]).toEqual([path, 404]);
  expect([await ask(news, '/konto/sso/session'), await ask(root, '/session')]).toEqual([200, 200]);
});

/** A name of a stranger's points at the gateway: to a browser, page and address have the same origin. */
test.each([
  ['its own Origin', { Origin: 'https://foreign.example' }, 'https://foreign.example'],
  ['an Origin that is hidden', { Origin: 'null' }, undefined],
  ['no Origin', {}, undefined],
])('a page on a foreign name with %s signs nobody in or out, and the log names it', async (_what, more, named) => {
  const news = site(verify);
  const headers = { Host: 'foreign.example', 'Sec-Fetch-Site': 'same-origin', 'X-SSO-Request': '1', ...more };
  const json = { ...headers, 'Content-Type': 'application/json' };
  const at = 'https://foreign.example/sso/';
  const calls = [
    new Request(`${at}login/start`, { method: 'POST', headers: json, body: JSON.stringify(credentials) }),
    new Request(`${at}session`, { method: 'DELETE', headers }),
  ];
  for (const call of calls) expect((await news.gateway.fetch(call)).status).toBe(403);
  expect(news.sent).toEqual([]);
  const [line] = news.log.filter(({ event }) => event === 'origin-unlisted');
  expect(line).toMatchObject({ level: 'warn' });
  expect((line as { origin?: string } | undefined)?.origin).toBe(named);
});

test('behind a proxy that asks for another host, the Origin alone counts', async () => {
  const headers = { Host: '127.0.0.1:8787', 'Sec-Fetch-Site': 'same-origin', Origin: origin, 'X-SSO-Request': '1' };
  const call = new Request('http://127.0.0.1:8787/sso/session', { method: 'DELETE', headers });
  expect((await site().gateway.fetch(call)).status).toBe(200);
});

test('no answer can be framed, embedded by another site, or sends its address on', async () => {
  const news = site();
  const broken = site({}, { facts: () => Promise.reject(new Error('broken')) as never });
  const answers = await Promise.all([
    ...['settings', 'session', 'flow', 'nowhere'].map((path) => news.get(path)),
    news.request('OPTIONS', 'session'),
    broken.get('session'),
  ]);
  for (const { headers } of answers) {
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});
