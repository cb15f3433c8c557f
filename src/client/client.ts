import type { Problem } from '../contract/answer.js';
import { protocolVersion, versionHeader } from '../contract/limits.js';

/** The answer of a call: the gateway's document, or a problem. */
export type Reply = { kind?: string } | Problem;

/**
 * Makes calls to the gateway (docs/browser-protocol.md). An element's `client` property takes any function of this shape; what that
 * returns is believed, a session included.
 *
 * @example
 * ```ts
 * import type { Client } from 'sso-elements/login';
 *
 * export const client: Client = async (method, path, body, signal) => {
 *   const response = await fetch(`/proxy/${path}`, {
 *     method,
 *     ...(body && { body: JSON.stringify(body) }),
 *     ...(signal && { signal }),
 *   });
 *   return response.json();
 * };
 * ```
 */
export interface Client {
  /**
   * Makes one call. The built-in client never rejects: whatever goes wrong it returns as a problem.
   *
   * @param path below the endpoint, with its query
   * @param body sent as JSON
   * @param signal gives the call up
   */
  (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, signal?: AbortSignal): Promise<Reply>;
}

/** Milliseconds after which a call without a complete answer becomes the problem `timeout`. */
const timeoutMs = 20_000;

const problem = (code: Problem['code'], response?: Response): Problem => {
  const header = response?.headers.get('retry-after');
  const seconds = header ? (/^\d+$/.test(header) ? +header : Math.ceil((Date.parse(header) - Date.now()) / 1000)) : NaN;
  return {
    kind: 'problem',
    code,
    ...(response && { status: response.status }),
    ...(seconds >= 0 && { retryAfter: seconds }),
  };
};

/** Status → code, for an error without a problem document: it may come from a proxy in front of the gateway. */
const byStatus: Record<number, Problem['code']> = { 404: 'not-a-gateway', 423: 'locked', 429: 'rate-limited' };

async function read(response: Response): Promise<Reply> {
  const json = /^application\/(problem\+)?json\b/i.test(response.headers.get('content-type') ?? '');
  if (!json) return problem(byStatus[response.status] ?? (response.ok ? 'not-a-gateway' : 'bad-answer'), response);
  // Rejects at truncated or broken JSON; `createClient` returns that as a problem.
  const body = (await response.json()) as Problem | null;
  if (!body || typeof body !== 'object') return problem('bad-answer', response);
  if (response.ok) return body;
  return typeof body.code === 'string'
    ? { ...problem(body.code, response), ...body, kind: 'problem' }
    : problem(byStatus[response.status] ?? 'bad-answer', response);
}

/** Wraps an injected client so that it never rejects, and returns an object in any case. */
export const neverRejecting =
  (client: Client): Client =>
  async (...call) => {
    try {
      const reply: unknown = await client(...call);
      // Plain JavaScript may return anything. Status 200: like nonsense from a gateway, this is not a failure that passes.
      return reply && typeof reply === 'object' ? reply : { ...problem('bad-answer'), status: 200 };
    } catch {
      return problem('offline');
    }
  };

/**
 * Returns the client of a gateway, which never rejects (docs/browser-protocol.md).
 *
 * @example
 * ```ts
 * import { createClient } from './client.js';
 *
 * const reply = await createClient('/sso')('GET', 'settings?language=en');
 * ```
 *
 * @param endpoint an address of the page's own origin
 */
export const createClient = (endpoint: string): Client => {
  const cacheModes: Record<string, RequestCache> = {};
  return async (method, path, body, signal) => {
    const limit = AbortSignal.timeout(timeoutMs);
    // A document that is asked for again may have changed: the browser's cached copy will not do.
    const cache = cacheModes[path] as RequestCache;
    cacheModes[path] = 'no-cache';
    try {
      const response = await fetch(`${endpoint}/${path}`, {
        method,
        cache,
        headers: {
          accept: 'application/json',
          [versionHeader]: protocolVersion,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        // A flow that is ended on the way to another page is ended all the same. Not where a service worker may be the gateway: Firefox
        // passes it by for what outlives the page.
        keepalive:
          method === 'DELETE' && !(globalThis.navigator as Partial<Navigator> | undefined)?.serviceWorker?.controller,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      return await read(response);
    } catch (error) {
      if (limit.aborted) return problem('timeout');
      return problem(error instanceof SyntaxError ? 'bad-answer' : 'offline');
    }
  };
};
