import { until } from '../../support/until.js';
import { expect, test } from 'vitest';
import { hasFewParts, longestReply, longestStep } from '../../../src/gateway/upstream/reply-limits.js';
import { retryAfterSeconds } from '../../../src/gateway/upstream/upstream-errors.js';
import {
  credentials,
  error,
  flowCookies,
  json,
  limit,
  origin,
  secret,
  session,
  site,
  start,
  step,
} from '../support/harness.js';

interface Problem {
  code: string;
  status: number;
  type: string;
  title: string;
  fields?: object;
  retryAfter?: number;
  reference: string;
}
const problemOf = async (response: Response) => (await response.json()) as Problem;
/** Nothing is hidden: what the hosted API says is passed on. */
const refused = async (reply: () => Response | Promise<Response>, options = {}) => {
  const news = site({ '/processes/login/verify': reply }, { hideAccounts: 'off', ...options });
  const response = await news.post('login/start', credentials);
  return { news, response, problem: await problemOf(response) };
};

/** From docs/hosted-api.md, "Error codes": errorCode, its status → our code, our status, on login/verify. */
test.each([
  [10003, 412, 'sms-unavailable', 503],
  [20001, 403, 'account-inactive', 403],
  [20005, 403, 'wrong-credentials', 403],
  [20007, 400, 'email-taken', 400],
  [20009, 400, 'registration-invalid', 400],
  [20010, 408, 'flow-expired', 410],
  [20011, 403, 'account-deactivated', 403],
  [20015, 404, 'wrong-credentials', 403],
  [20022, 403, 'account-blocked', 403],
  [20026, 423, 'locked', 423],
  [20027, 400, 'identifiers-mismatch', 400],
  [20046, 400, 'data-missing', 400],
  [20059, 400, 'email-missing', 400],
  [20066, 403, 'third-party-refused', 403],
  [99400, 400, 'invalid-data', 400],
  [99401, 401, 'misconfigured', 502],
  [99404, 404, 'upstream-failed', 502],
  [99429, 429, 'rate-limited', 429],
  [99500, 500, 'upstream-failed', 502],
  [99502, 502, 'upstream-failed', 502],
  [99504, 504, 'upstream-timeout', 504],
])('error %i (%i) of the hosted API is %s (%i) to the browser', async (number, status, code, ours) => {
  const { news, response, problem } = await refused(() => error(status, number));
  expect([response.status, problem.status, problem.code]).toEqual([ours, ours, code]);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(problem.type).toBe(`urn:sso-elements:problem:${code}`);
  expect(problem.title).toMatch(/^[A-Z]/);
  expect(problem.reference).toMatch(/^[\w-]{10}$/);
  expect(news.log.some(({ reference }) => reference === problem.reference)).toBe(true);
  expect(JSON.stringify(problem)).not.toContain(String(number));
});

/** The same on a step: errorCode, status → our code, and whether the flow is over. */
test.each([
  [20006, 403, 'wrong-code', false],
  [20044, 403, 'wrong-code', false],
  [20010, 408, 'flow-expired', true],
  [20040, 404, 'flow-unknown', true],
  [20041, 412, 'flow-used', true],
  [20042, 428, 'flow-order', true],
  [20043, 403, 'flow-exhausted', true],
  [99429, 429, 'rate-limited', false],
  [99500, 500, 'upstream-failed', false],
  [99504, 504, 'upstream-timeout', false],
  [99401, 401, 'misconfigured', false],
  [20022, 403, 'account-blocked', false],
  [undefined, 404, 'flow-unknown', true],
  [undefined, 408, 'flow-expired', true],
  [undefined, 412, 'flow-used', true],
  [undefined, 418, 'upstream-failed', false],
])('error %s (%i) at two-factor is %s; the flow is over: %s', async (number, status, code, over) => {
  const news = site({
    '/processes/login/verify': () => step('TWO_FACTOR'),
    '/processes/login/verifyTwoFactorAuth': () => error(status, number),
  });
  const { flow } = await start(news);
  expect((await problemOf(await news.post('login/two-factor', { flow, code: '1' }))).code).toBe(code);
  expect(flowCookies(news)).toHaveLength(over ? 0 : 1);
  expect(news.cookies.has('sso_flow')).toBe(!over);
});

test.each([
  [20030, 401, 'removal-refused', true],
  [undefined, 401, 'removal-refused', true],
  [20031, 400, 'session-unknown', false],
  [99401, 401, 'misconfigured', false],
])('error %s (%i) at the end of a session is %s; the flow is over: %s', async (number, status, code, over) => {
  const news = site({
    '/processes/login/verify': () => limit([{ sessionId: 's' }]),
    '/processes/login/changeSessions/': () => error(status, number),
  });
  const { flow } = await start(news);
  expect((await problemOf(await news.post('login/end-sessions', { flow, session: 's' }))).code).toBe(code);
  expect(flowCookies(news)).toHaveLength(over ? 0 : 1);
});

