/** The hosted API's error replies → our failures: tables, and the little that depends on the operation. */
import { readJson } from '../../contract/lossless.js';
import type { FieldName } from '../../contract/names.js';
import { problemByErrorCode, problemByStatus, type ProblemCode } from '../../contract/problems.js';
import { errorResult, type ErrorResult, type Operation } from '../../contract/sso-api.js';
import { Failure } from '../base/failure.js';

/** Where a status means something else than everywhere (contract/README.md, Traps 9). */
const statusByOperation: Partial<Record<Operation, Readonly<Record<number, ProblemCode>>>> = {
  'login/verify': { 404: 'wrong-credentials' },
  'login/changeSessions': { 401: 'removal-refused' },
  'registration/start': { 412: 'sms-unavailable' },
  'passwordForgotten/sendToken': { 404: 'unknown-account' },
  'passwordForgotten/resetPassword': { 401: 'flow-used' },
  'passwordForgotten/changeSessions': { 401: 'removal-refused' },
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

/** The same whatever number comes with it: nobody fits, and how that is put says nothing. */
const whateverTheNumber: Partial<Record<Operation, Readonly<Record<number, ProblemCode>>>> = {
  'loginIdentifier/start': { 404: 'identifiers-mismatch' },
};

/** Successes for `fetch` that are none for the caller (Traps 5); 206: there was no text to agree to, nothing was stored. */
const unsuccessful: Partial<Record<Operation, Readonly<Record<number, ProblemCode>>>> = {
  'loginIdentifier/start': { 208: 'already-registered' },
  'loginIdentifier/validate': { 208: 'already-registered' },
  'customers/optIns': { 206: 'upstream-failed' },
};

/** The failure that a reply with a status of 2xx stands for, if it does. */
export function hiddenFailure(operation: Operation, status: number): Failure | undefined {
  const code = unsuccessful[operation]?.[status];
  return code && new Failure(code, { upstreamStatus: status });
}

/**
 * Nobody may learn from the answer who has an account (Traps 8), nor which identifier of a subscription was wrong; and of a transfer's token
 * nothing but that it is no use.
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

/** The status of a token that is used because its reset has set the password: not to be begun anew (contract/README.md, last line). */
const finished: Partial<Record<Operation, number>> = {
  'passwordForgotten/verifyToken': 424,
  'passwordForgotten/resetPassword': 401,
};

/** The hosted API's field → ours (Traps 10). A user name that was typed as the identifier is that field. */
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
  // An identifier is never blamed: that would tell a stranger which of them fits.
  'loginIdentifier/start': { email: 'email' },
};

/** What a problem blames, whatever the reply says. */
const blamed: Partial<Record<ProblemCode, Partial<Record<FieldName, 'taken'>>>> = {
  'username-taken': { username: 'taken' },
  'email-taken': { email: 'taken' },
};

/** Statuses that proxies in front of an API answer too, with pages of their own. */
const proxied: ReadonlySet<number> = new Set([423, 429, 504]);
/** Seconds; the API says "locked for 10 s" without a header. */
const waits: Partial<Record<ProblemCode, number>> = { locked: 10 };
const longestWait = 86_400;

/** `Retry-After` in seconds: a number of them, or a date. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 1), longestWait);
}

function read(body: string): ErrorResult | 'nothing' | 'nonsense' {
  if (!body.trim()) return 'nothing';
  try {
    return errorResult.safeParse(readJson(body)).data ?? 'nothing';
  } catch {
    return 'nonsense';
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

/** Decides what an error reply means. `errorCode` is for the log. */
export function failureOf(
  operation: Operation,
  reply: { status: number; body: string; retryAfter: string | null },
  now: number,
): { failure: Failure; errorCode: number | undefined } {
  const { status } = reply;
  const result = read(reply.body);
  if (result === 'nonsense' && !proxied.has(status))
    return { failure: new Failure('upstream-failed'), errorCode: undefined };
  const errorCode = typeof result === 'string' ? undefined : result.errorCode;
  const meant =
    whateverTheNumber[operation]?.[status] ??
    (errorCode === undefined ? undefined : problemByErrorCode[errorCode]) ??
    statusByOperation[operation]?.[status] ??
    problemByStatus[status] ??
    'upstream-failed';
  const isFinished = meant === 'flow-used' && status === finished[operation];
  const code = isFinished ? 'reset-finished' : (codeByOperation[operation]?.[meant] ?? meant);
  const wait =
    code === 'locked' || code === 'rate-limited' ? (retryAfter(reply.retryAfter, now) ?? waits[code]) : undefined;
  const fields =
    blamed[code] ?? (code === 'invalid-data' && typeof result !== 'string' ? fieldsOf(operation, result) : undefined);
  return { failure: new Failure(code, { fields, retryAfter: wait, upstreamStatus: status }), errorCode };
}
