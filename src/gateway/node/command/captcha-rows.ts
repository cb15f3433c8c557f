/** What the command takes for the captcha: `captchaSiteKey` is `siteKey` of the option, and so on. */
import type { CommandEntry } from './command-entry.js';

export const captchaRows = {
  captchaProvider: {
    about: 'Whose captcha the pages show: turnstile, hcaptcha, recaptcha or friendly-captcha.',
    env: 'SSO_CAPTCHA_PROVIDER',
    kind: 'text',
    partOf: 'captcha',
  },
  captchaSecret: {
    about: 'The secret key of the captcha’s service; of Friendly Captcha, the API key.',
    env: 'SSO_CAPTCHA_SECRET',
    kind: 'text',
    secret: true,
    partOf: 'captcha',
  },
  captchaSiteKey: { about: 'The public key.', env: 'SSO_CAPTCHA_SITE_KEY', kind: 'text', partOf: 'captcha' },
  captchaWhen: {
    about: 'always, risk or never.',
    env: 'SSO_CAPTCHA_WHEN',
    kind: 'text',
    default: 'risk',
    partOf: 'captcha',
  },
  captchaFailedStarts: {
    about: 'How many starts lately, of an address or an account, have to fail.',
    env: 'SSO_CAPTCHA_FAILED_STARTS',
    kind: 'number',
    default: 3,
    partOf: 'captcha',
  },
  captchaWhenUnavailable: {
    about: 'What an outage of the service means: open or closed.',
    env: 'SSO_CAPTCHA_WHEN_UNAVAILABLE',
    kind: 'text',
    default: 'open',
    partOf: 'captcha',
  },
  captchaVerifyUrl: {
    about: 'Where tokens are checked, instead of at the service’s own address.',
    env: 'SSO_CAPTCHA_VERIFY_URL',
    kind: 'text',
    partOf: 'captcha',
  },
  captchaTimeout: {
    about: 'How long the gateway waits for the service.',
    env: 'SSO_CAPTCHA_TIMEOUT',
    kind: 'number',
    unit: 'milliseconds',
    default: 3000,
    partOf: 'captcha',
  },
  captchaHostnames: {
    about: 'Hosts on which a token may have been made.',
    env: 'SSO_CAPTCHA_HOSTNAMES',
    kind: 'list',
    partOf: 'captcha',
  },
  captchaAction: {
    about: 'The action that a token has to be made for; of Turnstile and reCAPTCHA alone.',
    env: 'SSO_CAPTCHA_ACTION',
    kind: 'text',
    partOf: 'captcha',
  },
  captchaMinimumScore: {
    about: 'From 0 to 1: the least score of a token; of reCAPTCHA alone.',
    env: 'SSO_CAPTCHA_MINIMUM_SCORE',
    kind: 'number',
    partOf: 'captcha',
  },
  captchaSendAddress: {
    about: 'The service gets the reader’s address.',
    env: 'SSO_CAPTCHA_SEND_ADDRESS',
    kind: 'flag',
    partOf: 'captcha',
  },
} as const satisfies Record<string, CommandEntry>;
