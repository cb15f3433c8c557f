/** A captcha's service that is out of reach, slow, broken, or refuses the gateway's own keys. */
import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { captchaService, type CaptchaService, siteverify } from '../support/captcha-service.js';
import { guarded, signIn } from '../support/guarded.js';

const services: CaptchaService[] = [];
afterEach(() => services.splice(0).forEach((service) => service.close()));
async function standIn(answer: Parameters<typeof captchaService>[0]): Promise<CaptchaService> {
  const service = await captchaService(answer);
  services.push(service);
  return service;
}

type Answer = (token: string, response: ServerResponse) => object | undefined;
const send =
  (status: number, text = '', headers = {}): Answer =>
  (_token, response) => {
    response.writeHead(status, headers).end(text);
    return undefined;
  };
const outages: readonly [string, Answer, object][] = [
  ['503', send(503, '{"success":true}'), { reason: 'failed', status: 503 }],
  ['too many questions', send(429), { reason: 'failed', status: 429 }],
  [
    'a redirect',
    send(307, '', { Location: 'https://thief.example/' }),
    { reason: 'redirected or too long', status: 307 },
  ],
  ['HTML', send(200, '<!doctype html>'), { reason: 'not as the service answers', status: 200 }],
  ['JSON of another kind', send(200, '{"success":"true"}'), { reason: 'not as the service answers' }],
  ['a list', send(200, '[true]'), { reason: 'not as the service answers' }],
  ['endless JSON', send(200, `{"success":true,"x":"${'x'.repeat(30_000)}"}`), { reason: 'redirected or too long' }],
  ['no such address', send(404, 'no'), { reason: 'not as the service answers', status: 404 }],
  ['silence', () => undefined, { reason: 'too slow' }],
  ['a connection that breaks', (_token, response) => void response.destroy(), { reason: 'UND_ERR_SOCKET' }],
  [
    'a wrong secret',
    () => ({ success: false, 'error-codes': ['invalid-input-secret'] }),
    { reason: 'invalid-input-secret' },
  ],
  ['a fault of its own', () => ({ success: false, 'error-codes': ['internal-error'] }), { reason: 'internal-error' }],
];

/** Only silence has to run into it: a busy machine may take its time for the others. */
const timeoutOf = (what: string) => (what === 'silence' ? 300 : 10_000);

test.each(outages)('%s: open lets through and says so', async (what, answer, details) => {
  const news = guarded(await standIn(answer), { timeout: timeoutOf(what) });
  expect(await signIn(news, 'good-1')).toEqual([200, 'session']);
  expect(news.log).toContainEqual({
    level: 'error',
    event: 'captcha-unavailable',
    provider: 'turnstile',
    outcome: 'let through',
    milliseconds: 0,
    reference: expect.any(String) as string,
    ...('status' in details
      ? {}
      : { status: news.log.find((each) => each.event === 'captcha-unavailable')?.['status'] }),
    ...details,
  });
});

test.each(outages)('%s: closed lets nobody in', async (what, answer) => {
  const news = guarded(await standIn(answer), { timeout: timeoutOf(what), whenUnavailable: 'closed' });
  expect(await signIn(news, 'good-1')).toEqual([503, 'captcha-unavailable']);
  expect(news.to('/processes/login/verify')).toEqual([]);
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'captcha-unavailable', outcome: 'refused' }));
});

test.each([400, 403, 413])(
  'a token for which the service answers %i is refused: nobody gets in by what he sends',
  async (status) => {
    const news = guarded(
      await standIn((token, response) => (token === 'bad' ? send(status, 'no')(token, response) : siteverify()(token))),
    );
    expect(await signIn(news, 'bad')).toEqual([403, 'captcha-required']);
  },
);

test.each([400, 403, 451])(
  'where something on the way answers everything with %i, the service is away, not the token wrong',
  async (status) => {
    const news = guarded(await standIn(send(status, '<!doctype html>')));
    for (const token of ['good-1', undefined, 'good-2']) expect(await signIn(news, token)).toEqual([200, 'session']);
    expect(news.log).toContainEqual(
      expect.objectContaining({ event: 'captcha-unavailable', outcome: 'let through', status }),
    );
  },
);

test('readers who come at once ask an answer of it once', async () => {
  const service = await standIn(send(503));
  const news = guarded(service, { timeout: 10_000 });
  const readers = Array.from({ length: 20 }, (_, index) => ({ identifier: `${index}@example.org` }));
  const all = await Promise.all(readers.map((reader) => signIn(news, undefined, reader)));
  expect(all).toEqual(readers.map(() => [200, 'session']));
  expect(service.asked).toHaveLength(1);
});

test.each([
  [401, 'auth_required'],
  [401, 'auth_invalid'],
  [400, 'sitekey_invalid'],
])('Friendly Captcha that refuses the keys: %i, %s', async (status, code) => {
  const text = JSON.stringify({ success: false, error: { error_code: code, detail: 'no' } });
  const news = guarded(await standIn(send(status, text)), { provider: 'friendly-captcha', whenUnavailable: 'closed' });
  expect(await signIn(news, 'good-1')).toEqual([503, 'captcha-unavailable']);
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'captcha-unavailable', reason: code }));
});

test.each([
  [400, 'response_missing'],
  [400, 'bad_request'],
  [200, 'response_invalid'],
  [200, 'response_timeout'],
])('Friendly Captcha that refuses the token, or what may come of it: %i, %s', async (status, code) => {
  const text = JSON.stringify({ success: false, error: { error_code: code, detail: 'no' } });
  const news = guarded(await standIn(send(status, text)), { provider: 'friendly-captcha' });
  expect(await signIn(news, 'good-1')).toEqual([403, 'captcha-required']);
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'captcha-refused', reason: code }));
});

test.each([
  ['open', [200, 'session']],
  ['closed', [503, 'captcha-unavailable']],
] as const)(
  'without a token nobody can tell an outage: the service is asked, every 10 s at most (%s)',
  async (whenUnavailable, outcome) => {
    let isAway = true;
    const service = await standIn((token, response) => (isAway ? send(503)(token, response) : siteverify()(token)));
    const news = guarded(service, { whenUnavailable });
    expect(await signIn(news)).toEqual(outcome);
    expect(await signIn(news)).toEqual(outcome);
    expect(service.asked).toHaveLength(1);
    isAway = false;
    news.clock.now += 10_000;
    expect(await signIn(news)).toEqual([403, 'captcha-required']);
    expect(await signIn(news)).toEqual([403, 'captcha-required']);
    expect(service.asked).toHaveLength(2);
    expect(news.log.filter(({ event }) => event === 'captcha-refused')).toEqual([]);
  },
);
