import { expect, test } from 'vitest';
import { calls } from '../../../src/contract/calls.js';
import { credentials, origin, session, site, start, step } from '../support/harness.js';

const script = {
  '/processes/login/verify': () => step('TWO_FACTOR'),
  '/processes/login/verifyTwoFactorAuth': () => session(),
};
const flow = 'aaaaaaaaaaaaaaaaaaaaaa';
const long = 'x'.repeat(101);

test.each([
  ['login/start', {}, { identifier: 'missing', password: 'missing' }],
  ['login/start', { identifier: 'r' }, { password: 'missing' }],
  ['login/start', { identifier: '', password: '' }, { identifier: 'missing', password: 'missing' }],
  ['login/start', { identifier: '   ', password: 'p' }, { identifier: 'missing' }],
  ['login/start', { identifier: long, password: long }, { identifier: 'too-long', password: 'too-long' }],
  ['login/start', { identifier: 1, password: null }, { identifier: 'invalid', password: 'invalid' }],
  ['login/start', { identifier: ['r'], password: { a: 1 } }, { identifier: 'invalid', password: 'invalid' }],
  ['login/start', { ...credentials, extra: 1 }, undefined],
  ['login/start', { ...credentials, email: 'x' }, undefined],
  ['login/start', { ...credentials, language: 'deutsch' }, undefined],
  ['login/start', { ...credentials, returnUrl: 'x'.repeat(2001) }, undefined],
  ['login/start', { ...credentials, flow }, undefined],
  ['login/start', [credentials], undefined],
  ['login/start', null, undefined],
  ['login/start', 'text', undefined],
  ['login/google', {}, undefined],
  ['login/google', { idToken: 'x'.repeat(4001) }, undefined],
  ['login/two-factor', { flow }, { code: 'missing' }],
  ['login/two-factor', { flow, code: ' - ' }, { code: 'missing' }],
  ['login/two-factor', { flow, code: '1234567' }, { code: 'too-long' }],
  ['login/two-factor', { flow, code: '1'.repeat(41) }, { code: 'too-long' }],
  ['login/two-factor', { flow, code: 123456 }, { code: 'invalid' }],
  ['login/two-factor', { code: '123456' }, undefined],
  ['login/two-factor', { flow: '../../etc/passwd/aaaaaa', code: '123456' }, undefined],
  ['login/reset-password', { flow }, { password: 'missing' }],
  ['login/reset-password', { flow, password: long }, { password: 'too-long' }],
  ['login/additional-data', { flow, salutation: 'COMPANY' }, { salutation: 'invalid' }],
  ['login/additional-data', { flow, username: long }, { username: 'too-long' }],
  ['login/additional-data', { flow, username: 'http://evil.example' }, { username: 'invalid' }],
  ['login/additional-data', { flow, firstName: 'a\u202Eb' }, { firstName: 'invalid' }],
  ['login/start', { ...credentials, identifier: 'a@b.example\nBcc: c' }, { identifier: 'invalid' }],
  ['registration/start', { email: 'a\u2028@b.example', password: 'p' }, { email: 'invalid' }],
  ['password-forgotten/start', { identifier: 'a\0' }, { identifier: 'invalid' }],
  ['account-connect/start', { email: 'a@b.example', password: 'p', city: 'A\nB' }, { city: 'invalid' }],
  ['login/additional-data', { flow, terms: true }, undefined],
  ['login/end-sessions', { flow, session: 'x'.repeat(41) }, undefined],
  ['login/end-sessions', { flow, session: 1 }, undefined],
])('%s with %j is refused, and the fields at fault are %j', async (path, body, fields) => {
  const news = site(script);
  const response = await news.post(path, body);
  const problem = (await response.json()) as Record<string, unknown>;
  expect([response.status, problem['code'], problem['fields']]).toEqual([400, 'invalid-request', fields]);
  expect(news.sent).toEqual([]);
});

test.each(['', '{', '{"identifier":"a"', 'undefined', '<html>', '\u0000', '{"identifier":"a","password":"b"} x'])(
  'a body that is no JSON (%j) is refused',
  async (text) => {
    const news = site(script);
    const response = await news.request('POST', 'login/start', { text });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'invalid-request']);
    expect(news.sent).toEqual([]);
  },
);

test('a member named __proto__ is one that the contract does not name', async () => {
  const news = site(script);
  const text = '{"identifier":"a","password":"b","__proto__":{"x":1}}';
  expect((await news.request('POST', 'login/start', { text })).status).toBe(400);
  expect(news.sent).toEqual([]);
});

const raw = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request(`${origin}/sso/login/start`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', 'X-SSO-Request': '1', 'Sec-Fetch-Site': 'same-origin', ...headers },
    duplex: 'half',
  } as RequestInit);
const endless = () => {
  let chunks = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      chunks += 1;
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
  });
  return { body, read: () => chunks };
};

