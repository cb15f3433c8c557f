/**
 * Attacks on access tokens. They prove that a server at the edge which checks one as docs/paywall.md does takes none but the gateway's own; that one
 * counts for five minutes at most, whoever has a copy; that a sign-out and another sign-in take it from the browser; and that the gateway itself
 * believes none.
 */
import { readFileSync } from 'node:fs';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { expect, test, vi } from 'vitest';
import { newAccessKey } from '../gateway/support/access-key.js';
import { error, json, origin, session, site, type Site } from '../gateway/support/harness.js';
import { granted, hasAccess, minutes, page, refused, seconds, signedIn } from '../gateway/support/own-server.js';

const cookie = '__Host-sso_access';
const key = await newAccessKey();
const keySet = async (news: Site) =>
  (await (await news.gateway.fetch(page(news, {}, '/sso/access-keys'))).json()) as JSONWebKeySet;

/** What docs/paywall.md has a server at the edge check. */
const checks = {
  algorithms: ['ES256'],
  typ: 'sso-access+jwt',
  issuer: `${origin}/sso`,
  audience: origin,
  requiredClaims: ['sub', 'exp'],
};
async function atEdge(news: Site, token: string | undefined) {
  try {
    const keys = createLocalJWKSet(await keySet(news));
    const { payload } = await jwtVerify(token ?? '', keys, { ...checks, currentDate: new Date(news.clock.now) });
    return payload;
  } catch {
    return undefined;
  }
}
const withKeys = (script = {}, accessToken = {}) => signedIn(script, { accessToken: { keys: [key], ...accessToken } });
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('the page has the checks that are tried here', () => {
  const text = readFileSync('docs/paywall.md', 'utf8');
  for (const line of [
    "algorithms: ['ES256']",
    "typ: 'sso-access+jwt'",
    "requiredClaims: ['sub', 'exp']",
    'issuer:',
    'audience:',
  ])
    expect(text).toContain(line);
});

test('a sign-in sets a token that the edge takes, which no script reads', async () => {
  const news = await withKeys();
  const now = news.clock.now / 1000;
  const token = news.cookies.get(cookie);
  const own = { iss: `${origin}/sso`, aud: origin, sub: '4711', iat: now, exp: now + 300 };
  expect(await atEdge(news, token)).toEqual(own);
  expect(news.setCookies.find((line) => line.startsWith(cookie))).toMatch(
    /^__Host-sso_access=[\w.-]+; Path=\/; Max-Age=300; Secure; HttpOnly; SameSite=Lax$/,
  );
});

test('a copy counts for five minutes at most, and shorter where the option says so', async () => {
  for (const maxAge of [300, 60]) {
    const news = await withKeys({}, { maxAge });
    const copy = news.cookies.get(cookie);
    news.clock.now += seconds(maxAge) - 1000;
    expect(await atEdge(news, copy)).toBeDefined();
    news.clock.now += 1000;
    expect(await atEdge(news, copy)).toBeUndefined();
  }
});

test('a token is made anew at its half, by a call and by a page, and not before', async () => {
  const news = await withKeys();
  const first = news.cookies.get(cookie);
  news.clock.now += seconds(149);
  expect((await news.gateway.readSession(page(news))).setCookies).toEqual([]);
  news.clock.now += seconds(1);
  expect((await news.gateway.readSession(page(news))).setCookies).toHaveLength(1);
  await news.get('session');
  const second = news.cookies.get(cookie);
  expect(second).not.toBe(first);
  expect((await atEdge(news, second))?.exp).toBe(news.clock.now / 1000 + 300);
});

test('a sign-out takes it from the browser, and so does a session that has ended', async () => {
  const news = await withKeys();
  await news.request('DELETE', 'session');
  expect(news.cookies.has(cookie)).toBe(false);
  const ended = await withKeys({ '/sessions/validate': () => error(401) });
  ended.clock.now += minutes(6);
  await ended.get('session');
  expect(ended.cookies.has(cookie)).toBe(false);
});

