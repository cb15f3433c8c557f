/** The hosted API's error replies → failures: tables, and the little that depends on the operation. */
import type { FieldName } from '../../contract/names.js';
import { problemByErrorCode, problemByStatus, type ProblemCode } from '../../contract/problems.js';
import { errorResult, type ErrorResult, type Operation } from '../../contract/sso-api.js';
import { Failure } from '../base/failure.js';

/** Where a status does not mean what it means elsewhere (docs/hosted-api.md, "Traps"). */
const statusByOperation: Partial<Record<Operation, Readonly<Record<number, ProblemCode>>>> = {
  'login/verify': { 404: 'wrong-credentials' },
  'login/changeSessions': { 401: 'removal-refused' },
  'registration/start': { 412: 'sms-unavailable' },
  'passwordForgotten/sendToken': { 404: 'unknown-account' },
  'passwordForgotten/resetPassword': { 401: 'flow-used' },
  'passwordForgotten/changeSessions': { 401: 'removal-refused' },
  'customers/readOptIns': { 404: 'unknown-account' },
  'sessions/validate': { 401: 'signed-out' },
  'sessions/customerData': { 401: 'signed-out' },
  'sessions/createTransferToken': { 401: 'signed-out' },
  'sessions/redeemTransferToken': {
    400: 'transfer-refused',
    401: 'transfer-refused',
    404: 'transfer-refused',
    412: 'transfer-refused',
  },
};

/** Where the status decides, whatever error code comes with it: no customer fits, and the code must not reveal why. */
const decidedByStatus: Partial<Record<Operation, Readonly<Record<number, ProblemCode>>>> = {
  'loginIdentifier/start': { 404: 'identifiers-mismatch' },
};

/**
 * Statuses of 2xx that are failures all the same (docs/hosted-api.md, "Traps"). 206: there was no text to agree to, nothing was stored.
 */
const failedSuccess: Partial<Record<Operation, Readonly<Record<number, ProblemCode>>>> = {
  'loginIdentifier/start': { 208: 'already-registered' },
  'loginIdentifier/validate': { 208: 'already-registered' },
  'customers/optIns': { 206: 'upstream-failed' },
};

/** The failure behind a reply with a status of 2xx; `undefined` where it is the success that it looks like. */
export function hiddenFailure(operation: Operation, status: number): Failure | undefined {
  const code = failedSuccess[operation]?.[status];
  return code && new Failure(code, { upstreamStatus: status });
}

/**
 * What must not be revealed: who has an account, which identifier of a subscription was wrong, why a transfer token is of no use
 * (docs/security-model.md).
 */
const codeByOperation: Partial<Record<Operation, Partial<Record<ProblemCode, ProblemCode>>>> = {
  'login/verify': { 'unknown-account': 'wrong-credentials' },
  'loginIdentifier/start': { 'unknown-account': 'identifiers-mismatch' },
  'loginIdentifier/validate': { 'unknown-account': 'identifiers-mismatch' },
  'sessions/redeemTransferToken': {
    'signed-out': 'transfer-refused',
    'flow-used': 'transfer-refused',
    'flow-unknown': 'transfer-refused',
    'flow-expired': 'transfer-refused',
    'invalid-data': 'transfer-refused',
  },
};

/** The status with which a token counts as used because its password was already set: there is nothing to repeat (docs/hosted-api.md, "Traps"). */
const finished: Partial<Record<Operation, number>> = {
  'passwordForgotten/verifyToken': 424,
  'passwordForgotten/resetPassword': 401,
};

/** The hosted API's field → ours (docs/hosted-api.md, "Error codes"). A user name typed as the identifier belongs to the identifier's field. */
const fieldByName: Readonly<Record<string, FieldName>> = {
  email: 'identifier',
  username: 'username',
  password: 'password',
  twoFactorToken: 'code',
  verificationToken: 'code',
  mobileNumber: 'mobileNumber',
  firstName: 'firstName',
  lastName: 'lastName',
  salutation: 'salutation',
};
const fieldByOperation: Partial<Record<Operation, Readonly<Record<string, FieldName>>>> = {
  'login/verify': { username: 'identifier' },
  'passwordForgotten/sendToken': { username: 'identifier' },
  'registration/start': { email: 'email' },
  // An identifier is never marked: that would reveal to a stranger which one fits.
  'loginIdentifier/start': { email: 'email' },
};

/** Problem → the fields at fault, whatever the reply's own list. */
const faultyFields: Partial<Record<ProblemCode, Partial<Record<FieldName, 'taken'>>>> = {
  'username-taken': { username: 'taken' },
  'email-taken': { email: 'taken' },
};

/** Statuses that proxies in front of the API send too, with pages of their own. */
const proxied: ReadonlySet<number> = new Set([423, 429, 504]);
/** Seconds; the hosted API documents "locked for 10 s" and sends no header. */
const waits: Partial<Record<ProblemCode, number>> = { locked: 10 };
const longestWait = 86_400;

/** Seconds from a `Retry-After` header (RFC 9110, 10.2.3), which holds seconds or a date; 1 at least, a day at most. */
export function retryAfterSeconds(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 1), longestWait);
}

function readError(body: string): ErrorResult | 'empty' | 'unreadable' {
  if (!body.trim()) return 'empty';
  try {
    return errorResult.safeParse(JSON.parse(body)).data ?? 'empty';
  } catch {
    return 'unreadable';
  }
}

function fieldsOf(
  operation: Operation,
  { validationErrors }: ErrorResult,
): Partial<Record<FieldName, 'invalid'>> | undefined {
  const table = { ...fieldByName, ...fieldByOperation[operation] };
  const names = validationErrors.flatMap((error) => {
    const name = error && Object.hasOwn(table, error.field) ? table[error.field] : undefined;
    return name ? [name] : [];
  });
  return names.length ? Object.fromEntries(names.map((name) => [name, 'invalid'])) : undefined;
}

/** The failure that an error reply means. `errorCode`: the hosted API's own, for the log. `now` in milliseconds since 1970. */
export function failureOfReply(
  operation: Operation,
  reply: { status: number; body: string; retryAfter: string | null },
  now: number,
): { failure: Failure; errorCode: number | undefined } {
  const { status } = reply;
  const result = readError(reply.body);
  if (result === 'unreadable' && !proxied.has(status))
    return { failure: new Failure('upstream-failed'), errorCode: undefined };
  const errorCode = typeof result === 'string' ? undefined : result.errorCode;
  const meant =
    decidedByStatus[operation]?.[status] ??
    (errorCode === undefined ? undefined : problemByErrorCode[errorCode]) ??
    statusByOperation[operation]?.[status] ??
    problemByStatus[status] ??
    'upstream-failed';
  const isFinished = meant === 'flow-used' && status === finished[operation];
  const code = isFinished ? 'reset-finished' : (codeByOperation[operation]?.[meant] ?? meant);
  const wait =
    code === 'locked' || code === 'rate-limited'
      ? (retryAfterSeconds(reply.retryAfter, now) ?? waits[code])
      : undefined;
  const fields =
    faultyFields[code] ??
    (code === 'invalid-data' && typeof result !== 'string' ? fieldsOf(operation, result) : undefined);
  const details = { fields, retryAfter: wait, upstreamStatus: status, upstreamErrorCode: errorCode };
  return { failure: new Failure(code, details), errorCode };
}