test('a body over 16 KB is refused by its declared length', async () => {
  const news = site(script);
  const response = await news.gateway.fetch(raw('{}', { 'Content-Length': '16385' }));
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([413, 'request-too-large']);
});

test('a body over 16 KB is refused while it is read, whatever length it declares', async () => {
  const news = site(script);
  for (const headers of [{}, { 'Content-Length': '2' }, { 'Content-Length': 'nonsense' }]) {
    const { body, read } = endless();
    const response = await news.gateway.fetch(raw(body, headers));
    expect(response.status).toBe(413);
    expect(read()).toBeLessThan(25);
  }
  expect(news.sent).toEqual([]);
});

test('a body of exactly 16 KB is read', async () => {
  const text = JSON.stringify(credentials).padEnd(16 * 1024);
  expect((await site(script).gateway.fetch(raw(text))).status).toBe(200);
});

test('bytes that are no UTF-8 are refused', async () => {
  expect((await site(script).gateway.fetch(raw(Uint8Array.from([0x7b, 0xff, 0x7d])))).status).toBe(400);
});

test('a body that breaks off is refused', async () => {
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('gone')) });
  expect((await site(script).gateway.fetch(raw(body))).status).toBe(400);
});

test.each([
  ['GET', 'settings?language=deutsch'],
  ['GET', 'settings?language=de&language=en'],
  ['DELETE', 'flow'],
  ['DELETE', 'flow?flow=short'],
  ['DELETE', 'session?all=1'],
  ['POST', 'login/start?password=x'],
])('%s %s has a query that the contract does not name', async (method, path) => {
  const news = site(script);
  const response = await news.request(method, path, method === 'POST' ? { body: credentials } : {});
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'invalid-request']);
  expect(news.sent).toEqual([]);
});

test.each([
  'settings?lang=de',
  'settings?language=de&_=1732867200',
  'settings?nxtPpath=settings&nxtPpath=sso',
  'session?x=1',
  'session?__proto__=1&constructor=',
  'flow?x=1&x=2',
])('GET %s is answered: what frameworks and caches add to a query is ignored', async (path) => {
  const news = site(script);
  const named = path.includes('language=de') ? 'settings?language=de' : path.split('?')[0]!;
  const [response, plain] = [await news.get(path), await news.get(named)];
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(await plain.json());
});

test('a parameter that is added makes no second entry in the cache of settings', async () => {
  const news = site(script);
  await news.get('settings?language=de');
  await news.get('settings?language=de&utm_source=letter');
  expect(news.to('/processes/settings/sso')).toHaveLength(1);
});

test('a posted flow that this browser does not hold has expired', async () => {
  const news = site(script);
  const response = await news.post('login/two-factor', { flow, code: '123456' });
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([410, 'flow-expired']);
  expect(news.to('/processes/login/verifyTwoFactorAuth')).toEqual([]);
});

test.each([
  ['login/reset-password', { password: 'new password' }],
  ['login/additional-data', {}],
  ['login/end-sessions', {}],
])('%s is out of order at two-factor, and the flow stays', async (path, body) => {
  const news = site(script);
  const { flow: id } = await start(news);
  const response = await news.post(path, { flow: id, ...body });
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([428, 'flow-order']);
  expect((await news.post('login/two-factor', { flow: id, code: '123456' })).status).toBe(200);
});

test('what turns the direction of an address is taken out of it, as other things that nobody sees', async () => {
  const news = site(script);
  await news.post('login/start', { ...credentials, identifier: '\u202Areader@b.example\u202C\n' });
  expect(news.to('/processes/login/verify').map(({ body }) => body)).toEqual([
    expect.objectContaining({ email: 'reader@b.example' }),
  ]);
});

test.each([
  'See https://evil.example',
  'evil.example',
  'www.evil',
  '//evil',
  'Reader\r\nBcc: all@evil.example',
  'Rea\0der',
  'Rea\u0085der',
  'Rea\u2028der',
  'Rea\u202Eder',
  'Rea\u2066der',
])('%j is no name', async (name) => {
  const news = site(script);
  const response = await news.post('login/additional-data', { flow, firstName: name, lastName: name });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ fields: { firstName: 'invalid', lastName: 'invalid' } });
  expect(news.sent).toEqual([]);
});

test.each([
  'J.R.R. Tolkien',
  'Dr. Müller-Lüdenscheidt',
  'O’Neil',
  "d'Arc",
  'María José',
  '王小明',
  'محمد‌رضا',
  'שרה \u200f(אלון)',
  '<b>Ada</b> & "Bob"',
  'Martin Luther King, Jr.',
])('%s is a name', (name) => {
  const body = { flow, firstName: name, lastName: name, username: 'john.smith_2' };
  expect(calls['login/additional-data'].body.safeParse(body).success).toBe(true);
});
