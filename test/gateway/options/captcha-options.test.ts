/** What an operator may say about the captcha. What is wrong ends the start, named, and never with the secret. */
import { expect, test } from 'vitest';
import { type CaptchaOptions, createGateway } from '../../../src/gateway/index.js';
import { origin } from '../support/harness.js';

const secret = 'SECRET-OF-THE-CAPTCHA-77';
const good = { provider: 'turnstile', secret };
const create = (captcha: unknown) => () =>
  createGateway({
    apiUrl: 'https://api.example.net/api/v3.0/',
    apiToken: 'token',
    origins: [origin],
    secrets: ['mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a'],
    log: () => undefined,
    ...(captcha !== undefined && { captcha: captcha as CaptchaOptions }),
  });

test.each<[unknown]>([
  [undefined],
  [good],
  [{ provider: 'hcaptcha', secret, siteKey: '10000000-ffff-ffff-ffff-000000000001' }],
  [{ ...good, siteKey: undefined, when: undefined }],
  [{ ...good, when: 'always' }],
  [{ ...good, when: 'risk' }],
  [{ ...good, when: 'never' }],
  [{ ...good, failedStarts: 1 }],
  [{ ...good, failedStarts: 1000 }],
  [{ ...good, whenUnavailable: 'closed', timeout: 100 }],
  [{ ...good, whenUnavailable: 'open', timeout: 10_000 }],
  [{ ...good, verifyUrl: 'https://verify.example.net/siteverify?x=1' }],
  [{ ...good, verifyUrl: 'http://127.0.0.1:8081/siteverify' }],
  [{ ...good, hostnames: ['www.example.com', 'localhost', 'x'] }],
  [{ ...good, action: 'sign-in_2' }],
  [{ provider: 'recaptcha', secret, action: 'login', minimumScore: 0 }],
  [{ provider: 'recaptcha', secret, minimumScore: 1 }],
  [{ provider: 'friendly-captcha', secret, sendAddress: true }],
])('the captcha may be %j', (captcha) => {
  expect(create(captcha)).not.toThrow();
});

const alone =
  'must have provider, secret, siteKey, verifyUrl, when, failedStarts, whenUnavailable, timeout, hostnames, action, minimumScore, sendAddress alone';
const key = (name: string) => `must be the ${name} key, of at most 200 visible ASCII characters`;
const verifyUrl = 'verifyUrl must be an https address (http on loopback only) without user';
const failedStarts = 'failedStarts must be a whole number from 1 to 1000';
const timeout = 'timeout must be a whole number from 100 to 10000';
const hostnames = 'hostnames must list hosts in lower case, as www.example.com';
const action = 'action must be 1 to 32 letters, digits, _ and -';
const minimumScore = 'minimumScore must be a number from 0 to 1';
const provider = 'provider must be one of turnstile, hcaptcha, recaptcha, friendly-captcha';
const score = { provider: 'recaptcha', secret };

