/** Which of the hosted API's refusals would tell a stranger that there is an account, or what became of it (docs/hosted-api.md, "Traps" 8). */
import * as z from 'zod/mini';
import type { ProblemCode } from '../../contract/problems.js';
import { Failure } from '../base/failure.js';
import type { RequestContext } from '../request/request-context.js';
import type { Upstream } from '../upstream/upstream.js';

/** What only an account can be, which a reader may be told where it is not to be hidden what became of one. */
export const accountStates: readonly ProblemCode[] = ['account-inactive', 'account-deactivated', 'account-blocked'];

/** What is refused with a status that also means something else, but only of an account that exists. */
const ofAccounts: readonly ProblemCode[] = [
  ...accountStates,
  'unknown-account',
  'email-missing',
  'sms-unavailable',
  'locked',
];

/** Statuses of what was sent, and of the API token: they come to everybody alike. */
const ofRequests: readonly number[] = [400, 401];

/** Milliseconds for which it counts whether a rate limit is everybody's. */
const kept = 1000;
/** Milliseconds to find it out. */
const patience = 2000;

/** The refusals that a step of an account can be answered with. */
export const isVerdict = (error: unknown): error is Failure =>
  error instanceof Failure &&
  error.code !== 'misconfigured' &&
  error.upstreamStatus !== undefined &&
  error.upstreamStatus >= 400 &&
  error.upstreamStatus < 500;

/** Whether a refusal of a start depends on the account that it named. A rate limit may, see `createRateLimitProbe`. */
export const isOfAccount = (error: unknown): error is Failure =>
  isVerdict(error) && (ofAccounts.includes(error.code) || !ofRequests.includes(Number(error.upstreamStatus)));

/** The one refusal of a registration that a decoy can take the place of. */
export const isEmailTaken = (error: unknown): error is Failure =>
  error instanceof Failure && error.code === 'email-taken';

/**
 * Returns a function that finds out whether a rate limit is that of all callers: then the settings are refused, too. It comes to known and
 * unknown alike, and readers are told. Any other may be that of one account.
 */
export function createRateLimitProbe(options: { upstream: Upstream; language: string; now: () => number }) {
  const { upstream, language, now } = options;
  let last: { at: number; isShared: Promise<boolean> } | undefined;
  const isRefused = async ({ deadline }: RequestContext): Promise<boolean> => {
    try {
      await upstream.call('settings', { query: { language }, reply: z.unknown(), deadline, timeout: patience });
      return false;
    } catch (error) {
      return error instanceof Failure && error.code === 'rate-limited';
    }
  };
  return (context: RequestContext): Promise<boolean> => {
    const at = now();
    if (!last || at < last.at || at >= last.at + kept) last = { at, isShared: isRefused(context) };
    return last.isShared;
  };
}