test('the next person at the browser gets their own at once', async () => {
  const news = await withKeys();
  news.script['/processes/login/verify'] = () => session('ANOTHER-SESSION');
  news.script['/sessions/customerData'] = () => json({ customerId: '4712' });
  await news.post('login/start', { identifier: 'other@example.org', password: 'x' });
  expect((await atEdge(news, news.cookies.get(cookie)))?.sub).toBe('4712');
  news.script['/sessions/customerData'] = () => error(500);
  await news.post('login/start', { identifier: 'third@example.org', password: 'x' });
  expect(news.cookies.has(cookie)).toBe(false);
});

test('forged tokens are not taken', async () => {
  const news = await withKeys();
  const set = await keySet(news);
  const [{ kid = '', ...publicKey } = {}] = set.keys;
  const [head = '', body = '', signature = ''] = (news.cookies.get(cookie) ?? '').split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const other = await generateKeyPair('ES256');
  const sign = (header: object, secret: CryptoKey | Uint8Array) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'sso-access+jwt', kid, ...header }).sign(secret);
  const own = await crypto.subtle.importKey('jwk', { ...key }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const forged = {
    unsigned: `${encoded({ alg: 'none', typ: 'sso-access+jwt', kid })}.${body}.`,
    'without its signature': `${head}.${body}.`,
    'by HS256 with the public key': await sign({ alg: 'HS256' }, new TextEncoder().encode(JSON.stringify(publicKey))),
    'by another key with its name': await sign({}, other.privateKey),
    'with another key in its header': await sign({ jwk: await exportJWK(other.publicKey) }, other.privateKey),
    'of another customer': `${head}.${encoded({ ...claims, sub: '1' })}.${signature}`,
    'that lives longer': `${head}.${encoded({ ...claims, exp: 9e9 })}.${signature}`,
    'of another type, signed with the key': await sign({ typ: 'JWT' }, own),
  };
  expect(await atEdge(news, await sign({}, own))).toBeDefined();
  for (const [what, token] of Object.entries(forged))
    expect([what, await atEdge(news, token)]).toEqual([what, undefined]);
});

test('a token for another audience or of another gateway is not taken', async () => {
  for (const options of [{ audience: 'another' }, { keys: [await newAccessKey()] }]) {
    const other = await withKeys({}, options);
    expect(await atEdge(await withKeys(), other.cookies.get(cookie))).toBeUndefined();
  }
});

