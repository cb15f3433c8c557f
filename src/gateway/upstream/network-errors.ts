/** What an error of the network says of a request: by its code, never by its message, which can hold the address. */

/** From before anything was sent. */
const beforeSending: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** What comes where the other side had closed a connection that was idle; but it may have taken the request first. */
const cutOff: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

const deepest = 4;

/** The code of the system, of TLS or of the HTTP client, as `ECONNREFUSED`; `fetch` has it in the error's `cause`. */
export function codeOf(error: unknown): string | undefined {
  let each: unknown = error;
  for (let depth = 0; depth < deepest && each instanceof Error; depth += 1) {
    const { code } = each as { code?: unknown };
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) return code;
    each = each.cause;
  }
  return undefined;
}

/** For the log. */
export const reasonOf = (error: unknown): string =>
  codeOf(error) ?? (error instanceof Error ? error.name : typeof error);

/** Whether a request can be sent again: it never went out, or it only reads and met a closed connection. */
export function isRepeatable(method: string, error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return false;
  return beforeSending.has(code) || (method === 'GET' && cutOff.has(code));
}
