/** What a reply means: its validated value, or the failure that the browser is told and what the log has of it. */
import type * as z from 'zod/mini';
import type { Operation } from '../../contract/sso-api.js';
import { Failure } from '../base/failure.js';
import type { HostedReply } from './exchange.js';
import { failureOfReply, hiddenFailure } from './upstream-errors.js';

/** For the log. */
export interface Details {
  status?: number;
  errorCode?: number | undefined;
  reason?: string;
}
export type Read<S> = { value: S } | { failure: Failure; details: Details };

/** Reads a reply by the schema of its operation's successes. `now` in milliseconds since 1970. */
export function readReply<S>(operation: Operation, reply: HostedReply, schema: z.ZodMiniType<S>, now: number): Read<S> {
  const { ok, status, body } = reply;
  const unfit = (reason: string) => ({ failure: new Failure('upstream-failed'), details: { status, reason } });
  if (!ok) {
    const { failure, errorCode } = failureOfReply(operation, reply, now);
    return { failure, details: { status, errorCode } };
  }
  const hidden = hiddenFailure(operation, status);
  if (hidden) return { failure: hidden, details: { status } };
  let value: unknown;
  try {
    // No reply has a number past 2^53 that is read; the library that keeps its digits takes ten times as long.
    value = JSON.parse(body);
  } catch {
    return unfit('not JSON');
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? { value: parsed.data } : unfit('not as the contract says');
}
