import type { Problem } from '../contract/answer.js';

/** What a call came to: the gateway's document, or a problem. */
export type Reply = { kind?: string } | Problem;

/** Speaks the browser's protocol. An element's `client` property takes any object of this shape. */
export interface Client {
  /**
   * Makes one call and never throws: whatever goes wrong is answered as a problem.
   *
   * @param path below the endpoint, with its query
   */
  (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, signal?: AbortSignal): Promise<Reply>;
}

/** After so many milliseconds without a whole answer a call becomes the problem `timeout`. */
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

/** What an error without a problem document is, by status: a proxy in front of the gateway can answer, too. */
const byStatus: Record<number, Problem['code']> = { 404: 'not-a-gateway', 423: 'locked', 429: 'rate-limited' };

async function read(response: Response): Promise<Reply> {
  const json = /^application\/(problem\+)?json\b/i.test(response.headers.get('content-type') ?? '');
  if (!json) return problem(byStatus[response.status] ?? (response.ok ? 'not-a-gateway' : 'bad-answer'), response);
  // Truncated or broken JSON rejects here, and is answered for by who called.
  const body = (await response.json()) as Problem | null;
  if (!body || typeof body !== 'object') return problem('bad-answer', response);
  if (response.ok) return body;
  return typeof body.code === 'string'
    ? { ...problem(body.code, response), ...body, kind: 'problem' }
    : problem(byStatus[response.status] ?? 'bad-answer', response);
}

/** A client of somebody else's, held to the promise never to reject. */
export const neverRejecting =
  (client: Client): Client =>
  async (...call) => {
    try {
      const reply: unknown = await client(...call);
      // It may be plain JavaScript, and answer nothing at all. An answer, as 200 with nonsense is: not a fault that passes.
      return reply && typeof reply === 'object' ? reply : { ...problem('bad-answer'), status: 200 };
    } catch {
      return problem('offline');
    }
  };

/**
 * A client of the gateway at `endpoint`, an address of the page's own origin (docs/browser-protocol.md).
 */
export const createClient = (endpoint: string): Client => {
  const asked: Record<string, RequestCache> = {};
  return async (method, path, body, signal) => {
    const limit = AbortSignal.timeout(timeoutMs);
    // What is asked once more may have changed: the copy that the browser has kept is no answer.
    const cache = asked[path] as RequestCache;
    asked[path] = 'no-cache';
    try {
      const response = await fetch(`${endpoint}/${path}`, {
        method,
        cache,
        headers: {
          accept: 'application/json',
          ...(method !== 'GET' && { 'x-sso-request': '1' }),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        // What is given up on the way to another page is given up all the same.
        keepalive: method === 'DELETE',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      return await read(response);
    } catch (error) {
      if (limit.aborted) return problem('timeout');
      return problem(error instanceof SyntaxError ? 'bad-answer' : 'offline');
    }
  };
};
