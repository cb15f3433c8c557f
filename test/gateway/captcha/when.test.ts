/** When a captcha is asked for: always, never, or after failed starts; and where a limit is reached. */
import { afterEach, expect, test } from 'vitest';
import { captchaService, type CaptchaService } from '../support/captcha-service.js';
import { guarded, sender, signIn } from '../support/guarded.js';
import { credentials, type Site } from '../support/harness.js';
import { elsewhere } from '../support/limited.js';

let service: CaptchaService;
afterEach(() => service.close());

const wrong = { password: 'wrong' };
const post = async (of: Site, path: string, body: object, address = sender) => {
  const response = await of.request('POST', path, { body, env: { address } });
  return (await response.json()) as { code?: string; flow?: string; step?: string; retryAfter?: number };
};
const account = { email: 'new@example.org', password: 'two words' };
const starts = [
  ['login/start', credentials],
  ['registration/start', account],
  ['account-connect/start', { ...account, customerId: '7' }],
  ['password-forgotten/start', { identifier: 'reader@example.org' }],
] as const;
const connecting = {
  '/processes/settings/sso': () =>
    Response.json({
      settings: {
        tokenType: 'EMAIL',
        allowRegistrationIdentifier: true,
        registrationIdentifiers: { requestCustomerId: true },
      },
    }),
};

test.each(starts)('always: %s needs one each time', async (path, body) => {
  service = await captchaService();
  const news = guarded(service, {}, {}, connecting);
  expect(await post(news, path, body)).toMatchObject({ code: 'captcha-required' });
  expect(await post(news, path, { ...body, captcha: 'good-1' })).not.toHaveProperty('code');
  expect(await post(news, path, { ...body, captcha: 'good-1' })).toMatchObject({ code: 'captcha-required' });
});

test('without a captcha a limit that is reached makes wait, and a token goes nowhere', async () => {
  service = await captchaService();
  const news = guarded(service, { when: 'never' }, { limitChanges: { 'start-address': { times: 1 } } });
  for (const _ of [1, 2]) expect(await signIn(news, 'good-1', wrong)).toEqual([403, 'wrong-credentials']);
  expect(await signIn(news, 'good-1')).toEqual([429, 'rate-limited']);
  expect(service.asked).toEqual([]);
});

test('never: nothing is asked, and a token goes nowhere', async () => {
  service = await captchaService();
  const news = guarded(service, { when: 'never' });
  expect(await signIn(news, 'bad')).toEqual([200, 'session']);
  expect(service.asked).toEqual([]);
  expect(await (await news.get('settings')).json()).not.toHaveProperty('captcha');
});

test('risk: from so many failed starts of an account on, for a quarter of an hour', async () => {
  service = await captchaService();
  const news = guarded(service, { when: 'risk', failedStarts: 2 });
  const from = (address: string, more: object = {}) => post(news, 'login/start', { ...credentials, ...more }, address);
  expect(await from('192.0.2.1', wrong)).toMatchObject({ code: 'wrong-credentials' });
  expect(await from('192.0.2.2', wrong)).toMatchObject({ code: 'wrong-credentials' });
  // Whoever comes next for this account, from wherever.
  expect(await from('192.0.2.3')).toMatchObject({ code: 'captcha-required' });
  expect(await from('192.0.2.3', { identifier: 'other@example.org' })).toMatchObject({ kind: 'session' });
  expect(await from('192.0.2.3', { captcha: 'good-1' })).toMatchObject({ kind: 'session' });
  news.cookies.clear();
  // Else a stranger would see that the owner has been here.
  expect(await from('192.0.2.4')).toMatchObject({ code: 'captcha-required' });
  news.clock.now += 900_000;
  expect(await from('192.0.2.3')).toMatchObject({ kind: 'session' });
});

test('risk: not at a device of the owner, whoever tries the account meanwhile, and even while the service is away', async () => {
  service = await captchaService((_token, response) => void response.writeHead(503).end());
  const news = guarded(service, { when: 'risk', failedStarts: 2, whenUnavailable: 'closed' });
  expect(await signIn(news)).toEqual([200, 'session']);
  await elsewhere(news, async () => {
    for (const address of ['192.0.2.1', '192.0.2.2'])
      expect(await post(news, 'login/start', { ...credentials, ...wrong }, address)).toMatchObject({
        code: 'wrong-credentials',
      });
    expect(await signIn(news)).toEqual([503, 'captcha-unavailable']);
  });
  for (const _ of [1, 2, 3]) expect(await signIn(news, undefined, wrong)).toEqual([403, 'wrong-credentials']);
});

