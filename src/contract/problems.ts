/**
 * Every failure that the browser can be told, as a closed set of stable codes, and how the hosted API's numbers map to
 * it (docs/hosted-api.md, "Error codes"). A vendor's number never reaches a browser.
 */

/** Problem code → HTTP status of the gateway's answer. */
export const problems = {
  // The reader's own.
  'wrong-credentials': 403,
  'account-inactive': 403,
  'account-deactivated': 403,
  'account-blocked': 403,
  'unknown-account': 404,
  'wrong-code': 403,
  'email-taken': 400,
  'username-taken': 400,
  'registration-invalid': 400,
  'identifiers-mismatch': 400,
  'already-registered': 409,
  'data-missing': 400,
  'email-missing': 400,
  'name-missing': 400,
  'username-missing': 400,
  'invalid-data': 400,
  'third-party-refused': 403,
  'opt-in-changed': 409,
  // The flow's.
  'flow-unknown': 404,
  /** Not 408: Chromium sends a request again by itself after that, up to five times. */
  'flow-expired': 410,
  'flow-used': 412,
  'flow-order': 428,
  'flow-exhausted': 403,
  'session-unknown': 400,
  'removal-refused': 401,
  'signed-out': 401,
  /** The password was changed already: not to be changed again. */
  'reset-finished': 409,
  // A link's.
  'link-invalid': 400,
  'link-used': 410,
  'email-mismatch': 403,
  'transfer-refused': 403,
  // Limits and faults.
  /** The call needs the token of a captcha that has just been solved: there was none, or it will not do. */
  'captcha-required': 403,
  'captcha-unavailable': 503,
  locked: 423,
  'rate-limited': 429,
  'sms-unavailable': 503,
  /** The service that knows breached passwords is out of reach, and the gateway is set to accept no password that it did not see. */
  'password-unchecked': 503,
  'upstream-failed': 502,
  'upstream-timeout': 504,
  misconfigured: 502,
  // What the settings say.
  'domain-not-allowed': 403,
  'login-unavailable': 503,
  'login-emergency': 503,
  'connect-unavailable': 503,
  'connect-misconfigured': 503,
  // The protocol's own.
  'invalid-request': 400,
  /** The page speaks a version of the protocol that is not served (any more, or yet). */
  'protocol-unknown': 400,
  'request-refused': 403,
  'not-found': 404,
  /** What a security finding has removed, in every version of the protocol. */
  'call-removed': 410,
  'method-not-allowed': 405,
  'request-too-large': 413,
  'not-json': 415,
  'gateway-failed': 500,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problems;

/** What only the client can notice; never on the wire. */
export type ClientProblemCode =
  | 'offline'
  | 'timeout'
  | 'bad-answer'
  | 'not-a-gateway'
  | 'chunk-failed'
  /** The gateway set cookies that this browser does not hold. */
  | 'cookies-refused';

/**
 * What a problem means for the flow that it came to, in browser and gateway alike. Apart from the statuses, because a
 * browser has this table before its first paint. A problem in neither list leaves the step as it is: the reader corrects
 * something, waits, or goes another way.
 */
export const problemEffects = {
  /** The step token is used up or worthless: only a new start leads on. */
  ends: [
    'flow-unknown',
    'flow-expired',
    'flow-used',
    'flow-order',
    'flow-exhausted',
    'already-registered',
    'removal-refused',
    'signed-out',
    'reset-finished',
    'link-invalid',
    'link-used',
  ],
  /** The fault passes: the same call can succeed when it is made again. */
  retry: [
    'captcha-unavailable',
    'offline',
    'timeout',
    'bad-answer',
    'not-a-gateway',
    'chunk-failed',
    'gateway-failed',
    'upstream-failed',
    'upstream-timeout',
  ],
} as const satisfies Record<string, readonly (ProblemCode | ClientProblemCode)[]>;

/** Whether a problem ends the flow that it came to. */
export const endsFlow = (code: ProblemCode | ClientProblemCode): boolean =>
  (problemEffects.ends as readonly string[]).includes(code);

/** Whether the call that a problem came to can succeed when it is made again as it was. */
export const canRetry = (code: ProblemCode | ClientProblemCode): boolean =>
  (problemEffects.retry as readonly string[]).includes(code);

/** The hosted API's `errorCode` → our code. Absent: decided by status, see `problemByStatus`. */
export const problemByErrorCode: Readonly<Record<number, ProblemCode>> = {
  10003: 'sms-unavailable',
  20001: 'account-inactive',
  20005: 'wrong-credentials',
  20006: 'wrong-code',
  20007: 'email-taken',
  20008: 'username-taken',
  20009: 'registration-invalid',
  20010: 'flow-expired',
  20011: 'account-deactivated',
  20015: 'unknown-account',
  20022: 'account-blocked',
  20026: 'locked',
  20027: 'identifiers-mismatch',
  20028: 'signed-out',
  20030: 'removal-refused',
  20031: 'session-unknown',
  20040: 'flow-unknown',
  20041: 'flow-used',
  20042: 'flow-order',
  20043: 'flow-exhausted',
  20044: 'wrong-code',
  20046: 'data-missing',
  20059: 'email-missing',
  20060: 'name-missing',
  20061: 'username-missing',
  20066: 'third-party-refused',
  99400: 'invalid-data',
  99401: 'misconfigured',
  99404: 'upstream-failed',
  99429: 'rate-limited',
  99500: 'upstream-failed',
  99502: 'upstream-failed',
  99504: 'upstream-timeout',
};

/** For an error reply whose number is unknown or absent: its HTTP status → our code. Any other status: `upstream-failed`. */
export const problemByStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid-data',
  401: 'misconfigured',
  403: 'request-refused',
  404: 'flow-unknown',
  406: 'wrong-code',
  408: 'flow-expired',
  412: 'flow-used',
  423: 'locked',
  424: 'flow-used',
  428: 'flow-order',
  429: 'rate-limited',
  504: 'upstream-timeout',
};
