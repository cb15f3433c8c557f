/** What the simulator can be told, and its defaults. */
import type { HostedDocument, Texts } from './hosted-settings-document.js';

/** The hosted API's customer states (sso-api.openapi.yaml, `Customer.status`). */
export type CustomerStatus = 'ACTIVATED' | 'BLOCKED' | 'DEACTIVATED' | 'DISABLED';
export type HostedSalutation = 'DIVERSE' | 'MR' | 'MRS' | 'NONE';

/** What `ADDITIONAL_DATA` asks a customer for, whatever the settings say, as long as it is missing. */
export interface CustomerAsks {
  username?: boolean;
  names?: boolean;
  terms?: boolean;
}

/** A session that a customer has already when the simulator starts. */
export interface SessionOption {
  os?: string;
  browser?: string;
  /** ISO 8601; absent: the time of the start. */
  createdAt?: string;
}

/** An address of an imported customer, as account connect compares it: trimmed, and capitals or not. */
export interface Address {
  postcode?: string;
  street?: string;
  streetNumber?: string;
  city?: string;
}

/** A customer who exists when the simulator starts: registered, or, without a password, imported and not yet registered. */
export interface CustomerOption {
  email?: string;
  username?: string;
  /** Absent: imported. */
  password?: string;
  /** 1 to 18 digits; absent: numbered by place in the list. */
  customerId?: string;
  firstName?: string;
  lastName?: string;
  /** E.164: where codes go when they travel by SMS. */
  mobileNumber?: string;
  salutation?: HostedSalutation;
  /** Absent: `ACTIVATED`. At login `DEACTIVATED` is refused with 20011, `DISABLED` with 20001, `BLOCKED` with 20022. */
  status?: CustomerStatus;
  /** The shared secret of an authenticator app in base32, or `to-add`: has to set one up. Absent: no second factor. */
  twoFactor?: { secret: string } | 'to-add';
  /** `RESET_PASSWORD` at the next login. */
  mustResetPassword?: boolean;
  /** `CHANGE_EMAIL` at each login. */
  mustChangeEmail?: boolean;
  /** Version of the terms that the customer accepted; absent: the first, which is the one at the start. */
  acceptedTermsVersion?: number;
  /** The terms changed since the customer accepted them: short for `acceptedTermsVersion: 0`. */
  termsChanged?: boolean;
  asks?: CustomerAsks;
  sessions?: readonly SessionOption[];
  /** Positive 64-bit integers, as decimal strings where a `number` would lose digits. */
  subscriptionIds?: readonly (string | bigint)[];
  addresses?: readonly Address[];
}

/** What a third party's token says of its holder. */
export interface ThirdPartyIdentity {
  email: string;
}
/** Judges an ID token; `undefined`: refused with 403/20066. */
export type IdTokenVerifier = (
  idToken: string,
  context: { clientId: string; now: number },
) => Promise<ThirdPartyIdentity | undefined>;

/** How often and how long. The hosted API publishes none of these; the first two are docs/hosted-api.md's, "Flows". */
export interface SimulatorLimits {
  /** Wrong codes that a step token allows; the next try is refused with 20043. Default 5. */
  tries: number;
  /** Seconds for which a step or removal token is valid; a step token is then refused with 20010. Default 900. */
  stepLifetime: number;
  /** Wrong passwords and codes in a row for one account or unknown address before login answers 429. Default 10. */
  wrongTries: number;
  /** Seconds for which login then answers 429, counted from the last wrong one. Default 60. */
  lockSeconds: number;
  /** Registrations started in a row for one e-mail address; the next one is locked with 423/20026. Default 5. */
  starts: number;
  /** Seconds after which a start is no longer in a row with the one before, and for which the lock holds. Default 10. */
  startLockSeconds: number;
  /** Seconds for which a transfer token is valid. Default 30. */
  transferLifetime: number;
  /** Requests allowed in a window of so many seconds, for all callers together. Absent: no limit. */
  rateLimit?: { requests: number; seconds: number };
}

/** Names of query parameters: of the step token and of the code. */
export interface LinkParameters {
  token: string;
  code: string;
}

export interface SimulatorOptions {
  /** What callers must send as `X-plenigo-token`; anything else is 401/99401. */
  apiToken: string;
  customers?: readonly CustomerOption[];
  /** The document of `GET /processes/settings/sso`; absent members are absent there too. Default: only `tokenType`. */
  settings?: HostedDocument;
  /** `ssoTermText` and `ssoOptInText` by two-letter language, in front of the document's own. */
  texts?: Texts;
  /** Settings that are kept elsewhere, in front of `settings` and `texts`: asked before each answer, taken up if another object. */
  follow?: () => { readonly settings: object; readonly texts?: Texts };
  /** The time in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** That many random bytes. Default `crypto.getRandomValues`. */
  random?: (length: number) => Uint8Array;
  limits?: Partial<SimulatorLimits>;
  /** The path of the API's base. Default `/api/v3.0`. */
  basePath?: string;
  /** At most 20 characters. Default `SIMULATED`. */
  companyId?: string;
  /** The name that authenticator apps show. Default `SSO`. */
  issuer?: string;
  /** Length of `customerSession` in characters, at most 10,000; a smaller one than the token needs has no effect. */
  sessionTokenLength?: number;
  /**
   * Whether login says 404/20015 of an address that nobody has. Default false: it says 403/20005, as for a wrong
   * password. The hosted API promises neither (docs/hosted-api.md, Traps 8).
   */
  tellUnknownAccounts?: boolean;
  /**
   * Whether a blocked customer can take a forgotten password's steps, and is unblocked by the new one. Default false: each of them says
   * 412/20022. The hosted API publishes neither (decisions/0015).
   */
  resetUnblocks?: boolean;
  /** Whether SMS can be sent at all, asked each time; otherwise what needs one is refused with 10003. Default true. */
  smsProvider?: boolean | (() => boolean);
  /** What confirmation codes are made of. Default: six digits. At most 6 characters of `alphabet`. */
  codes?: { length?: number; alphabet?: string };
  /**
   * The query parameters of a mailed link. Default `{ token: 'token', code: 'verificationToken' }`; the hosted API's
   * documentation also names them token and step (docs/hosted-api.md, "Flows"): `{ token: 'step', code: 'token' }`.
   */
  linkParameters?: LinkParameters;
  /** Stands in for Google. Default `unsignedIdTokens`. */
  google?: IdTokenVerifier;
}

export const defaultLimits: SimulatorLimits = {
  tries: 5,
  stepLifetime: 900,
  wrongTries: 10,
  lockSeconds: 60,
  starts: 5,
  startLockSeconds: 10,
  transferLifetime: 30,
};