test.each<[unknown, string]>([
  [null, alone],
  ['turnstile', alone],
  [[good], alone],
  [{ ...good, sitekey: 'PUBLIC-1' }, alone],
  [{}, `${provider}\n- captcha: secret ${key('secret')}`],
  [
    { ...score, timeout: 0, when: 'sometimes', minimumScore: 7 },
    ['when must be always, risk or never', timeout, minimumScore].join('\n- captcha: '),
  ],
  [{ secret }, provider],
  [{ provider: 'geetest', secret }, provider],
  [{ provider: 'Turnstile', secret }, provider],
  [{ provider: 'toString', secret }, provider],
  [{ provider: 5, secret }, provider],
  [{ provider: 'turnstile' }, `secret ${key('secret')}`],
  [{ ...good, secret: '' }, `secret ${key('secret')}`],
  [{ ...good, secret: `${secret}\n` }, `secret ${key('secret')}`],
  [{ ...good, secret: `${secret} ${secret}` }, `secret ${key('secret')}`],
  [{ ...good, secret: secret.repeat(9) }, `secret ${key('secret')}`],
  [{ ...good, secret: [secret] }, `secret ${key('secret')}`],
  [{ ...good, siteKey: '' }, `siteKey ${key('public')}`],
  [{ ...good, siteKey: 'clé' }, `siteKey ${key('public')}`],
  [{ ...good, siteKey: 7 }, `siteKey ${key('public')}`],
  [{ ...good, verifyUrl: '' }, verifyUrl],
  [{ ...good, verifyUrl: 'verify.example.net' }, verifyUrl],
  [{ ...good, verifyUrl: 'http://verify.example.net/' }, verifyUrl],
  [{ ...good, verifyUrl: 'ftp://verify.example.net/' }, verifyUrl],
  [{ ...good, verifyUrl: 'https://user@verify.example.net/' }, verifyUrl],
  [{ ...good, verifyUrl: 'https://:word@verify.example.net/' }, verifyUrl],
  [{ ...good, verifyUrl: 'https://verify.example.net/#x' }, verifyUrl],
  [{ ...good, when: 'sometimes' }, 'when must be always, risk or never'],
  [{ ...good, when: true }, 'when must be always, risk or never'],
  [{ ...good, failedStarts: 0 }, failedStarts],
  [{ ...good, failedStarts: 1001 }, failedStarts],
  [{ ...good, failedStarts: 2.5 }, failedStarts],
  [{ ...good, failedStarts: '3' }, failedStarts],
  [{ ...good, whenUnavailable: 'ajar' }, 'whenUnavailable must be open or closed'],
  [{ ...good, whenUnavailable: null }, 'whenUnavailable must be open or closed'],
  [{ ...good, timeout: 99 }, timeout],
  [{ ...good, timeout: 10_001 }, timeout],
  [{ ...good, timeout: 100.5 }, timeout],
  [{ ...good, timeout: '3s' }, timeout],
  [{ ...good, hostnames: [] }, hostnames],
  [{ ...good, hostnames: 'www.example.com' }, hostnames],
  [{ ...good, hostnames: ['WWW.example.com'] }, hostnames],
  [{ ...good, hostnames: ['https://www.example.com'] }, hostnames],
  [{ ...good, hostnames: ['*.example.com'] }, hostnames],
  [{ ...good, hostnames: ['example.com:8080'] }, hostnames],
  [{ ...good, hostnames: ['example.com', ''] }, hostnames],
  [{ ...good, hostnames: [5] }, hostnames],
  [{ ...good, action: '' }, action],
  [{ ...good, action: 'sign in' }, action],
  [{ ...good, action: 'x'.repeat(33) }, action],
  [{ ...good, action: 5 }, action],
  [{ ...score, minimumScore: -0.1 }, minimumScore],
  [{ ...score, minimumScore: 1.1 }, minimumScore],
  [{ ...score, minimumScore: NaN }, minimumScore],
  [{ ...score, minimumScore: '0.5' }, minimumScore],
  [{ ...good, sendAddress: 'yes' }, 'sendAddress must be true or false'],
  [{ ...good, sendAddress: 1 }, 'sendAddress must be true or false'],
  [{ ...good, minimumScore: 0.5 }, 'minimumScore is nothing that tokens of this provider tell'],
  [{ provider: 'hcaptcha', secret, minimumScore: 0.5 }, 'minimumScore is nothing that tokens of this provider tell'],
  [{ provider: 'hcaptcha', secret, action: 'login' }, 'action is nothing that tokens of this provider tell'],
  [{ provider: 'friendly-captcha', secret, action: 'login' }, 'action is nothing that tokens of this provider tell'],
])('the captcha %j is refused at the start', (captcha, why) => {
  let message = '';
  try {
    create(captcha)();
  } catch (error) {
    message = error instanceof Error ? error.message : '';
  }
  expect(message).toBe(`The gateway's options are wrong:\n- captcha: ${why}`);
  expect(message).not.toContain('SECRET-OF');
});
