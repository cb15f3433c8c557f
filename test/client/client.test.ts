import { afterEach, expect, test, vi } from 'vitest';
import { createClient, neverRejecting } from '../../src/client/client.js';
import { html, json, problemJson, stubFetch } from './stub.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const client = createClient('/sso');
const headersOf = (init: RequestInit | undefined) => new Headers(init?.headers);

test('a POST goes below the endpoint, as JSON, with the custom header', async () => {
  const sent = stubFetch(() => json({ kind: 'session' }));
  expect(await client('POST', 'login/start', { identifier: 'ada' })).toEqual({ kind: 'session' });
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ url: '/sso/login/start', init: { method: 'POST', body: '{"identifier":"ada"}' } });
  const headers = headersOf(sent[0]?.init);
  expect([headers.get('x-sso-request'), headers.get('content-type'), headers.get('accept')]).toEqual([
    '1',
    'application/json',
    'application/json',
  ]);
});

test('a DELETE carries the custom header, and no body nor its type', async () => {
  const sent = stubFetch(() => json({ kind: 'done' }));
  await client('DELETE', 'flow?flow=x');
  expect(sent[0]?.init.body).toBeUndefined();
  const headers = headersOf(sent[0]?.init);
  expect([headers.get('x-sso-request'), headers.has('content-type')]).toEqual(['1', false]);
});

test('a DELETE outlives the page, which the reader may be leaving; a submit does not', async () => {
  const sent = stubFetch(() => json({ kind: 'done' }));
  await client('DELETE', 'flow?flow=x');
  await client('POST', 'login/start', {});
  expect(sent.map(({ init }) => init.keepalive)).toEqual([true, false]);
});

test('where a service worker may be the gateway, a DELETE does not pass it by', async () => {
  const sent = stubFetch(() => json({ kind: 'done' }));
  vi.stubGlobal('navigator', { serviceWorker: { controller: {} } });
  await client('DELETE', 'flow?flow=x');
  expect(sent[0]?.init.keepalive).toBe(false);
});

test('a GET carries the custom header, and neither a body nor its type', async () => {
  const sent = stubFetch(() => json({ kind: 'flows', flows: [] }));
  await client('GET', 'flow?language=de');
  expect(sent[0]).toMatchObject({ url: '/sso/flow?language=de', init: { method: 'GET' } });
  const headers = headersOf(sent[0]?.init);
  expect([headers.get('x-sso-request'), headers.has('content-type')]).toEqual(['1', false]);
});

test('a repeated call is not served from the browser’s cache', async () => {
  const sent = stubFetch(() => json({}));
  const news = createClient('/sso');
  for (const path of ['settings?language=de', 'settings?language=en', 'settings?language=de']) await news('GET', path);
  await createClient('/sso')('GET', 'settings?language=de');
  expect(sent.map(({ init }) => init.cache ?? 'default')).toEqual(['default', 'default', 'no-cache', 'default']);
});

test('an endpoint may be a whole address', async () => {
  const sent = stubFetch(() => json({}));
  await createClient('https://news.example/sso')('GET', 'settings');
  expect(sent[0]?.url).toBe('https://news.example/sso/settings');
});

test.each(['application/json; charset=utf-8', 'application/problem+json', 'Application/JSON'])(
  'a document of type %s is read as JSON',
  async (type) => {
    stubFetch(() => json({ kind: 'done' }, {}, type));
    expect(await client('GET', 'x')).toEqual({ kind: 'done' });
  },
);

test('a problem document is handed on with its code, fields, waiting time and reference', async () => {
  const document = {
    type: 'about:blank',
    title: 'Invalid data',
    status: 400,
    code: 'invalid-data',
    fields: { username: 'too-long' },
    retryAfter: 4,
    reference: 'r1',
  };
  stubFetch(() => problemJson(400, document));
  expect(await client('POST', 'x')).toEqual({ kind: 'problem', ...document });
});

test("a problem document's own kind does not make it an answer", async () => {
  stubFetch(() => problemJson(403, { kind: 'session', code: 'wrong-code' }));
  expect(await client('POST', 'x')).toEqual({ kind: 'problem', code: 'wrong-code', status: 403 });
});

test('an unknown code is kept', async () => {
  stubFetch(() => problemJson(418, { code: 'brand-new', status: 418 }));
  expect(await client('POST', 'x')).toEqual({ kind: 'problem', code: 'brand-new', status: 418 });
});

test.each([
  [400, 'bad-answer'],
  [404, 'not-a-gateway'],
  [423, 'locked'],
  [429, 'rate-limited'],
  [500, 'bad-answer'],
] as const)('an error %i in JSON without a code gets one by its status: %s', async (status, code) => {
  stubFetch(() => problemJson(status, { message: 'no', code: 20005 }));
  expect(await client('POST', 'x')).toEqual({ kind: 'problem', code, status });
});

test.each([
  [200, 'not-a-gateway'],
  [404, 'not-a-gateway'],
  [403, 'bad-answer'],
  [423, 'locked'],
  [429, 'rate-limited'],
  [502, 'bad-answer'],
  [503, 'bad-answer'],
] as const)('a page with status %i instead of JSON is the problem %s', async (status, code) => {
  stubFetch(() => html(status));
  expect(await client('POST', 'x')).toEqual({ kind: 'problem', code, status });
});

