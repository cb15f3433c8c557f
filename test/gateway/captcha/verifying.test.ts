/** What each service is asked, and what becomes of its answers: against stand-ins on real sockets. */
import { afterEach, expect, test } from 'vitest';
import { captchaSecret, captchaService, type CaptchaService, siteverify } from '../support/captcha-service.js';
import { guarded, sender, signIn } from '../support/guarded.js';

const services: CaptchaService[] = [];
afterEach(() => services.splice(0).forEach((service) => service.close()));
async function standIn(...given: Parameters<typeof captchaService>): Promise<CaptchaService> {
  const service = await captchaService(...given);
  services.push(service);
  return service;
}
const required = [403, 'captcha-required'];
const signedIn = [200, 'session'];

test.each(['turnstile', 'hcaptcha', 'recaptcha'] as const)(
  '%s gets a form with secret and token, once',
  async (provider) => {
    const service = await standIn();
    const news = guarded(service, { provider, siteKey: 'PUBLIC-1' });
    expect(await signIn(news, 'good one+/=')).toEqual([400, 'invalid-request']);
    expect(await signIn(news, 'good-1+/=')).toEqual(signedIn);
    const [asked, ...more] = service.asked;
    expect(more).toEqual([]);
    expect(asked!.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(asked!.text))).toEqual({
      secret: captchaSecret,
      response: 'good-1+/=',
      ...(provider === 'hcaptcha' && { sitekey: 'PUBLIC-1' }),
    });
  },
);

test('the reader’s address goes along only where the operator says so', async () => {
  const service = await standIn();
  expect(await signIn(guarded(service, { sendAddress: true }), 'good-1')).toEqual(signedIn);
  expect(new URLSearchParams(service.asked[0]!.text).get('remoteip')).toBe(sender);
});

test.each([[{}], [{ siteKey: 'FC-PUBLIC' }]])(
  'Friendly Captcha gets JSON, with the API key in a header: %j',
  async (keys) => {
    const service = await standIn((token) =>
      token === 'good-1'
        ? {
            success: true,
            data: { challenge: { timestamp: '2026-05-04T10:00:00Z', origin: 'https://news.example.org' } },
          }
        : { success: false, error: { error_code: 'response_duplicate', detail: 'no' } },
    );
    const news = guarded(service, { provider: 'friendly-captcha', hostnames: ['news.example.org'], ...keys });
    expect(await signIn(news, 'good-1')).toEqual(signedIn);
    const { headers, text } = service.asked[0]!;
    expect([headers['content-type'], headers['x-api-key']]).toEqual(['application/json', captchaSecret]);
    expect(JSON.parse(text)).toEqual({
      response: 'good-1',
      ...('siteKey' in keys && { sitekey: keys.siteKey }),
    });
    expect(await signIn(news, 'other')).toEqual(required);
    expect(news.log).toContainEqual(
      expect.objectContaining({ level: 'info', event: 'captcha-refused', reason: 'response_duplicate' }),
    );
  },
);

test.each([
  ['https://news.example.org', signedIn],
  ['news.example.org', signedIn],
  ['https://shop.example.org', required],
  ['', required],
  ['https://', required],
  [undefined, required],
])('Friendly Captcha names the page by %j', async (origin, outcome) => {
  const service = await standIn(() => ({ success: true, data: { challenge: { origin } } }));
  const news = guarded(service, { provider: 'friendly-captcha', hostnames: ['news.example.org'] });
  expect(await signIn(news, 'good-1')).toEqual(outcome);
});

test.each([
  ['data that has no challenge', { success: true, data: {} }, 'another hostname'],
  ['no data', { success: true }, 'another hostname'],
  ['an error without a code', { success: false, error: {} }, 'no code'],
  ['no error', { success: false }, 'no code'],
])('Friendly Captcha that answers with %s refuses the token', async (_what, answer, reason) => {
  const news = guarded(await standIn(() => answer), { provider: 'friendly-captcha', hostnames: ['news.example.org'] });
  expect(await signIn(news, 'good-1')).toEqual(required);
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'captcha-refused', reason }));
});

test.each([
  ['turnstile', {}, 'no code'],
  ['recaptcha', { 'error-codes': 'timeout-or-duplicate' }, 'no code'],
  ['hcaptcha', { 'error-codes': ['sitekey-secret-mismatch'] }, 'sitekey-secret-mismatch'],
] as const)('%s that refuses with %j refuses the token', async (provider, details, reason) => {
  const news = guarded(await standIn(() => ({ success: false, ...details })), { provider });
  expect(await signIn(news, 'good-1')).toEqual(required);
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'captcha-refused', reason }));
});

test('a token that was used, or is wrong, is asked for anew, and nothing reaches the hosted API', async () => {
  const service = await standIn();
  const news = guarded(service, { whenUnavailable: 'closed' });
  expect(await signIn(news, 'bad')).toEqual(required);
  expect(await signIn(news, 'good-1', { password: 'wrong' })).toEqual([403, 'wrong-credentials']);
  expect(await signIn(news, 'good-1')).toEqual(required);
  expect(news.log).toContainEqual(
    expect.objectContaining({ event: 'captcha-refused', provider: 'turnstile', reason: 'timeout-or-duplicate' }),
  );
  expect(news.to('/processes/login/verify')).toHaveLength(1);
  expect(await signIn(news, 'good-2')).toEqual(signedIn);
});

test('a token has 6,000 characters at most; a longer one is asked of nobody', async () => {
  const service = await standIn();
  const news = guarded(service);
  expect(await signIn(news, 'good'.padEnd(6001, 'x'))).toEqual([400, 'invalid-request']);
  expect(service.asked).toEqual([]);
  expect(await signIn(news, 'good'.padEnd(6000, 'x'))).toEqual(signedIn);
  expect(service.asked.map(({ token }) => token.length)).toEqual([6000]);
});

test.each([
  ['on one of the hosts', { hostnames: ['news.example.org'] }, signedIn],
  ['on another host', { hostnames: ['shop.example.org'] }, required],
  ['for the action', { action: 'sign-in' }, signedIn],
  ['for another action', { action: 'comment' }, required],
  ['with the least score', { provider: 'recaptcha', minimumScore: 0.7 }, signedIn],
  ['with a lower score', { provider: 'recaptcha', minimumScore: 0.8 }, required],
] as const)('a token that was made %s', async (_how, captcha, outcome) => {
  const news = guarded(await standIn(), captcha);
  expect(await signIn(news, 'good-1')).toEqual(outcome);
});

test.each([
  ['hostname', { hostnames: ['news.example.org'] }],
  ['action', { action: 'sign-in' }],
  ['score', { provider: 'recaptcha', minimumScore: 0 }],
] as const)('a service that does not tell the %s that has to fit refuses by that', async (_what, captcha) => {
  const news = guarded(await standIn(() => ({ success: true })), captcha);
  expect(await signIn(news, 'good-1')).toEqual(required);
});

test('neither the secret nor a token is in the log', async () => {
  const service = await standIn((token) =>
    token === 'good-1'
      ? { success: false, 'error-codes': [captchaSecret + ' ', 'bad-request', 7] }
      : siteverify()(token),
  );
  const news = guarded(service);
  expect(await signIn(news, 'good-1')).toEqual(required);
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'captcha-refused', reason: 'bad-request' }));
  expect(JSON.stringify(news.log)).not.toMatch(/SECRET-OF|good-1/);
});
