/** Failures on their way to the browser: problem details (RFC 9457) with a closed set of codes. */
import type { ProblemDetails } from '../../contract/answer.js';
import { problems, type ProblemCode } from '../../contract/problems.js';

type Fields = NonNullable<ProblemDetails['fields']>;

/** A failure that a call returns as a problem. Anything else that is thrown becomes `gateway-failed`. */
export class Failure extends Error {
  readonly code: ProblemCode;
  readonly fields: Fields | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** Status of the hosted API's reply, where there was one. Never sent to a browser. */
  readonly upstreamStatus: number | undefined;
  /** The hosted API's own number for what is wrong, where its reply had one. Never sent to a browser. */
  readonly upstreamErrorCode: number | undefined;

  constructor(
    code: ProblemCode,
    details: {
      fields?: Fields | undefined;
      retryAfter?: number | undefined;
      upstreamStatus?: number | undefined;
      upstreamErrorCode?: number | undefined;
    } = {},
  ) {
    super(code);
    this.name = 'Failure';
    this.code = code;
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
    this.upstreamStatus = details.upstreamStatus;
    this.upstreamErrorCode = details.upstreamErrorCode;
  }
}

/** Problem code → title, for developers who look at answers; readers see texts of the elements. */
const titles = {
  'wrong-credentials': 'No account has this identifier and password',
  'account-inactive': 'The account is not active',
  'account-deactivated': 'The account is deactivated',
  'account-blocked': 'The account is blocked until its password is reset',
  'unknown-account': 'There is no such account',
  'wrong-code': 'The code is wrong',
  'email-taken': 'The e-mail address is already registered',
  'username-taken': 'The user name is taken',
  'registration-invalid': 'The registration is invalid',
  'identifiers-mismatch': 'The identifiers do not match one customer',
  'already-registered': 'The customer is already registered',
  'data-missing': 'Required data is missing',
  'email-missing': 'The e-mail address is missing',
  'name-missing': 'The name is missing',
  'username-missing': 'The user name is missing',
  'invalid-data': 'The data is invalid',
  'third-party-refused': 'The third-party sign-in was refused',
  'opt-in-changed': 'The advertising consent is not the one that was shown',
  'flow-unknown': 'The flow is unknown',
  'flow-expired': 'The flow has expired',
  'flow-used': 'The step has already been completed',
  'flow-order': 'The step is not the next one of the flow',
  'flow-exhausted': 'The step was tried too many times',
  'session-unknown': 'The session to end is unknown',
  'removal-refused': 'The flow can no longer end sessions',
  'signed-out': 'The session has ended',
  'reset-finished': 'The password has already been changed',
  'link-invalid': 'The link was not sent by this site or has expired',
  'link-used': 'The link has already been used or was replaced by a newer one',
  'email-mismatch': 'The link was not requested with these details',
  'transfer-refused': 'The session cannot be transferred',
  'captcha-required': 'The captcha has to be solved',
  'captcha-unavailable': 'The service of the captcha is out of reach',
  locked: 'Locked for a short while',
  'rate-limited': 'Too many requests',
  'sms-unavailable': 'Text messages cannot be sent',
  'password-unchecked': 'The new password could not be checked',
  'upstream-failed': 'The SSO API failed',
  'upstream-timeout': 'The SSO API did not answer in time',
  misconfigured: 'The gateway is not set up correctly',
  'domain-not-allowed': 'Signing in is not allowed on this domain',
  'login-unavailable': 'Signing in is not available at the moment',
  'login-emergency': 'The merchant lets readers in without signing in',
  'connect-unavailable': 'Connecting a subscription is not offered',
  'connect-misconfigured': 'Connecting a subscription is not completely set up',
  'invalid-request': 'The request does not follow the protocol',
  'protocol-unknown': 'The version of the protocol is not served',
  'request-refused': 'The request does not come from a page of this site',
  'not-found': 'There is no such call',
  'call-removed':
    'The call was removed, since a script of the page could take the session by it; a link to session/join of the other site takes its place',
  'method-not-allowed': 'The call does not allow this method',
  'request-too-large': 'The request is too large',
  'not-json': 'The request is not JSON',
  'gateway-failed': 'The gateway failed',
} as const satisfies Record<ProblemCode, string>;

/** A failure as the body of a problem. `reference` finds it in the log. */
export function problemBody(failure: Failure, reference: string): ProblemDetails {
  const { code, fields, retryAfter } = failure;
  return {
    type: `urn:sso-elements:problem:${code}`,
    title: titles[code],
    status: problems[code],
    code,
    ...(fields && { fields }),
    ...(retryAfter !== undefined && { retryAfter }),
    reference,
  };
}
