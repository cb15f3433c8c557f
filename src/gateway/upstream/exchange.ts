/** One operation on the wire: a request, its reply as far as it is read, and a second try where the first did not arrive. */
import { writeJson } from '../../contract/lossless.js';
import { type Operation, operations } from '../../contract/sso-api.js';
import { readUtf8 } from '../base/bytes.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { Fetch } from '../base/ports.js';
import { NoFault } from './circuit.js';
import { isRepeatable, reasonOf } from './network-errors.js';
import { isParsed, longestReplyOf } from './reply-limits.js';

/** A reply that leads elsewhere. Never followed: the token and what readers type are for the hosted API alone. */
class Redirected extends NoFault {
  override readonly name = 'redirect';
}
/** A reply of more bytes or parts than any that is meant. */
class TooLarge extends NoFault {
  override readonly name = 'too large';
}
/** `redirected`, for an own `fetch` that follows all the same; `opaqueredirect` is what a service worker gets to see. */
export const isRedirect = ({ status, type, redirected }: Response) =>
  redirected || type === 'opaqueredirect' || (status >= 300 && status < 400);

/** Makes a `Request` only for a fetch that takes nothing else. */
export function send(
  fetch: Fetch,
  url: string,
  init: Omit<Parameters<NonNullable<Fetch['direct']>>[1], 'redirect'>,
): Promise<Response> {
  // Not `error`, which Cloudflare's runtime refuses to make a request with.
  const whole = { ...init, redirect: 'manual' as const };
  return fetch.direct ? fetch.direct(url, whole) : fetch(new Request(url, whole));
}

/**
 * The operation's address. It is never logged, only the operation's name: path and query can hold secrets (docs/hosted-api.md, "Traps").
 * Throws `upstream-failed`.
 */
export function addressOf(
  apiUrl: string,
  operation: Operation,
  segments: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  // A URL resolves dot segments: they would lead to another operation.
  if (segments.includes('.') || segments.includes('..')) throw new Failure('upstream-failed');
  const path = [operations[operation].path, ...segments.map(encodeURIComponent)].join('/');
  const url = new URL(apiUrl + path);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

export interface HostedReply {
  ok: boolean;
  status: number;
  body: string;
  retryAfter: string | null;
}

/** `token`: the API token. */
export interface Sending {
  url: string;
  body: unknown;
  token: string;
  signal: AbortSignal;
  log: Log;
}

export function createExchange(fetch: Fetch) {
  async function once(operation: Operation, { url, body, token, signal }: Sending): Promise<HostedReply> {
    const response = await send(fetch, url, {
      method: operations[operation].method,
      headers: {
        'X-plenigo-token': token,
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: writeJson(body) }),
      signal,
    });
    if (isRedirect(response)) {
      void response.body?.cancel().catch(() => undefined);
      throw new Redirected();
    }
    const text = await readUtf8(response, longestReplyOf(operation));
    if (text === undefined || !isParsed(operation, text)) throw new TooLarge();
    return { ok: response.ok, status: response.status, body: text, retryAfter: response.headers.get('retry-after') };
  }

  /** Throws what the network throws. */
  return async (operation: Operation, sending: Sending): Promise<HostedReply> => {
    try {
      return await once(operation, sending);
    } catch (error) {
      if (sending.signal.aborted || !isRepeatable(operations[operation].method, error)) throw error;
      // It did not arrive.
      sending.log({ level: 'info', event: 'upstream-repeated', operation, reason: reasonOf(error) });
      return await once(operation, sending);
    }
  };
}