test('a wrong password and an unknown account get the same answer, byte for byte', async () => {
  const answers = await Promise.all(
    [
      error(403, 20005),
      error(404, 20015),
      error(404),
      error(404, 20015, { validationErrors: [{ field: 'email', error: 'x', value: 'v' }] }),
    ].map(async (reply) => {
      const { response, problem } = await refused(() => reply);
      const headers = [...response.headers].filter(([name]) => name !== 'date');
      return JSON.stringify([response.status, headers, { ...problem, reference: '' }]);
    }),
  );
  expect(new Set(answers).size).toBe(1);
});

test.each([
  [423, 20026, {}, 10],
  [423, undefined, {}, 10],
  [423, 20026, { 'Retry-After': '3' }, 3],
  [429, 99429, { 'Retry-After': '60' }, 60],
  [429, undefined, { 'Retry-After': 'Mon, 04 May 2026 10:02:00 GMT' }, 120],
  [429, 99429, {}, undefined],
  [403, 20005, { 'Retry-After': '60' }, undefined],
])('%i/%s with %j says to wait %s seconds', async (status, number, headers, seconds) => {
  const { response, problem } = await refused(() => error(status, number, {}, headers));
  expect(problem.retryAfter).toBe(seconds);
  expect(response.headers.get('retry-after')).toBe(seconds === undefined ? null : String(seconds));
});

const now = Date.parse('2026-05-04T10:00:00Z');
test.each([
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['0', 1],
  ['7', 7],
  ['999999999', 86_400],
  ['-5', 1],
  ['Mon, 04 May 2026 09:00:00 GMT', 1],
  ['Mon, 04 May 2026 10:00:30 GMT', 30],
])('Retry-After %j means %s seconds', (header, seconds) => {
  // "-5" is a date to `Date.parse`, one that is long past.
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});

test.each([
  ['email', 'identifier'],
  ['username', 'identifier'],
  ['password', 'password'],
])('a validation error on %s marks %s, and its value is not passed on', async (field, ours) => {
  const validationErrors = [
    { field, error: 'INVALID', value: 'TYPED-PASSWORD' },
    { field: 'toString', error: 'x', value: 'TYPED-PASSWORD' },
    { field: 'vendorField', error: 'x', value: 'TYPED-PASSWORD' },
    null,
  ];
  const { news, problem } = await refused(() => error(400, 99400, { validationErrors }));
  expect(problem.fields).toEqual({ [ours]: 'invalid' });
  expect(JSON.stringify([problem, news.log])).not.toMatch(/TYPED-PASSWORD|vendorField|toString/);
});

test('validation errors without a field of ours mark none', async () => {
  const { problem } = await refused(() =>
    error(400, 99400, { validationErrors: [{ field: 'x', error: '', value: '' }] }),
  );
  expect(problem).not.toHaveProperty('fields');
});

test('fields are blamed by the names of the step', async () => {
  const news = site({
    '/processes/login/verify': () => step('ADDITIONAL_DATA', { additionalInformation: { USERNAME: true, NAME: true } }),
    '/processes/login/updateAdditionalData': () =>
      error(400, 99400, {
        validationErrors: ['username', 'firstName', 'lastName'].map((field) => ({ field, error: 'x', value: 'v' })),
      }),
  });
  const { flow } = await start(news);
  const post = () => news.post('login/additional-data', { flow, username: 'u', firstName: 'f', lastName: 'l' });
  expect((await problemOf(await post())).fields).toEqual({
    username: 'invalid',
    firstName: 'invalid',
    lastName: 'invalid',
  });
  news.script['/processes/login/updateAdditionalData'] = () => error(400, 20008);
  expect(await problemOf(await post())).toMatchObject({ code: 'username-taken', fields: { username: 'taken' } });
});

const html = (status: number) =>
  new Response('<!doctype html><h1>Sorry</h1>', { status, headers: { 'Content-Type': 'text/html' } });
