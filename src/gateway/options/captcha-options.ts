/** What an operator sets about the captcha. */
import { isRecord } from '../../contract/json.js';
import { isSafe, isText, isTexts, onlyHas, type Rule, urlOf } from './rules.js';

/** The services whose tokens the gateway can check. */
export const captchaProviders = ['turnstile', 'hcaptcha', 'recaptcha', 'friendly-captcha'] as const;
export type CaptchaProvider = (typeof captchaProviders)[number];

export interface CaptchaOptions {
  /** Whose captcha the pages show. */
  provider: CaptchaProvider;
  /** The service's secret key; of Friendly Captcha, the API key. */
  secret: string;
  /** The public key. Pages get it with the settings; where a service takes it, a token of another key is refused. */
  siteKey?: string;
  /** Where tokens are checked: an https address, http on loopback only. Default: the service's own. */
  verifyUrl?: string;
  /** `always`: each start of a process needs one. `risk`: from `failedStarts` on, and where a limit is reached. `never`: none is asked. Default: `risk`. */
  when?: 'always' | 'risk' | 'never';
  /** How many starts lately, of the sender's address or of the account, have to fail. 1 to 1,000. Default: 3. */
  failedStarts?: number;
  /** What an outage of the service means: `open` lets readers in as though there were no captcha, `closed` lets nobody start who needs one. Default: `open`. */
  whenUnavailable?: 'open' | 'closed';
  /** How long the gateway waits for the service, in milliseconds: 100 to 10,000. Default: 3,000. */
  timeout?: number;
  /** Hosts on which a token may have been made. Default: any that the service allows. */
  hostnames?: readonly string[];
  /** The action that a token has to be made for; of Turnstile and reCAPTCHA alone. Default: any. */
  action?: string;
  /** From 0 to 1: the least score of a token; of reCAPTCHA alone. Default: none. */
  minimumScore?: number;
  /** Whether the service gets the reader's address. Friendly Captcha takes none. Default: false. */
  sendAddress?: boolean;
}

/** Every option with its value, but for those that stand for "any". */
export type ResolvedCaptcha = Required<Omit<CaptchaOptions, Absent | 'when'>> &
  Pick<CaptchaOptions, Absent> & { when: 'always' | 'risk' };
type Absent = 'siteKey' | 'verifyUrl' | 'hostnames' | 'action' | 'minimumScore';

const defaults = {
  failedStarts: 3,
  whenUnavailable: 'open',
  timeout: 3000,
  sendAddress: false,
} as const satisfies Partial<CaptchaOptions>;

/** Fills in the defaults. `undefined` where none is asked: then there is no captcha. */
export function resolveCaptcha(given: CaptchaOptions | undefined): ResolvedCaptcha | undefined {
  const { when = 'risk' } = given ?? {};
  return given && when !== 'never' ? { ...defaults, ...given, when } : undefined;
}

const visible = (value: unknown): boolean => isText(value) && /^[\x21-\x7e]{1,200}$/.test(value);
const between = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && value >= min && value <= max;
const oneOf = (value: unknown, ...names: readonly string[]): boolean => isText(value) && names.includes(value);

/** Member → whether a value will do, and what to say where it will not. `secret` is never repeated. */
const members: Readonly<Record<keyof CaptchaOptions, readonly [(value: unknown) => boolean, string]>> = {
  provider: [(value) => oneOf(value, ...captchaProviders), `must be one of ${captchaProviders.join(', ')}`],
  secret: [visible, 'must be the secret key, of at most 200 visible ASCII characters'],
  siteKey: [visible, 'must be the public key, of at most 200 visible ASCII characters'],
  verifyUrl: [
    (value) => {
      const url = urlOf(value);
      return url !== undefined && isSafe(url) && !url.hash && !url.username && !url.password;
    },
    'must be an https address (http on loopback only) without user',
  ],
  when: [(value) => oneOf(value, 'always', 'risk', 'never'), 'must be always, risk or never'],
  failedStarts: [
    (value) => Number.isInteger(value) && between(value, 1, 1000),
    'must be a whole number from 1 to 1000',
  ],
  whenUnavailable: [(value) => oneOf(value, 'open', 'closed'), 'must be open or closed'],
  timeout: [
    (value) => Number.isInteger(value) && between(value, 100, 10_000),
    'must be a whole number from 100 to 10000',
  ],
  hostnames: [
    (value) => isTexts(value) && value.length > 0 && value.every((host) => /^[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(host)),
    'must list hosts in lower case, as www.example.com',
  ],
  action: [(value) => isText(value) && /^[\w-]{1,32}$/.test(value), 'must be 1 to 32 letters, digits, _ and -'],
  minimumScore: [(value) => between(value, 0, 1), 'must be a number from 0 to 1'],
  sendAddress: [(value) => typeof value === 'boolean', 'must be true or false'],
};
/** Member → the services that say it of a token. What they do not say cannot be checked. */
const told: Readonly<Record<string, readonly CaptchaProvider[]>> = {
  action: ['turnstile', 'recaptcha'],
  minimumScore: ['recaptcha'],
};

export const captcha: Rule = (value) => {
  if (value === undefined) return undefined;
  const names = Object.keys(members) as (keyof CaptchaOptions)[];
  if (!isRecord(value) || !onlyHas(value, names)) return `must have ${names.join(', ')} alone`;
  const isRequired = (name: string) => name === 'provider' || name === 'secret';
  const wrong = names.find((name) => (isRequired(name) || value[name] !== undefined) && !members[name][0](value[name]));
  if (wrong) return `${wrong} ${members[wrong][1]}`;
  const untold = names.find(
    (name) => value[name] !== undefined && told[name] && !told[name].some((one) => one === value['provider']),
  );
  return untold && `${untold} is nothing that tokens of this provider tell`;
};