test('risk: what the owner mistypes at an own device is no danger to the account', async () => {
  service = await captchaService();
  const news = guarded(service, { when: 'risk', failedStarts: 2 });
  expect(await signIn(news)).toEqual([200, 'session']);
  for (const _ of [1, 2]) expect(await signIn(news, undefined, wrong)).toEqual([403, 'wrong-credentials']);
  await elsewhere(news, async () =>
    expect(await post(news, 'login/start', credentials, '198.51.100.1')).toMatchObject({ kind: 'session' }),
  );
});

test('risk: with limitMode log nobody is asked for one', async () => {
  service = await captchaService();
  const news = guarded(service, { when: 'risk', failedStarts: 2 }, { limitMode: 'log' });
  for (const _ of [1, 2, 3]) expect(await signIn(news, undefined, wrong)).toEqual([403, 'wrong-credentials']);
  expect(service.asked).toEqual([]);
});

test('risk: and of an address, whatever the account', async () => {
  service = await captchaService();
  const news = guarded(service, { when: 'risk', failedStarts: 2 });
  for (const identifier of ['a@example.org', 'b@example.org'])
    expect(await signIn(news, undefined, { identifier, ...wrong })).toEqual([403, 'wrong-credentials']);
  for (const [path, body] of [starts[0], starts[1], starts[3]])
    expect(await post(news, path, body)).toMatchObject({ code: 'captcha-required' });
  expect(await post(news, 'login/start', credentials, '198.51.100.1')).toMatchObject({ kind: 'session' });
});

test('a limit that is reached asks for one in place of a wait; known and unknown accounts meet the same', async () => {
  service = await captchaService();
  const news = guarded(
    service,
    { when: 'risk', failedStarts: 1000 },
    { limitChanges: { 'start-address': { times: 2 } } },
  );
  for (const _ of [1, 2]) expect(await signIn(news, undefined, wrong)).toEqual([403, 'wrong-credentials']);
  expect(await signIn(news)).toEqual([403, 'captcha-required']);
  expect(await signIn(news, 'good-1')).toEqual([200, 'session']);
  expect(service.asked.map(({ token }) => token)).toEqual(['is-anybody-there', 'good-1']);
});

test('where the service is away, and that is open, the limit makes wait as though there were no captcha', async () => {
  service = await captchaService((_token, response) => void response.writeHead(503).end());
  const news = guarded(
    service,
    { when: 'risk', failedStarts: 1000 },
    { limitChanges: { 'start-address': { times: 1 } } },
  );
  expect(await signIn(news, undefined, wrong)).toEqual([403, 'wrong-credentials']);
  // The first one beyond the limit begins the pause.
  expect(await signIn(news, undefined, wrong)).toEqual([403, 'wrong-credentials']);
  for (const token of [undefined, 'good-1'])
    expect(await post(news, 'login/start', { ...credentials, ...(token && { captcha: token }) })).toMatchObject({
      code: 'rate-limited',
      retryAfter: expect.any(Number) as number,
    });
});

test('another code is asked for without one, until a limit is reached', async () => {
  service = await captchaService();
  const news = guarded(service, {}, { resendAfter: 1, limitChanges: { 'resend-flow': { times: 1 } } });
  const begun = await post(news, 'password-forgotten/start', { identifier: 'reader@example.org', captcha: 'good-1' });
  const again = async (captcha?: string) => {
    news.clock.now += 10_000;
    return post(news, 'password-forgotten/resend', { flow: begun.flow, ...(captcha && { captcha }) });
  };
  expect(await again()).toMatchObject({ step: 'verify' });
  expect(await again()).toMatchObject({ code: 'captcha-required' });
  expect(await again('good-2')).toMatchObject({ step: 'verify' });
  expect(service.asked.map(({ token }) => token)).toEqual(['good-1', 'is-anybody-there', 'good-2']);
});

test('who sends many tokens has to wait: each one costs a question', async () => {
  service = await captchaService();
  const news = guarded(service, {}, { limitChanges: { 'captcha-address': { times: 1 } } });
  for (const _ of [1, 2]) expect(await signIn(news, 'bad')).toEqual([403, 'captcha-required']);
  expect(await signIn(news, 'good-1')).toEqual([429, 'rate-limited']);
  expect(service.asked).toHaveLength(2);
});

test('settings tell pages of it, and nothing of the secret', async () => {
  service = await captchaService();
  const news = guarded(service, { siteKey: 'PUBLIC-1', hostnames: ['news.example.org'] });
  const text = await (await news.get('settings')).text();
  expect((JSON.parse(text) as { captcha: object }).captcha).toEqual({
    provider: 'turnstile',
    siteKey: 'PUBLIC-1',
    when: 'always',
  });
  expect(text).not.toContain('SECRET-OF');
  const risky = guarded(service, { when: 'risk' });
  expect(await (await risky.get('settings')).json()).toMatchObject({
    captcha: { provider: 'turnstile', when: 'risk' },
  });
});