test('the gateway itself believes none: a token alone signs nobody in, and one that was changed is made anew', async () => {
  const news = await withKeys();
  const token = news.cookies.get(cookie) ?? '';
  const alone = page(news, { cookie: `${cookie}=${token}` });
  const { state, setCookies } = await news.gateway.readSession(alone);
  expect([state, setCookies.join()]).toEqual(['signed-out', expect.stringContaining(`${cookie}=; Path=/; Max-Age=0`)]);
  const [head = '', body = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  for (const spoilt of [
    'x',
    `${head}.${encoded({ ...claims, exp: 9e9 })}.x`,
    `${head}.${encoded({ ...claims, sub: '1' })}.x`,
  ]) {
    news.cookies.set(cookie, spoilt);
    await news.get('session');
    expect(await atEdge(news, news.cookies.get(cookie))).toBeDefined();
  }
});

test('rights that are listed are in it, and where nobody can say there are none', async () => {
  const rights = ['plus', 'epaper'];
  const byRight = (request: Request) => (request.url.endsWith('=plus') ? granted() : refused());
  const news = await withKeys({ [hasAccess]: byRight }, { rights });
  expect((await atEdge(news, news.cookies.get(cookie)))?.['rights']).toEqual(['plus']);
  const failing = await withKeys({ [hasAccess]: () => error(500) }, { rights });
  expect(await atEdge(failing, failing.cookies.get(cookie))).not.toHaveProperty('rights');
});

test('a token without rights is made anew once they can be read, and kept until then', async () => {
  const news = await withKeys({ [hasAccess]: () => error(500) }, { rights: ['plus'] });
  const first = news.cookies.get(cookie);
  const asked = () => news.to(hasAccess).length;
  const before = asked();
  for (let count = 0; count < 5; count++) await news.get('session');
  expect([news.cookies.get(cookie), asked()]).toEqual([first, before]);
  news.script[hasAccess] = granted;
  news.clock.now += seconds(10);
  await news.get('session');
  expect((await atEdge(news, news.cookies.get(cookie)))?.['rights']).toEqual(['plus']);
  await news.get('session');
  expect(asked()).toBe(before + 1);
});

test('a session that this instance cannot read keeps its token, as its cookie', async () => {
  const news = await withKeys();
  const rotating = site({}, { secrets: ['a new secret of at least 32 characters'], accessToken: { keys: [key] } });
  for (const [name, value] of news.cookies) rotating.cookies.set(name, value);
  await rotating.get('session');
  expect(rotating.cookies.get(cookie)).toBe(news.cookies.get(cookie));
  expect(rotating.cookies.has('__Host-sso_session')).toBe(true);
  await rotating.request('DELETE', 'session');
  expect(rotating.cookies.has(cookie)).toBe(false);
});

test('a key that cannot be loaded once is loaded the next time', async () => {
  const real = crypto.subtle.importKey.bind(crypto.subtle) as (...given: unknown[]) => Promise<CryptoKey>;
  let fails = 1;
  const spy = vi.spyOn(crypto.subtle, 'importKey').mockImplementation((async (...given: unknown[]) => {
    if (given[0] === 'jwk' && fails-- > 0) throw new Error('busy');
    return real(...given);
  }) as never);
  const news = await withKeys({}, { keys: [await newAccessKey()] });
  expect(news.cookies.has(cookie)).toBe(false);
  await news.get('session');
  expect(await atEdge(news, news.cookies.get(cookie))).toBeDefined();
  spy.mockRestore();
});

test('public keys alone are published, for caches, with their thumbprints, also while they are rotated', async () => {
  const next = await newAccessKey();
  const news = await signedIn({}, { accessToken: { keys: [next, key] } });
  const before = await withKeys();
  expect(await atEdge(news, before.cookies.get(cookie))).toBeDefined();
  const response = await news.gateway.fetch(page(news, {}, '/sso/access-keys'));
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  const text = await response.text();
  expect((JSON.parse(text) as JSONWebKeySet).keys).toHaveLength(2);
  for (const { d } of [next, key]) expect(text).not.toContain(d);
  expect(text).not.toContain('"d"');
  for (const { kid } of (JSON.parse(text) as JSONWebKeySet).keys) expect(kid).toMatch(/^[\w-]{43}$/);
});

test('with cookies for development it has another name, and is as good', async () => {
  const local = 'http://localhost:8080';
  const news = await signedIn({}, { devCookies: true, origins: [local], accessToken: { keys: [key] } });
  const token = news.cookies.get('sso_dev_access') ?? '';
  const keys = createLocalJWKSet(await keySet(news));
  const own = { ...checks, issuer: `${local}/sso`, audience: local, currentDate: new Date(news.clock.now) };
  expect((await jwtVerify(token, keys, own)).payload.sub).toBe('4711');
});

test('without the option there is neither cookie nor key', async () => {
  const news = await signedIn();
  expect(news.cookies.has(cookie)).toBe(false);
  expect((await news.gateway.fetch(page(news, {}, '/sso/access-keys'))).status).toBe(404);
});

test('a key that is no pair signs nobody in or out, and the log says it without the key', async () => {
  const news = await signedIn({}, { accessToken: { keys: [{ ...key, d: (await newAccessKey()).d }] } });
  const { state } = await news.gateway.readSession(page(news));
  expect(state).toBe('signed-in');
  const failed = news.log.some(({ event }) => event === 'access-token-failed');
  // Runtimes that do not compare the halves sign what no server takes.
  expect(failed || (await atEdge(news, news.cookies.get(cookie))) === undefined).toBe(true);
  expect(JSON.stringify(news.log)).not.toContain(key.x);
});

test.each([
  { keys: [] },
  { keys: [{ ...key, d: undefined }] },
  { keys: [{ ...key, crv: 'P-384' }] },
  { keys: [{ ...key, kid: 'own' }] },
  { keys: [key, key] },
  { keys: 'text' },
  { keys: [key], maxAge: 301 },
  { keys: [key], maxAge: 9 },
  { keys: [key], audience: '' },
  { keys: [key], rights: ['a,b'] },
  { keys: [key], issuer: 'x' },
  'text',
])('options that are wrong are refused at the start, and no key is repeated', async (accessToken) => {
  const started = signedIn({}, { accessToken: accessToken as never });
  await expect(started).rejects.toThrow(/accessToken: /);
  await expect(started).rejects.not.toThrow(key.d);
});