test.each([
  ['no content', () => new Response(null, { status: 204 }), 'not-a-gateway'],
  ['an empty page', () => new Response('', { status: 200 }), 'not-a-gateway'],
  [
    'an empty body under the type of JSON',
    () => new Response('', { headers: { 'content-type': 'application/json' } }),
    'bad-answer',
  ],
  ['JSON under the type of text', () => json({ kind: 'session' }, {}, 'text/plain'), 'not-a-gateway'],
  ['null', () => json(null), 'bad-answer'],
  ['a string', () => json('session'), 'bad-answer'],
  ['a number', () => json(7), 'bad-answer'],
  [
    'broken JSON',
    () => new Response('{"kind":"ses', { headers: { 'content-type': 'application/json' } }),
    'bad-answer',
  ],
])('%s becomes a problem', async (_, response, code) => {
  stubFetch(response);
  expect(await client('POST', 'x')).toMatchObject({ kind: 'problem', code });
});

test.each(['not-a-number', '-5', '1.5', 'Mon, 01 Jan 2001 00:00:00 GMT', ''])(
  'the Retry-After %j carries no waiting time',
  async (value) => {
    stubFetch(() => html(429, { 'retry-after': value }));
    expect(await client('POST', 'x')).toEqual({ kind: 'problem', code: 'rate-limited', status: 429 });
  },
);

test.each([
  [429, 'rate-limited'],
  [423, 'locked'],
] as const)('a Retry-After in seconds is kept with a %i', async (status, code) => {
  stubFetch(() => html(status, { 'retry-after': '30' }));
  expect(await client('POST', 'x')).toEqual({ kind: 'problem', code, status, retryAfter: 30 });
});

test('a Retry-After of zero seconds is kept', async () => {
  stubFetch(() => problemJson(429, { code: 'rate-limited' }, { 'retry-after': '0' }));
  expect(await client('POST', 'x')).toMatchObject({ retryAfter: 0 });
});

test('a Retry-After with a date becomes the seconds until then, rounded up', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2030-01-01T00:00:00.500Z') });
  stubFetch(() => problemJson(423, { code: 'locked' }, { 'retry-after': 'Tue, 01 Jan 2030 00:00:10 GMT' }));
  expect(await client('POST', 'x')).toEqual({ kind: 'problem', code: 'locked', status: 423, retryAfter: 10 });
});

test("the document's waiting time goes before the header's", async () => {
  stubFetch(() => problemJson(429, { code: 'rate-limited', retryAfter: 5 }, { 'retry-after': '30' }));
  expect(await client('POST', 'x')).toMatchObject({ retryAfter: 5 });
});

test('a call that cannot be sent is the problem offline', async () => {
  stubFetch(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await client('POST', 'x')).toEqual({ kind: 'problem', code: 'offline' });
});

test('a body that is no JSON becomes a problem, too', async () => {
  const circle: { self?: object } = {};
  circle.self = circle;
  const sent = stubFetch(() => json({}));
  expect(await client('POST', 'x', circle)).toMatchObject({ kind: 'problem' });
  expect(sent).toEqual([]);
});

/** A `fetch` that answers nothing, and rejects as browsers do once its signal is aborted. */
const silent = ({ init: { signal } }: { init: RequestInit }) =>
  new Promise<Response>((_, reject) => {
    if (!signal) return;
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });

test('after 20 seconds without an answer a call is the problem timeout', async () => {
  const clock = new AbortController();
  const limit = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(clock.signal);
  stubFetch(silent);
  const reply = client('POST', 'x', {}, new AbortController().signal);
  expect(limit).toHaveBeenCalledExactlyOnceWith(20_000);
  clock.abort(new DOMException('', 'TimeoutError'));
  expect(await reply).toEqual({ kind: 'problem', code: 'timeout' });
});

test('a call without a signal has the same limit', async () => {
  const clock = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(clock.signal);
  stubFetch(silent);
  const reply = client('GET', 'x');
  clock.abort(new DOMException('', 'TimeoutError'));
  expect(await reply).toEqual({ kind: 'problem', code: 'timeout' });
});

test('a call that is given up returns a problem at once', async () => {
  const given = new AbortController();
  stubFetch(silent);
  const reply = client('POST', 'x', {}, given.signal);
  given.abort();
  expect(await reply).toMatchObject({ kind: 'problem', code: 'offline' });
});

test('a call that was given up before it began returns a problem', async () => {
  stubFetch(silent);
  expect(await client('POST', 'x', {}, AbortSignal.abort())).toMatchObject({ kind: 'problem' });
});

test('an injected client that rejects, or throws, returns the problem offline', async () => {
  const offline = { kind: 'problem', code: 'offline' };
  expect(await neverRejecting(() => Promise.reject(new Error('broken')))('GET', 'x')).toEqual(offline);
  const throwing = () => {
    throw new Error('broken');
  };
  expect(await neverRejecting(throwing)('POST', 'x', {})).toEqual(offline);
});

test("a client of somebody else's is handed the whole call, and its answer is taken as it is", async () => {
  const { signal } = new AbortController();
  const made: unknown[] = [];
  const reply = await neverRejecting(async (...call) => {
    made.push(...call);
    return { kind: 'session' };
  })('POST', 'login/start', { identifier: 'ada' }, signal);
  expect(reply).toEqual({ kind: 'session' });
  expect(made).toEqual(['POST', 'login/start', { identifier: 'ada' }, signal]);
});

test('an injected client that returns nothing has returned a bad answer', async () => {
  const silent = (() => Promise.resolve(undefined)) as unknown as Parameters<typeof neverRejecting>[0];
  expect(await neverRejecting(silent)('GET', 'x')).toEqual({ kind: 'problem', code: 'bad-answer', status: 200 });
});
