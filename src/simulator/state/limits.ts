/** How often: requests of all callers, and wrong passwords and codes of one account. */
import { Refusal } from '../request/reply.js';
import type { State, World } from './state.js';

const secondsUntil = (at: number, now: number): number => Math.max(1, Math.ceil((at - now) / 1000));

/** Counts a request; throws 429/99429 when the window is full. */
export function countRequest({ state, limits, now }: World): void {
  const { rateLimit } = limits;
  if (!rateLimit) return;
  const at = now();
  const ends = state.window.start + rateLimit.seconds * 1000;
  if (at >= ends) state.window = { start: at, count: 0 };
  if (state.window.count >= rateLimit.requests) throw new Refusal(99429, { retryAfter: secondsUntil(ends, at) });
  state.window.count += 1;
}

/**
 * Throws 429/99429 while an account is slowed down after too many wrong tries. The hosted API's own lock-out is not
 * published; a 429 is what the description of login allows for it.
 */
export function refuseLocked({ state, limits, now }: World, account: string): void {
  const at = now();
  const lock = limits.lockSeconds * 1000;
  state.failures = state.failures.filter(({ last }) => last + lock > at);
  const failure = state.failures.find((each) => each.account === account);
  if (failure && failure.count >= limits.wrongTries)
    throw new Refusal(99429, { retryAfter: secondsUntil(failure.last + lock, at) });
}

/** Counts a wrong password or code. */
export function countFailure({ state, now }: World, account: string): void {
  const failure = state.failures.find((each) => each.account === account);
  if (failure) Object.assign(failure, { count: failure.count + 1, last: now() });
  else state.failures.push({ account, count: 1, last: now() });
}

/** Forgets the wrong tries of an account that got a session. */
export function forgiveFailures(state: State, account: string): void {
  state.failures = state.failures.filter((each) => each.account !== account);
}

/**
 * Counts a registration that starts for an e-mail address, and throws 423/20026 while too many came in a row. What the
 * hosted API counts is not published, only that the lock holds for 10 s (docs/hosted-api.md, "Error codes").
 */
export function countStart({ state, limits, now }: World, email: string): void {
  const account = email.toLowerCase();
  const at = now();
  state.starts = state.starts.filter(({ last }) => last + limits.startLockSeconds * 1000 > at);
  const found = state.starts.find((each) => each.account === account);
  if (found && found.count >= limits.starts) throw new Refusal(20026);
  if (found) Object.assign(found, { count: found.count + 1, last: at });
  else state.starts.push({ account, count: 1, last: at });
}
