import { expect, test } from 'vitest';
import type { GatewayOptions } from '../../../src/gateway/index.js';
import {
  credentials,
  error,
  json,
  origin,
  type Script,
  session,
  sessionToken,
  site,
  type Site,
} from '../support/harness.js';
import { say } from '../support/registering.js';

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

test('an old browser without fetch metadata is judged by its origin', async () => {
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

/** Where a reader who could not be signed in is sent, and what is logged. */
const ledOn = (response: Response, { log, setCookies }: Site) => ({
  status: response.status,
  to: response.headers.get('location'),
  cookies: setCookies,
  log: log.filter(({ event }) => event === 'problem').map(({ level, path: at, code }) => [level, at, code]),
});
/** The API is not asked to redeem anything. */
const unspent = (news: Site) => expect(news.to(path)).toEqual([]);

test('a form without a token leads on, signed out, before the API is asked', async () => {
  for (const [text, to] of [
    ['', '/'],
    ['returnUrl=/konto', '/konto'],
    ['token=&returnUrl=//evil.example', '/'],
  ] as const) {
    const news = receiver();
    const response = await news.request('POST', 'session/redeem', {
      text,
      headers: { 'Content-Type': form, Origin: other },
    });
    const log = [['info', 'session/redeem', 'transfer-refused']];
    expect(ledOn(response, news)).toEqual({ status: 303, to, cookies: [], log });
    unspent(news);
  }
});

test('a form that is too large, or no text, leads on to the start page, signed out', async () => {
  const large = receiver();
  expect(ledOn(await redeem(large, { token: 'x'.repeat(20_000), returnUrl: '/konto' }), large)).toMatchObject({
    status: 303,
    to: '/',
    log: [['info', 'session/redeem', 'request-too-large']],
  });
  const broken = receiver();
  const request = new Request(`${origin}/sso/session/redeem`, {
    method: 'POST',
    headers: { 'Content-Type': form, Origin: other },
    body: new Uint8Array([0xff, 0xfe]),
  });
  expect(ledOn(await broken.gateway.fetch(request), broken)).toMatchObject({ status: 303, to: '/', cookies: [] });
  unspent(broken);
});

const closed: [object, string][] = [
  [{ disableSsoFunctionality: true }, 'login-unavailable'],
  [{ emergencyMode: 'PLENIGO_MODE' }, 'login-emergency'],
  [{ settings: { allowedDomains: 'other.example' } }, 'domain-not-allowed'],
  [{ settings: { allowedDomains: 'shop.example.org' } }, 'domain-not-allowed'],
];
test.each(closed)('with the settings %j nobody is signed in, and the token is not spent', async (document, code) => {
  const news = receiver({ '/processes/settings/sso': () => json(document) });
  const response = await redeem(news, { token, returnUrl: '/konto' });
  const level = code === 'domain-not-allowed' ? 'info' : 'warn';
  const log = [[level, 'session/redeem', code]];
  expect(ledOn(response, news)).toEqual({ status: 303, to: '/konto', cookies: [], log });
  unspent(news);
});

test.each([
  ['this site’s own domain', { settings: { allowedDomains: 'news.example.org' } }],
  ['a domain above it', { settings: { allowedDomains: 'example.org' } }],
])('%s is what the settings have to allow, not that of the site that sends', async (_what, document) => {
  const news = receiver(
    { '/processes/settings/sso': () => json(document) },
    { redeemFrom: ['https://partner.example'] },
  );
  const response = await redeem(news, { token }, { Origin: 'https://partner.example' });
  expect([response.status, news.cookies.has('__Host-sso_session')]).toEqual([303, true]);
});

test('behind a proxy that sends another host, the first of the site’s origins counts', async () => {
  const news = receiver({ '/processes/settings/sso': () => json({ settings: { allowedDomains: 'example.org' } }) });
  const request = (body: string) =>
    new Request('http://10.0.0.7:3000/sso/session/redeem', {
      method: 'POST',
      headers: { 'Content-Type': form, Origin: other },
      body,
    });
  const response = await news.gateway.fetch(request(`token=${token}`));
  expect([response.status, response.headers.getSetCookie().length > 0]).toEqual([303, true]);
});

test('settings that cannot be read stop no transfer', async () => {
  const news = receiver({ '/processes/settings/sso': () => error(500) });
  const response = await redeem(news, { token });
  expect([response.status, news.cookies.has('__Host-sso_session')]).toEqual([303, true]);
});

test.each([
  [400, 99400, 'info', 'transfer-refused'],
  [400, undefined, 'info', 'transfer-refused'],
  [401, 20028, 'info', 'transfer-refused'],
  [401, undefined, 'info', 'transfer-refused'],
  [404, 20040, 'info', 'transfer-refused'],
  [404, undefined, 'info', 'transfer-refused'],
  [412, 20041, 'info', 'transfer-refused'],
  [412, undefined, 'info', 'transfer-refused'],
  [401, 99401, 'warn', 'misconfigured'],
  [429, 99429, 'info', 'rate-limited'],
  [500, 99500, 'warn', 'upstream-failed'],
  [504, undefined, 'warn', 'upstream-timeout'],
])(
  'a token refused with %i and %s leads on, signed out, and is logged: %s %s',
  async (status, errorCode, level, code) => {
    const news = receiver({ [path]: () => error(status, errorCode) });
    const response = await redeem(news, { token, returnUrl: '/konto' });
    expect([response.headers.get('referrer-policy'), await response.clone().text()]).toEqual(['no-referrer', '']);
    const log = [[level, 'session/redeem', code]];
    expect(ledOn(response, news)).toEqual({ status: 303, to: '/konto', cookies: [], log });
  },
);

test('a session that no cookie can hold leads on, signed out', async () => {
  const news = receiver({ [path]: () => session('x'.repeat(30_000), 200) });
  const log = [['warn', 'session/redeem', 'upstream-failed']];
  expect(ledOn(await redeem(news, { token }), news)).toEqual({ status: 303, to: '/', cookies: [], log });
});

test('whatever else goes wrong leads on, signed out, and is logged as ours, without what was said', async () => {
  const news = receiver({ [path]: () => session(sessionToken, 200) });
  news.clock.now = NaN;
  const response = await redeem(news, { token });
  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  expect(news.log.filter(({ level }) => level === 'error')).toMatchObject([
    { event: 'problem', code: 'gateway-failed' },
  ]);
});

test('somebody who is signed in here already stays so when a token is refused', async () => {
  const news = receiver({ '/processes/login/verify': () => session() });
  await news.post('login/start', credentials);
  news.script[path] = () => error(412, 20041);
  await redeem(news, { token });
  expect(await (await news.get('session')).json()).toMatchObject({ kind: 'session' });
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
    const sent = JSON.stringify([...response.headers]) + (await response.text()) + JSON.stringify(news.log);
    expect(sent).not.toContain(token);
    expect(sent).not.toContain(sessionToken);
  }
});
