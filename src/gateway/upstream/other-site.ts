/** The call to the gateway of another of the merchant's sites: one address for each, a time limit, and an answer of a few bytes. */
import { joinPaths, tokenAnswer, type TokenAnswer, type TokenRequest } from '../../contract/join.js';
import { readUtf8 } from '../base/bytes.js';
import { type Deadline, inTime, logFor, within } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { Fetch } from '../base/ports.js';
import { isRedirect, send } from './exchange.js';
import { reasonOf } from './network-errors.js';

/** Another of the merchant's sites. */
export interface OtherSite {
  origin: string;
  /** The address of its gateway, without a slash at the end. */
  endpoint: string;
}

/** Milliseconds: the other gateway asks its store, and nobody else. */
const longestWait = 5000;
/** Bytes. */
const longestAnswer = 4000;

/** Changes a code at the gateway that made it. Throws `transfer-refused` where that refuses it, else `upstream-failed` or `upstream-timeout`. */
export type ChangeCode = (site: OtherSite, request: TokenRequest, deadline: Deadline) => Promise<TokenAnswer>;

/** `timeout` in milliseconds; `now` in milliseconds since 1970. */
export function createChangeCode(options: { fetch: Fetch; now: () => number; timeout: number; log: Log }): ChangeCode {
  const { now } = options;

  async function exchange(url: string, body: TokenRequest, signal: AbortSignal) {
    // A redirect, which is not followed, would take code and verifier elsewhere.
    const response = await send(options.fetch, url, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    const text = isRedirect(response) ? undefined : await readUtf8(response, longestAnswer);
    if (text === undefined) void response.body?.cancel().catch(() => undefined);
    return { status: response.status, text };
  }

  /** The answer, or why it is none. */
  function read({ status, text }: { status: number; text: string | undefined }): TokenAnswer | string {
    if (text === undefined) return 'redirected or too long';
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return 'not JSON';
    }
    if (status === 403 && (value as { code?: unknown } | null)?.code === 'transfer-refused')
      throw new Failure('transfer-refused');
    if (status !== 200) return 'refused';
    return tokenAnswer.safeParse(value).data ?? 'not as the protocol says';
  }

  return async ({ origin, endpoint }, body, deadline) => {
    const started = now();
    const log = logFor(deadline, options.log);
    const failed = (code: 'upstream-failed' | 'upstream-timeout', details: { status?: number; reason: string }) => {
      log({
        level: 'error',
        event: 'other-site-failed',
        site: origin,
        code,
        milliseconds: now() - started,
        ...details,
      });
      return new Failure(code);
    };
    const own = within(deadline, Math.min(longestWait, options.timeout));
    let reply;
    try {
      reply = await inTime(own, (signal) => exchange(`${endpoint}/${joinPaths.token}`, body, signal));
    } catch (error) {
      throw failed(error instanceof Failure ? 'upstream-timeout' : 'upstream-failed', { reason: reasonOf(error) });
    }
    const answer = read(reply);
    if (typeof answer === 'string') throw failed('upstream-failed', { status: reply.status, reason: answer });
    return answer;
  };
}
