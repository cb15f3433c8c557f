/** The only caller of the hosted SSO API: one host, a fixed list of operations, every reply read through the contract. */
import type * as z from 'zod/mini';
import { readJson, writeJson } from '../../contract/lossless.js';
import { type Operation, operations } from '../../contract/sso-api.js';
import { readUtf8 } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { Fetch } from '../base/ports.js';
import { Failure } from '../base/failure.js';
import { failureOf, hiddenFailure } from './upstream-errors.js';

type RequestOf<O extends Operation> = (typeof operations)[O] extends { body: infer S extends z.ZodMiniType }
  ? { body: z.infer<S> }
  : { body?: never };

/** One call: what goes into it, and the schema of its successful replies. */
export type UpstreamCall<O extends Operation, S> = RequestOf<O> & {
  reply: z.ZodMiniType<S>;
  /** What the path goes on with. */
  segment?: string | readonly string[];
  query?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds, where it is to be shorter than the gateway's. */
  timeout?: number;
};

export interface Upstream {
  /** Throws a `Failure` for whatever is not a successful reply of the expected form. */
  call<O extends Operation, S>(operation: O, call: UpstreamCall<O, S>): Promise<S>;
}

/** Bytes; the settings with a merchant's style sheet and script are the longest reply, some 60 KB. */
const longestReply = 1_000_000;

/** Settles with the promise, or fails with `upstream-timeout` when the signal does, also where nobody listens to that. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Failure('upstream-timeout')), { once: true });
    promise.then(resolve, reject);
  });
}

export function createUpstream(options: {
  apiUrl: string;
  apiToken: string;
  fetch: Fetch;
  now: () => number;
  timeout: number;
  log: Log;
}): Upstream {
  const { apiUrl, apiToken, log, now } = options;

  /** Of the address only the operation's name is ever logged: path and query can hold secrets (Traps 11). */
  function address(
    operation: Operation,
    segments: readonly string[],
    query: UpstreamCall<Operation, unknown>['query'],
  ) {
    // Dot segments would be resolved away and leave the operation.
    if (segments.includes('.') || segments.includes('..')) throw new Failure('upstream-failed');
    const path = [operations[operation].path, ...segments.map(encodeURIComponent)].join('/');
    const url = new URL(apiUrl + path);
    for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(name, value);
    return url;
  }

  async function exchange(url: URL, method: string, body: unknown, signal: AbortSignal) {
    const request = new Request(url, {
      method,
      headers: {
        'X-plenigo-token': apiToken,
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: writeJson(body) }),
      redirect: 'error',
      signal,
    });
    const response = await options.fetch(request);
    const text = await readUtf8(response.body, longestReply);
    if (text === undefined) throw new Failure('upstream-failed');
    return { ok: response.ok, status: response.status, body: text, retryAfter: response.headers.get('retry-after') };
  }

  return {
    async call(operation, { body, reply: schema, segment = [], query, timeout }) {
      const started = now();
      const logged = (
        failure: Failure,
        details: { status?: number; errorCode?: number | undefined; reason?: string },
      ) => {
        const loud = failure.code === 'misconfigured';
        const event = loud ? 'api-token-refused' : 'upstream-failure';
        const level = loud || failure.code.startsWith('upstream') ? 'error' : 'info';
        log({ level, event, operation, code: failure.code, milliseconds: now() - started, ...details });
        return failure;
      };
      const url = address(operation, [segment].flat(), query);
      const signal = AbortSignal.timeout(Math.min(timeout ?? Infinity, options.timeout));
      let reply;
      try {
        reply = await unlessAborted(exchange(url, operations[operation].method, body, signal), signal);
      } catch (error) {
        // The error's own message can repeat the address.
        const timedOut = signal.aborted || (error instanceof Failure && error.code === 'upstream-timeout');
        const reason = error instanceof Error ? error.name : typeof error;
        throw logged(new Failure(timedOut ? 'upstream-timeout' : 'upstream-failed'), { reason });
      }
      if (!reply.ok) {
        const { failure, errorCode } = failureOf(operation, reply, now());
        throw logged(failure, { status: reply.status, errorCode });
      }
      const hidden = hiddenFailure(operation, reply.status);
      if (hidden) throw logged(hidden, { status: reply.status });
      let value: unknown;
      try {
        value = readJson(reply.body);
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
