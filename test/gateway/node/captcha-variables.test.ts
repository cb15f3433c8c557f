/** The captcha as the command sso-elements-gateway takes it: from the environment, or from flags for all but the secret. */
import { expect, test } from 'vitest';
import { runGatewayCommand } from '../../../src/gateway/node/cli-run.js';
import { readSettings } from '../../../src/gateway/node/command/read-settings.js';

const readCaptcha = (args: readonly string[], env: Record<string, string>) =>
  readSettings(args, env).settings.gateway.captcha;

const secret = 'SECRET-OF-THE-CAPTCHA-77';
const keys = { SSO_CAPTCHA_PROVIDER: 'recaptcha', SSO_CAPTCHA_SECRET: secret };
const every = {
  ...keys,
  SSO_CAPTCHA_SITE_KEY: 'PUBLIC-1',
  SSO_CAPTCHA_WHEN: 'always',
  SSO_CAPTCHA_FAILED_STARTS: '5',
  SSO_CAPTCHA_WHEN_UNAVAILABLE: 'closed',
  SSO_CAPTCHA_VERIFY_URL: 'https://verify.example.net/siteverify',
  SSO_CAPTCHA_TIMEOUT: '2500',
  SSO_CAPTCHA_HOSTNAMES: 'www.example.com, news.example.com',
  SSO_CAPTCHA_ACTION: 'login',
  SSO_CAPTCHA_MINIMUM_SCORE: '0.5',
  SSO_CAPTCHA_SEND_ADDRESS: '1',
};
const captcha = {
  provider: 'recaptcha',
  secret,
  siteKey: 'PUBLIC-1',
  when: 'always',
  failedStarts: 5,
  whenUnavailable: 'closed',
  verifyUrl: 'https://verify.example.net/siteverify',
  timeout: 2500,
  hostnames: ['www.example.com', 'news.example.com'],
  action: 'login',
  minimumScore: 0.5,
  sendAddress: true,
};
const flags: Readonly<Record<string, string>> = {
  provider: 'recaptcha',
  'site-key': 'PUBLIC-1',
  when: 'always',
  'failed-starts': '5',
  'when-unavailable': 'closed',
  'verify-url': 'https://verify.example.net/siteverify',
  timeout: '2500',
  hostnames: 'www.example.com,news.example.com',
  action: 'login',
  'minimum-score': '0.5',
  'send-address': 'true',
};

test('every member comes from its variable', () => {
  expect(readCaptcha([], every)).toEqual(captcha);
  expect(readCaptcha([], keys)).toEqual({ provider: 'recaptcha', secret });
});

test('or from its flag, which wins; the secret has none', () => {
  const args = Object.entries(flags).map(([name, value]) => `--captcha-${name}=${value}`);
  const others = { SSO_CAPTCHA_SECRET: secret, SSO_CAPTCHA_WHEN: 'never', SSO_CAPTCHA_TIMEOUT: '100' };
  expect(readCaptcha(args, others)).toEqual(captcha);
  expect(readSettings(['--captcha-secret', 'x'], {}).faults[0]).toMatch(/^--captcha-secret: a secret has no flag/);
});

test('without a variable of it, or with empty ones, there is no captcha', () => {
  expect(readCaptcha([], { SSO_CAPTCHA_PROVIDER: '', SSO_CAPTCHA_SECRET: '' })).toBeUndefined();
});

const env = {
  SSO_API_URL: 'https://api.example.net/api/v3.0',
  SSO_API_TOKEN: 'token',
  SSO_ORIGINS: 'https://news.example.org',
  SSO_SECRETS: 'mJ2v9sQx7LkT0bYc4RwZ8nHdF1gPuE6a',
  PORT: '0',
};
const withKeys = (more: object) => ({ ...keys, ...more });

test.each([
  [{ SSO_CAPTCHA_PROVIDER: 'turnstile' }, '- captcha.secret: is missing, and must be the secret key'],
  [
    { SSO_CAPTCHA_SECRET: secret },
    '- captcha.provider: is missing, and must be one of turnstile, hcaptcha, recaptcha, friendly-captcha',
  ],
  [{ SSO_CAPTCHA_SITE_KEY: 'PUBLIC-1' }, '- captcha.provider: is missing, and must be one of'],
  [withKeys({ SSO_CAPTCHA_PROVIDER: 'geetest' }), '- SSO_CAPTCHA_PROVIDER: must be one of'],
  [withKeys({ SSO_CAPTCHA_WHEN: 'sometimes' }), '- SSO_CAPTCHA_WHEN: must be always, risk or never'],
  [withKeys({ SSO_CAPTCHA_FAILED_STARTS: '-1' }), '- SSO_CAPTCHA_FAILED_STARTS: must be a whole number from 1 to 1000'],
  [withKeys({ SSO_CAPTCHA_WHEN_UNAVAILABLE: 'ajar' }), '- SSO_CAPTCHA_WHEN_UNAVAILABLE: must be open or closed'],
  [withKeys({ SSO_CAPTCHA_VERIFY_URL: 'verify.example.net' }), '- SSO_CAPTCHA_VERIFY_URL: must be an https address'],
  [withKeys({ SSO_CAPTCHA_TIMEOUT: '3s' }), '- SSO_CAPTCHA_TIMEOUT: must be a whole number from 100 to 10000'],
  [
    withKeys({ SSO_CAPTCHA_HOSTNAMES: 'https://www.example.com' }),
    '- SSO_CAPTCHA_HOSTNAMES: must list hosts in lower case',
  ],
  [withKeys({ SSO_CAPTCHA_ACTION: 'sign in' }), '- SSO_CAPTCHA_ACTION: must be 1 to 32 letters, digits, _ and -'],
  [withKeys({ SSO_CAPTCHA_MINIMUM_SCORE: '7' }), '- SSO_CAPTCHA_MINIMUM_SCORE: must be a number from 0 to 1'],
])('%j stops the command with 2, and says why without the secret', async (wrong, said) => {
  let stderr = '';
  const process = {
    once: () => process,
    stdout: { write: () => true },
    stderr: { write: (text: string) => (stderr += text) },
  };
  expect(await runGatewayCommand({ args: [], env: { ...env, ...wrong }, process })).toBe(2);
  expect(stderr).toContain(said);
  expect(stderr).not.toContain('SECRET-OF');
});
