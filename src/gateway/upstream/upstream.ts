/** The client of the hosted SSO API: one host, a fixed list of operations, every reply validated against the contract. */
import type * as z from 'zod/mini';
import { writeJson } from '../../contract/lossless.js';
import { type Operation, operations } from '../../contract/sso-api.js';
import { readUtf8 } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { Fetch } from '../base/ports.js';
import { Failure } from '../base/failure.js';
import { unlessAborted } from '../base/unless-aborted.js';
import { isParsed, longestReplyOf } from './reply-limits.js';
import { failureOfReply, hiddenFailure } from './upstream-errors.js';

type RequestOf<O extends Operation> = (typeof operations)[O] extends { body: infer S extends z.ZodMiniType }
  ? { body: z.infer<S> }
  : { body?: never };

/** What an operation is called with, and the schema of its successful replies. */
export type UpstreamCall<O extends Operation, S> = RequestOf<O> & {
  reply: z.ZodMiniType<S>;
  /** Appended to the operation's path, encoded. */
  segment?: string | readonly string[];
  query?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds; only shorter than the gateway's own `timeout` has an effect. */
  timeout?: number;
};

/** The hosted API's operations. */
export interface Upstream {
  /** Returns the validated reply. Throws `Failure` for everything else, and logs it. */
  call<O extends Operation, S>(operation: O, call: UpstreamCall<O, S>): Promise<S>;
}

/** A reply that leads elsewhere. Never followed: the token and what readers type are for the hosted API alone. */
class Redirected extends Error {
  override readonly name = 'redirect';
}
/** A reply of more bytes or parts than any that is meant. */
class TooLarge extends Error {
  override readonly name = 'too large';
}
/** `redirected`, for an own `fetch` that follows all the same; `opaqueredirect` is what a service worker gets to see. */
export const isRedirect = ({ status, type, redirected }: Response) =>
  redirected || type === 'opaqueredirect' || (status >= 300 && status < 400);

/** Creates the client. `timeout` in milliseconds; `now` in milliseconds since 1970. */
export function createUpstream(options: {
  apiUrl: string;
  apiToken: string;
  fetch: Fetch;
  now: () => number;
  timeout: number;
  log: Log;
}): Upstream {
  const { apiUrl, apiToken, log, now } = options;

  /** The address is never logged, only the operation's name: path and query can hold secrets (docs/hosted-api.md, "Traps"). */
  function address(
    operation: Operation,
    segments: readonly string[],
    query: UpstreamCall<Operation, unknown>['query'],
  ) {
    // A URL resolves dot segments: they would lead to another operation.
    if (segments.includes('.') || segments.includes('..')) throw new Failure('upstream-failed');
    const path = [operations[operation].path, ...segments.map(encodeURIComponent)].join('/');
    const url = new URL(apiUrl + path);
    for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(name, value);
    return url;
  }

  async function exchange(url: URL, operation: Operation, body: unknown, signal: AbortSignal) {
    const request = new Request(url, {
      method: operations[operation].method,
      headers: {
        'X-plenigo-token': apiToken,
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: writeJson(body) }),
      // Not `error`, which Cloudflare's runtime refuses to make a request with.
      redirect: 'manual',
      signal,
    });
    const response = await options.fetch(request);
    if (isRedirect(response)) {
      void response.body?.cancel().catch(() => undefined);
      throw new Redirected();
    }
    const text = await readUtf8(response, longestReplyOf(operation));
    if (text === undefined || !isParsed(operation, text)) throw new TooLarge();
    return { ok: response.ok, status: response.status, body: text, retryAfter: response.headers.get('retry-after') };
  }

  return {
    async call(operation, { body, reply: schema, segment = [], query, timeout }) {
      const started = now();
      const logged = (
        failure: Failure,
        details: { status?: number; errorCode?: number | undefined; reason?: string },
      ) => {
        const refused = failure.code === 'misconfigured';
        const event = refused ? 'api-token-refused' : 'upstream-failure';
        const level = refused || failure.code.startsWith('upstream') ? 'error' : 'info';
        log({ level, event, operation, code: failure.code, milliseconds: now() - started, ...details });
        return failure;
      };
      const url = address(operation, [segment].flat(), query);
      const signal = AbortSignal.timeout(Math.min(timeout ?? Infinity, options.timeout));
      let reply;
      try {
        reply = await unlessAborted(exchange(url, operation, body, signal), signal);
      } catch (error) {
        // The error's own message can hold the address.
        const timedOut = signal.aborted || (error instanceof Failure && error.code === 'upstream-timeout');
        const reason = error instanceof Error ? error.name : typeof error;
        throw logged(new Failure(timedOut ? 'upstream-timeout' : 'upstream-failed'), { reason });
      }
      if (!reply.ok) {
        const { failure, errorCode } = failureOfReply(operation, reply, now());
        throw logged(failure, { status: reply.status, errorCode });
      }
      const hidden = hiddenFailure(operation, reply.status);
      if (hidden) throw logged(hidden, { status: reply.status });
      let value: unknown;
      try {
        // No reply has a number past 2^53 that is read; the library that keeps its digits takes ten times as long.
        value = JSON.parse(reply.body);
      } catch {
        throw logged(new Failure('upstream-failed'), { status: reply.status, reason: 'not JSON' });
      }
      const parsed = schema.safeParse(value);
      if (!parsed.success)
        throw logged(new Failure('upstream-failed'), { status: reply.status, reason: 'not as the contract says' });
      return parsed.data;
    },
  };
}
