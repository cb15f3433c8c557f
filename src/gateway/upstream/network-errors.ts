/** What an error of the network says of a request: by its code, never by its message, which can hold the address. */

import { isErrorCode } from '../base/log-failure.js';

/** From before anything was sent, whatever else the error says. */
const connectTimeout = 'UND_ERR_CONNECT_TIMEOUT';
/** Most often from before anything was sent; but a connection that was made can break with them, too. */
const unreachable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);
/** What the system was asked for, before there was a connection. */
const connecting: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);
/** What comes where the other side had closed a connection that was idle; but it may have taken the request first. */
const cutOff: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

const deepest = 4;

interface Coded extends Error {
  code: string;
  syscall?: unknown;
}
const isCoded = (error: Error): error is Coded => 'code' in error && isErrorCode(error.code);

/** The error with a code: `fetch` has it in its error's `cause`. */
function codedIn(error: unknown): Coded | undefined {
  let each: unknown = error;
  for (let depth = 0; depth < deepest && each instanceof Error; depth += 1) {
    if (isCoded(each)) return each;
    each = each.cause;
  }
  return undefined;
}

/** The code of the system, of TLS or of the HTTP client, as `ECONNREFUSED`. */
export const codeOf = (error: unknown): string | undefined => codedIn(error)?.code;

/** For the log. */
export const reasonOf = (error: unknown): string =>
  codeOf(error) ?? (error instanceof Error ? error.name : typeof error);

/** Whether there was no connection yet. Where a name has several addresses, each one that was tried has its own error. */
const isBeforeSending = (error: Coded): boolean =>
  error.code === connectTimeout ||
  connecting.has(error.syscall) ||
  (error instanceof AggregateError &&
    error.errors.length > 0 &&
    error.errors.every((each: unknown) => each instanceof Error && isCoded(each) && isBeforeSending(each)));

/** Whether a request can be sent again: it never went out, or it only reads and met a connection that was closed or broke. */
export function isRepeatable(method: string, error: unknown): boolean {
  const found = codedIn(error);
  if (!found) return false;
  const { code } = found;
  if (method === 'GET') return code === connectTimeout || unreachable.has(code) || cutOff.has(code);
  return (code === connectTimeout || unreachable.has(code)) && isBeforeSending(found);
}