test.each([
  ['HTML with 200', () => html(200), 'upstream-failed'],
  ['HTML with 403', () => html(403), 'upstream-failed'],
  ['HTML with 401', () => html(401), 'upstream-failed'],
  ['HTML with 502', () => html(502), 'upstream-failed'],
  ['HTML with 503', () => html(503), 'upstream-failed'],
  ['HTML with 504', () => html(504), 'upstream-timeout'],
  ['HTML with 429', () => html(429), 'rate-limited'],
  ['truncated JSON', () => new Response('{"customerSession":"abc', { status: 202 }), 'upstream-failed'],
  ['truncated JSON in an error', () => new Response('{"errorCode":2000', { status: 403 }), 'upstream-failed'],
  ['an empty success', () => new Response('', { status: 202 }), 'upstream-failed'],
  ['an empty 208', () => new Response(null, { status: 208 }), 'upstream-failed'],
  ['an empty 401', () => new Response('', { status: 401 }), 'misconfigured'],
  ['an empty object', () => json({}), 'upstream-failed'],
  ['a list', () => json([1]), 'upstream-failed'],
  ['null', () => json(null), 'upstream-failed'],
  ['a session without a token', () => json({ customerSession: '' }, 202), 'upstream-failed'],
  ['a step without a token', () => json({ nextStep: 'TWO_FACTOR', companyId: 'C' }), 'upstream-failed'],
  ['a step that nobody knows', () => step('CAPTCHA'), 'upstream-failed'],
  ['a step that login does not have: VERIFY_TOKEN', () => step('VERIFY_TOKEN'), 'upstream-failed'],
  ['a step that login does not have: NONE', () => step('NONE'), 'upstream-failed'],
  ['a step that login does not have: EMAIL', () => step('EMAIL'), 'upstream-failed'],
  ['a session limit without a token', () => json({ activeSessions: { items: [] } }, 207), 'upstream-failed'],
  ...[301, 302, 303, 304, 307, 308].map((status): [string, () => Response, string] => [
    `a redirect (${status})`,
    () => new Response(null, { status, headers: { Location: 'https://evil.example' } }),
    'upstream-failed',
  ]),
  [
    'a redirect with an error code of the API',
    () => new Response('{"errorCode":20005}', { status: 307, headers: { Location: '/elsewhere' } }),
    'upstream-failed',
  ],
  [
    'a reply that an own fetch was led to',
    () => Object.defineProperty(session(), 'redirected', { value: true }),
    'upstream-failed',
  ],
  [
    'a redirect as a service worker sees it',
    () => Object.defineProperties(new Response(null), { type: { value: 'opaqueredirect' }, status: { value: 0 } }),
    'upstream-failed',
  ],
  ['an error number that nobody knows', () => error(403, 12345), 'request-refused'],
  ['a list as an error', () => json([], 400), 'invalid-data'],
  ['bytes that are no text', () => new Response(Uint8Array.from([0xff, 0xfe]), { status: 200 }), 'upstream-failed'],
  ['an endless reply', () => new Response('x'.repeat(1_000_001)), 'upstream-failed'],
  [
    'no connection',
    () => Promise.reject(new TypeError('fetch failed https://api.example.net/?sessionToken=LEAK')),
    'upstream-failed',
  ],
  ['a fault without a message', () => Promise.reject(new DOMException('LEAK', 'NetworkError')), 'upstream-failed'],
])('%s from the hosted API is %s to the browser', async (_name, reply, code) => {
  const { news, problem } = await refused(reply);
  expect(problem.code).toBe(code);
  expect(news.cookies.size).toBe(0);
  expect(JSON.stringify([problem, news.log])).not.toContain('LEAK');
});

test('a hosted API that does not answer in time is a time-out, whether it listens to aborts or not', async () => {
  const never = await refused(() => new Promise<Response>(() => undefined), { timeout: 30 });
  expect(never.problem.code).toBe('upstream-timeout');
  const silent = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"customer')),
  });
  const slow = await refused(() => new Response(silent, { status: 202 }), { timeout: 30 });
  expect(slow.problem.code).toBe('upstream-timeout');
  expect(slow.response.status).toBe(504);
});

test('a fetch that listens is aborted at the time-out', async () => {
  const { createGateway } = await import('../../../src/gateway/index.js');
  let aborted = false;
  const gateway = createGateway({
    apiUrl: 'https://api.example.net',
    apiToken: 't',
    origins: [origin],
    secrets: [secret],
    timeout: 20,
    log: () => undefined,
    fetch: (request) =>
      new Promise((_resolve, reject) => {
        request.signal.addEventListener('abort', () => {
          aborted = true;
          reject(new DOMException('aborted', 'AbortError'));
        });
      }),
  });
  expect((await gateway.fetch(new Request(`${origin}/sso/settings`))).status).toBe(504);
  // The operation, which others may share, has the time-out for itself: it began a moment after the call.
  await until(() => aborted);
});

test('a refused API token is a loud line in the log, and no fault of the reader', async () => {
  const { news } = await refused(() => error(401, 99401));
  expect(news.log).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'api-token-refused', operation: 'login/verify', status: 401 }),
  );
});

test.each([[20028], [20030], [20041]])('401 with %i raises no such alarm', async (number) => {
  const { news } = await refused(() => error(401, number));
  expect(news.log.map(({ event }) => event)).not.toContain('api-token-refused');
});

