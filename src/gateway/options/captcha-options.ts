/** What an operator sets about the captcha. */
import { isRecord } from '../../contract/json.js';
import {
  described,
  isSafe,
  isText,
  isTexts,
  may,
  must,
  oneOf,
  onlyHas,
  type Rule,
  urlOf,
  whole,
  yesOrNo,
} from './rules.js';

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
const isProvider = (value: unknown): boolean => captchaProviders.some((name) => name === value);

/** Member → its rule. `secret` is never repeated. */
export const captchaMembers: Readonly<Record<keyof CaptchaOptions, Rule>> = {
  provider: described(must(isProvider, `must be one of ${captchaProviders.join(', ')}`), { enum: captchaProviders }),
  secret: must(visible, 'must be the secret key, of at most 200 visible ASCII characters'),
  siteKey: may(visible, 'must be the public key, of at most 200 visible ASCII characters'),
  verifyUrl: may((value) => {
    const url = urlOf(value);
    return url !== undefined && isSafe(url) && !url.hash && !url.username && !url.password;
  }, 'must be an https address (http on loopback only) without user'),
  when: oneOf('always', 'risk', 'never'),
  failedStarts: whole(1, 1000),
  whenUnavailable: oneOf('open', 'closed'),
  timeout: whole(100, 10_000),
  hostnames: may(
    (value) => isTexts(value) && value.length > 0 && value.every((host) => /^[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(host)),
    'must list hosts in lower case, as www.example.com',
  ),
  action: may((value) => isText(value) && /^[\w-]{1,32}$/.test(value), 'must be 1 to 32 letters, digits, _ and -'),
  minimumScore: described(
    may((value) => typeof value === 'number' && value >= 0 && value <= 1, 'must be a number from 0 to 1'),
    { type: 'number', minimum: 0, maximum: 1 },
  ),
  sendAddress: yesOrNo,
};
/** Member → the services that say it of a token. What they do not say cannot be checked. */
const told: Readonly<Record<string, readonly CaptchaProvider[]>> = {
  action: ['turnstile', 'recaptcha'],
  minimumScore: ['recaptcha'],
};

export const captcha: Rule = (value) => {
  if (value === undefined) return undefined;
  const names = Object.keys(captchaMembers) as (keyof CaptchaOptions)[];
  if (!isRecord(value) || !onlyHas(value, names)) return `must have ${names.join(', ')} alone`;
  const isUntold = (name: string) =>
    value[name] !== undefined &&
    told[name] &&
    isProvider(value['provider']) &&
    !told[name].some((one) => one === value['provider']);
  const wrong = names.flatMap((name): [string, string][] => {
    const why = captchaMembers[name](value[name], value);
    if (typeof why === 'string') return [[name, why]];
    return isUntold(name) ? [[name, 'is nothing that tokens of this provider tell']] : [];
  });
  return wrong.length > 0 ? wrong : undefined;
};
