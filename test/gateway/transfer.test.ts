import { expect, test } from 'vitest';
import type { GatewayOptions } from '../../src/gateway/index.js';
import { credentials, error, json, origin, type Script, session, sessionToken, site, type Site } from './harness.js';
import { say } from './registering.js';

const other = 'https://shop.example.org';
const token = 'TRANSFER-TOKEN-3f4a';
const path = '/sessions/transferToken';
const form = 'application/x-www-form-urlencoded';

const sender = (script: Script = {}, options: Partial<GatewayOptions> = {}) =>
  site(
    { '/processes/login/verify': () => session(), [path]: () => json({ transferToken: token }), ...script },
    { transferOrigins: [other], ...options },
  );
const receiver = (script: Script = {}, options: Partial<GatewayOptions> = {}) =>
  site({ [path]: () => session(sessionToken, 200), ...script }, { redeemFrom: [other], ...options });
/** A form of another site, as a browser posts it. */
const redeem = (news: Site, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  news.request('POST', 'session/redeem', {
    text: new URLSearchParams(fields).toString(),
    headers: {
      'Content-Type': form,
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
      'X-SSO-Request': '',
      Origin: other,
      ...headers,
    },
  });
const refused = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

test('a session is handed over as a one-time token for a form to a listed site', async () => {
  const news = sender();
  await news.post('login/start', credentials);
  expect(await say(news, 'session/transfer', { to: other })).toEqual({
    status: 200,
    kind: 'transfer',
    action: `${other}/sso/session/redeem`,
    token,
  });
  expect(news.to(path).map(({ method, body }) => [method, body])).toEqual([
    ['POST', { customerSession: sessionToken }],
  ]);
});

test('a listed site can have its gateway elsewhere', async () => {
  const far = { origin: other, redeem: `${other}/konto/session/redeem` };
  const news = sender({}, { transferOrigins: [far] });
  await news.post('login/start', credentials);
  expect(await say(news, 'session/transfer', { to: other })).toMatchObject({ action: far.redeem });
});

test.each(['https://evil.example', `${other}/`, 'https://shop.example.org.evil.example', origin, 'shop.example.org'])(
  'to %s no session is handed over',
  async (to) => {
    const news = sender();
    await news.post('login/start', credentials);
    expect(await say(news, 'session/transfer', { to })).toMatchObject({ status: 403, code: 'transfer-refused' });
    expect(news.to(path)).toEqual([]);
  },
);

test('without configured sites nothing is handed over', async () => {
  const news = sender({}, { transferOrigins: [] });
  await news.post('login/start', credentials);
  expect(await say(news, 'session/transfer', { to: other })).toMatchObject({ code: 'transfer-refused' });
});

test('whoever is not signed in has nothing to hand over, nor whose session has ended', async () => {
  const news = sender({ [path]: () => error(401, 20028) });
  expect(await say(news, 'session/transfer', { to: other })).toMatchObject({ status: 401, code: 'signed-out' });
  expect(news.to(path)).toEqual([]);
  await news.post('login/start', credentials);
  expect(await say(news, 'session/transfer', { to: other })).toMatchObject({ status: 401, code: 'signed-out' });
  news.script[path] = () => error(401);
  expect(await say(news, 'session/transfer', { to: other })).toMatchObject({ code: 'signed-out' });
  expect(news.log.some(({ event }) => event === 'api-token-refused')).toBe(false);
});

test('a session that a transfer finds ended has ended for the next question, too, however lately it was validated', async () => {
  const news = sender({ [path]: () => error(401, 20028), '/sessions/validate': () => error(401, 20028) });
  await news.post('login/start', credentials);
  expect(await (await news.get('session')).json()).toMatchObject({ kind: 'session' });
  await say(news, 'session/transfer', { to: other });
  expect(await (await news.get('session')).json()).toEqual({ kind: 'signedOut', reason: 'ended' });
  expect([...news.cookies.keys()]).toEqual([]);
});

test('a transfer that fails in any other way leaves the session as it is', async () => {
  const news = sender({ [path]: () => error(500), '/sessions/validate': () => error(401, 20028) });
  await news.post('login/start', credentials);
  await say(news, 'session/transfer', { to: other });
  expect(await (await news.get('session')).json()).toMatchObject({ kind: 'session' });
});

test.each([
  [400, 99400, 'invalid-data'],
  [401, 99401, 'misconfigured'],
  [429, 99429, 'rate-limited'],
  [500, 99500, 'upstream-failed'],
  [504, 99504, 'upstream-timeout'],
])('a transfer refused with %i and %i is %s', async (status, errorCode, code) => {
  const news = sender({ [path]: () => error(status, errorCode) });
  await news.post('login/start', credentials);
  expect(await say(news, 'session/transfer', { to: other })).toMatchObject({ code });
});

test('the other site takes the session over and sends the reader on', async () => {
  const news = receiver();
  const response = await redeem(news, { token, returnUrl: '/konto?a=b' });
  expect([response.status, response.headers.get('location'), await response.text()]).toEqual([303, '/konto?a=b', '']);
  expect([response.headers.get('cache-control'), response.headers.get('referrer-policy')]).toEqual([
    'no-store',
    'no-referrer',
  ]);
  expect(news.to(path).map(({ method, url }) => [method, url.search])).toEqual([['GET', `?transferToken=${token}`]]);
  expect([...news.cookies.keys()]).toEqual(['__Host-sso_session', 'sso_session']);
  expect(await (await news.get('session')).json()).toMatchObject({ kind: 'session', customer: { id: '4711' } });
});

test.each([
  [undefined, '/'],
  [`${origin}/konto`, '/konto'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/other', '/'],
])('after %s was asked for, the reader goes on to %s', async (returnUrl, expected) => {
  const news = receiver({}, { returnPaths: ['/konto'] });
  const response = await redeem(news, { token, ...(returnUrl !== undefined && { returnUrl }) });
  expect([response.status, response.headers.get('location')]).toEqual([303, expected]);
});

/** Another site must not be able to sign its visitors in to an account of its own. */
test.each<[string, Record<string, string>]>([
  ['a foreign origin', { Origin: 'https://evil.example' }],
  ['an origin that looks like a listed one', { Origin: `${other}.evil.example` }],
  ['a hidden origin', { Origin: 'null' }],
  ['no origin', { Origin: '' }],
  ['the own origin, which is not listed', { Origin: origin, 'Sec-Fetch-Site': 'same-origin' }],
  ['a script', { 'Sec-Fetch-Mode': 'cors' }],
  ['a script that hides', { 'Sec-Fetch-Mode': 'no-cors' }],
  ['JSON', { 'Content-Type': 'application/json' }],
  ['text', { 'Content-Type': 'text/plain' }],
  ['a multipart form', { 'Content-Type': 'multipart/form-data; boundary=x' }],
])('a post by %s signs nobody in', async (_name, headers) => {
  const news = receiver();
  expect(await refused(await redeem(news, { token }, headers))).toEqual([403, 'transfer-refused']);
  expect([news.sent, news.setCookies]).toEqual([[], []]);
});

test('by default no session is taken over', async () => {
  expect(await refused(await redeem(receiver({}, { redeemFrom: [] }), { token }))).toEqual([403, 'transfer-refused']);
});

test('an old browser that tells no mode is believed by its origin', async () => {
  const news = receiver();
  const response = await news.gateway.fetch(
    new Request(`${origin}/sso/session/redeem`, {
      method: 'POST',
      headers: { 'Content-Type': `${form}; charset=UTF-8`, Origin: other },
      body: `token=${token}`,
    }),
  );
  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
});

test('a form without a token is refused before the API is asked', async () => {
  const news = receiver();
  for (const text of ['', 'returnUrl=/', 'token=']) {
    const headers = { 'Content-Type': form, Origin: other };
    expect(await refused(await news.request('POST', 'session/redeem', { text, headers }))).toEqual([
      403,
      'transfer-refused',
    ]);
  }
  expect(news.sent).toEqual([]);
});

test('a form that is too large, or no text, is refused', async () => {
  const news = receiver();
  expect(await refused(await redeem(news, { token: 'x'.repeat(20_000) }))).toEqual([413, 'request-too-large']);
  const broken = new Request(`${origin}/sso/session/redeem`, {
    method: 'POST',
    headers: { 'Content-Type': form, Origin: other },
    body: new Uint8Array([0xff, 0xfe]),
  });
  expect(await refused(await news.gateway.fetch(broken))).toEqual([403, 'transfer-refused']);
});

test.each([
  [400, 99400, 403, 'transfer-refused'],
  [400, undefined, 403, 'transfer-refused'],
  [401, 20028, 403, 'transfer-refused'],
  [401, undefined, 403, 'transfer-refused'],
  [404, 20040, 403, 'transfer-refused'],
  [404, undefined, 403, 'transfer-refused'],
  [412, 20041, 403, 'transfer-refused'],
  [412, undefined, 403, 'transfer-refused'],
  [401, 99401, 502, 'misconfigured'],
  [429, 99429, 429, 'rate-limited'],
  [500, 99500, 502, 'upstream-failed'],
  [504, undefined, 504, 'upstream-timeout'],
])('a token refused with %i and %s is %i %s', async (status, errorCode, told, code) => {
  const news = receiver({ [path]: () => error(status, errorCode) });
  const response = await redeem(news, { token });
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await refused(response)).toEqual([told, code]);
  expect(news.setCookies).toEqual([]);
});

test.each(['GET', 'PUT', 'DELETE'])('%s redeems nothing', async (method) => {
  const response = await receiver().request(method, 'session/redeem');
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});

test('the token is in no address and no log of ours', async () => {
  for (const reply of [
    () => session(sessionToken, 200),
    () => error(500),
    () => Promise.reject(new TypeError(token)),
  ]) {
    const news = receiver({ [path]: reply });
    const response = await redeem(news, { token });
    const told = JSON.stringify([...response.headers]) + (await response.text()) + JSON.stringify(news.log);
    expect(told).not.toContain(token);
    expect(told).not.toContain(sessionToken);
  }
});