test.each(['.', '..'])('a removal token that would lead out of its path (%s) is not used', async (token) => {
  const news = site({
    '/processes/login/verify': () => json({ activeSessions: { items: [] }, removalToken: token }, 207),
  });
  const { flow } = await start(news);
  expect((await problemOf(await news.post('login/end-sessions', { flow }))).code).toBe('upstream-failed');
  expect(news.sent.filter(({ method }) => method === 'PUT')).toEqual([]);
});

test('a removal token and a session ID cannot change the operation or its query', async () => {
  const news = site({
    '/processes/login/verify': () => json({ activeSessions: { items: [] }, removalToken: '../x?y#z' }, 207),
    '/processes/login/changeSessions/': () => session(),
  });
  const { flow } = await start(news);
  await news.post('login/end-sessions', { flow, session: 'a&b=c#d' });
  const call = news.sent.find(({ method }) => method === 'PUT');
  expect(call?.url.pathname).toBe('/api/v3.0/processes/login/changeSessions/..%2Fx%3Fy%23z');
  expect([...(call?.url.searchParams ?? [])]).toEqual([['sessionId', 'a&b=c#d']]);
});

test('a fault of the gateway itself is logged with its place, not with its message', async () => {
  const news = site(
    {},
    {
      facts: () => ({ fetchSite: 'same-origin' }),
      store: {
        get: async () => undefined,
        set: async () => undefined,
        add: async () => true,
        delete: async () => undefined,
      },
    },
  );
  const broken = site(
    { '/processes/login/verify': () => session() },
    {
      random: (length) => new Uint8Array(length),
      now: () => {
        if (new Error().stack?.includes('session-cookie')) throw new RangeError('LEAK');
        return now;
      },
    },
  );
  const response = await broken.post('login/start', credentials);
  expect([response.status, (await problemOf(response)).code]).toEqual([500, 'gateway-failed']);
  const line = broken.log.find(({ event }) => event === 'problem');
  expect(line).toMatchObject({ level: 'error', code: 'gateway-failed', name: 'RangeError', reference: 'AAAAAAAAAA' });
  expect(line?.['frames']).toContain('session-cookie');
  expect(JSON.stringify(broken.log)).not.toContain('LEAK');
  expect((await news.get('session')).status).toBe(200);
});

/** A session's reply with so many bytes, in chunks; `sent` counts the chunks that were read. */
function padded(bytes: number) {
  const text = JSON.stringify({ customerSession: 'x' }).padEnd(bytes);
  const chunk = 100_000;
  const state = { sent: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const from = state.sent++ * chunk;
        if (from >= text.length) controller.close();
        else controller.enqueue(new TextEncoder().encode(text.slice(from, from + chunk)));
      },
    },
    { highWaterMark: 0 },
  );
  return { state, reply: () => new Response(body, { headers: { 'Content-Type': 'application/json' } }) };
}

test('a reply of the greatest length is read, a longer one is a failure', async () => {
  const replies = [padded(longestStep), padded(longestStep + 1)];
  const statuses = await Promise.all(
    replies.map(async ({ reply }) => {
      const news = site({ '/processes/login/verify': reply });
      return (await news.post('login/start', credentials)).status;
    }),
  );
  expect(statuses).toEqual([200, 502]);
});

test('a reply without an end is read no further than the greatest length', async () => {
  const endless = padded(50 * longestStep);
  const { problem } = await refused(endless.reply);
  expect(problem.code).toBe('upstream-failed');
  expect(endless.state.sent).toBeLessThanOrEqual(longestStep / 100_000 + 1);
});

test('settings may be longer than any other reply', async () => {
  const settings = (length: number) => () => json({ settings: {}, style: 'x'.repeat(length) });
  const status = async (length: number) =>
    (await site({ '/processes/settings/sso': settings(length) }).get('settings')).status;
  expect([await status(longestReply - 100), await status(longestReply)]).toEqual([200, 502]);
});

test.each([
  ['ordinary', '{"a":[1,2,{"b":"c"}]}', true],
  ['texts that look like parts', JSON.stringify({ a: '[{,"'.repeat(20_000) }), true],
  ['texts that end in escapes', JSON.stringify(Array(3000).fill('\\"\\\\')), true],
  ['many members', JSON.stringify(Array(20_000).fill(1)), false],
  ['many texts', '"a"'.repeat(20_000), false],
  ['many keys', JSON.stringify(Object.fromEntries(Array.from({ length: 6000 }, (_, key) => [key, 1]))), false],
  ['deep lists', '['.repeat(33), false],
  ['deep objects', '{"a":'.repeat(33), false],
  ['as deep as may be', '['.repeat(32), true],
  ['a text without an end', `"${'a'.repeat(100_000)}`, true],
])('whether JSON is parsed at all: %s', (_what, text, isParsed) => {
  expect(hasFewParts(text, 10_000)).toBe(isParsed);
});
