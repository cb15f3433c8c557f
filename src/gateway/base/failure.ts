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

  constructor(
    code: ProblemCode,
    details: {
      fields?: Fields | undefined;
      retryAfter?: number | undefined;
      upstreamStatus?: number | undefined;
    } = {},
  ) {
    super(code);
    this.name = 'Failure';
    this.code = code;
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
    this.upstreamStatus = details.upstreamStatus;
  }
}

/** Problem code → title, for developers who look at answers; readers see texts of the elements. */
const titles = {
  'wrong-credentials': 'No account fits this identifier and password',
  'account-inactive': 'The account is not active',
  'account-deactivated': 'The account is deactivated',
  'account-blocked': 'The account is blocked until its password is reset',
  'unknown-account': 'There is no such account',
  'wrong-code': 'The code is wrong',
  'email-taken': 'The e-mail address is registered already',
  'username-taken': 'The user name is taken',
  'registration-invalid': 'The registration is invalid',
  'identifiers-mismatch': 'The identifiers do not fit together',
  'already-registered': 'The customer is registered already',
  'data-missing': 'Required data is missing',
  'email-missing': 'The e-mail address is missing',
  'name-missing': 'The name is missing',
  'username-missing': 'The user name is missing',
  'invalid-data': 'The data is invalid',
  'third-party-refused': 'The third-party sign-in was refused',
  'opt-in-changed': 'The opt-in is not the one that was shown',
  'flow-unknown': 'The flow is not known',
  'flow-expired': 'The flow has expired',
  'flow-used': 'The step was taken already',
  'flow-order': 'The step is not the one that is due',
  'flow-exhausted': 'The step was tried too often',
  'session-unknown': 'The session to end is not known',
  'removal-refused': 'Sessions cannot be ended any more in this flow',
  'signed-out': 'The session has ended',
  'reset-finished': 'The password was changed already',
  'link-invalid': 'The link is not one of ours, or has expired',
  'link-used': 'The link was used already, or replaced by a newer one',
  'email-needed': 'The e-mail address is needed to take the link',
  'email-mismatch': 'The link is not for this e-mail address',
  'transfer-refused': 'The session cannot be handed over',
  locked: 'Locked for a short while',
  'rate-limited': 'Too many requests',
  'sms-unavailable': 'Text messages cannot be sent',
  'upstream-failed': 'The SSO API failed',
  'upstream-timeout': 'The SSO API did not answer in time',
  misconfigured: 'The gateway is not set up correctly',
  'domain-not-allowed': 'Signing in is not allowed on this domain',
  'login-unavailable': 'Signing in is not available at the moment',
  'login-emergency': 'The merchant lets readers in without signing in',
  'connect-unavailable': 'Connecting a subscription is not offered',
  'connect-misconfigured': 'Connecting a subscription is not set up completely',
  'invalid-request': 'The request is not one of the protocol',
  'request-refused': 'The request does not come from a page of this site',
  'not-found': 'There is no such call',
  'method-not-allowed': 'The call does not take this method',
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
