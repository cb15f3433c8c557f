/**
 * The services whose tokens can be checked: how each is asked, and what its answer says. By what the services publish: developers.cloudflare.com/turnstile/get-started/server-side-validation,
 * docs.hcaptcha.com, developers.google.com/recaptcha/docs/verify, developer.friendlycaptcha.com/docs/v2/api/siteverify and the package
 * @friendlycaptcha/server-sdk 0.3.0.
 */
import { isRecord } from '../../contract/json.js';
import type { CaptchaProvider, ResolvedCaptcha } from '../options/captcha-options.js';

/** What a service is asked about. */
export interface TokenQuestion {
  token: string;
  /** The sender's; absent where the service does not get it. */
  address: string | undefined;
}

/** What a service says of a token. */
export interface TokenFinding {
  success: boolean;
  /** Its codes, where it refuses. */
  codes: readonly string[];
  hostname?: string | undefined;
  action?: string | undefined;
  score?: number | undefined;
}

interface Provider {
  /** Where tokens are checked. */
  verifyUrl: string;
  ask: (
    question: TokenQuestion,
    options: ResolvedCaptcha,
  ) => { headers: Readonly<Record<string, string>>; body: string };
  /** `undefined`: this is no answer of the service. */
  read: (answer: unknown) => TokenFinding | undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The shape that began with reCAPTCHA: a form, and an answer with `error-codes`. */
const siteverify = (verifyUrl: string, sendsSiteKey = false): Provider => ({
  verifyUrl,
  ask: ({ token, address }, { secret, siteKey }) => ({
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      secret,
      response: token,
      ...(address !== undefined && { remoteip: address }),
      ...(sendsSiteKey && siteKey !== undefined && { sitekey: siteKey }),
    }).toString(),
  }),
  read: (answer) => {
    if (!isRecord(answer) || typeof answer['success'] !== 'boolean') return undefined;
    const { success, hostname, action, score, 'error-codes': codes } = answer;
    return {
      success,
      codes: Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : [],
      hostname: textOf(hostname),
      action: textOf(action),
      score: typeof score === 'number' ? score : undefined,
    };
  },
});

/** The host of an origin, as `https://www.example.com`. Friendly Captcha's pages show hosts alone, too; what it does not know is empty. */
const hostOf = (origin: unknown): string | undefined => {
  if (typeof origin !== 'string') return undefined;
  const address = origin.includes('://') ? origin : `https://${origin}`;
  return URL.canParse(address) ? new URL(address).hostname : undefined;
};

/** Version 2. It takes JSON, names the page's origin, and has one code where it refuses: with 200 that of a token, with 400 and 401 that of a request. */
const friendlyCaptcha: Provider = {
  verifyUrl: 'https://global.frcapi.com/api/v2/captcha/siteverify',
  ask: ({ token }, { secret, siteKey }) => ({
    headers: { 'Content-Type': 'application/json', 'X-API-Key': secret },
    body: JSON.stringify({ response: token, ...(siteKey !== undefined && { sitekey: siteKey }) }),
  }),
  read: (answer) => {
    if (!isRecord(answer) || typeof answer['success'] !== 'boolean') return undefined;
    const { success, data, error } = answer;
    const code = isRecord(error) ? textOf(error['error_code']) : undefined;
    const challenge = isRecord(data) && isRecord(data['challenge']) ? data['challenge'] : {};
    return { success, codes: code === undefined ? [] : [code], hostname: hostOf(challenge['origin']) };
  },
};

export const providers = {
  turnstile: siteverify('https://challenges.cloudflare.com/turnstile/v0/siteverify'),
  hcaptcha: siteverify('https://api.hcaptcha.com/siteverify', true),
  recaptcha: siteverify('https://www.google.com/recaptcha/api/siteverify'),
  'friendly-captcha': friendlyCaptcha,
} as const satisfies Record<CaptchaProvider, Provider>;

/**
 * Codes that speak of the gateway's own keys, or of the service itself. Only what no token can bring about is among them: with
 * `whenUnavailable: 'open'` whoever could would be let through. Every other code refuses the token. So does hCaptcha's `sitekey-secret-mismatch`,
 * which may be of a token as of the gateway's keys; Friendly Captcha's `sitekey_invalid` is described as of the request's key (a token of another key
 * was a wrong solution in version 1: FriendlyCaptcha/friendly-challenge, issue 155).
 */
export const notTheToken: ReadonlySet<string> = new Set([
  'missing-input-secret',
  'invalid-input-secret',
  'internal-error',
  'auth_required',
  'auth_invalid',
  'sitekey_invalid',
  'internal_server_error',
]);
