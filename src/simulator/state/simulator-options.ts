/** Options of the simulator and their defaults. */
import type { CustomerOption } from './customer-options.js';
import type { HostedDocument, LanguageTexts } from './hosted-settings-document.js';

/** The holder of a third party's ID token. */
export interface ThirdPartyIdentity {
  email: string;
}
/**
 * Verifies an ID token. Resolves to `undefined` for a token to refuse with 403/20066.
 *
 * @param context `clientId` from the settings; `now` in milliseconds since 1970.
 */
export type IdTokenVerifier = (
  idToken: string,
  context: { clientId: string; now: number },
) => Promise<ThirdPartyIdentity | undefined>;

/** Limits and lifetimes. The hosted API publishes none of them; for the first two see docs/hosted-api.md, "Flows". */
export interface SimulatorLimits {
  /** Wrong codes that a step token allows. The next attempt is refused with 20043. Default 5. */
  tries: number;
  /** Seconds for which a step or removal token is valid. An expired step token is refused with 20010. Default 900. */
  stepLifetime: number;
  /** Wrong passwords and codes in a row for one account or unknown address before login returns 429. Default 10. */
  wrongTries: number;
  /** Seconds for which login then returns 429, from the last wrong attempt. Default 60. */
  lockSeconds: number;
  /** Registrations started in a row for one e-mail address. The next one is refused with 423/20026. Default 5. */
  starts: number;
  /** Seconds after which another start no longer counts as in a row, and for which the lock holds. Default 10. */
  startLockSeconds: number;
  /** Seconds for which a transfer token is valid. Default 30. */
  transferLifetime: number;
  /** Requests allowed in a window of that many seconds, from all callers together. Default: no limit. */
  rateLimit?: { requests: number; seconds: number };
}

/** Names of the query parameters that carry the step token and the code. */
export interface LinkParameters {
  token: string;
  code: string;
}

export interface SimulatorOptions {
  /** Token that callers must send as `X-plenigo-token`. Requests without it are refused with 401/99401. */
  apiToken: string;
  /** Customers at the start. Default: none. */
  customers?: readonly CustomerOption[];
  /** The document of `GET /processes/settings/sso`. Members that are absent here are absent there. Default: only `tokenType`. */
  settings?: HostedDocument;
  /** `ssoTermText` and `ssoOptInText` by two-letter language. They override those of the document. */
  texts?: LanguageTexts;
  /**
   * Returns settings that are stored elsewhere, instead of `settings` and `texts`. It is called for each request; a new object
   * replaces the settings. `followStore` of `sso-elements-server/settings-store` returns such a function.
   */
  follow?: () => { readonly settings: object; readonly texts?: LanguageTexts };
  /** Returns the time in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** Returns that many random bytes. Default `crypto.getRandomValues`. */
  random?: (length: number) => Uint8Array;
  /** Default: `defaultLimits`, each by itself. */
  limits?: Partial<SimulatorLimits>;
  /** Path below which the API is served. Default `/api/v3.0`. */
  basePath?: string;
  /** At most 20 characters. Default `SIMULATED`. */
  companyId?: string;
  /** Name that authenticator apps show. Default `SSO`. */
  issuer?: string;
  /** Least length of `customerSession` in characters, at most 10,000. Default: as long as the token needs. */
  sessionTokenLength?: number;
  /**
   * Whether login returns 404/20015 for an unknown address. Default false: 403/20005, as for a wrong password. The hosted
   * API promises neither (docs/hosted-api.md, "Traps" 8).
   */
  revealUnknownAccounts?: boolean;
  /**
   * Whether a blocked customer can reset a forgotten password and is then unblocked. Default false: each step is refused
   * with 412/20022. The hosted API publishes neither (decisions/0015).
   */
  resetUnblocks?: boolean;
  /**
   * What `PUT /customers/{id}/optIns` does with the channels that it does not name. Default `keep`. The hosted API does not say
   * (docs/hosted-api.md, "Opt-ins").
   */
  unsentOptIns?: 'keep' | 'drop' | 'reset';
  /** Whether SMS can be sent. A function is called each time. If not, steps that need one are refused with 10003. Default true. */
  smsProvider?: boolean | (() => boolean);
  /** Length of confirmation codes, 1 to 6 characters, and the characters they consist of. Default: six digits. */
  codes?: { length?: number; alphabet?: string };
  /**
   * The query parameters of a mailed link. Default `{ token: 'token', code: 'verificationToken' }`; the hosted API's
   * documentation also calls them token and step (docs/hosted-api.md, "Flows"): `{ token: 'step', code: 'token' }`.
   */
  linkParameters?: LinkParameters;
  /** Verifies Google's ID tokens. Default `unsignedIdTokens`. */
  google?: IdTokenVerifier;
}

/** The limits that apply where the options have none. */
export const defaultLimits: SimulatorLimits = {
  tries: 5,
  stepLifetime: 900,
  wrongTries: 10,
  lockSeconds: 60,
  starts: 5,
  startLockSeconds: 10,
  transferLifetime: 30,
};
