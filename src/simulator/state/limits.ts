/** Rate limits: requests of all callers, failed attempts of an account, and started registrations. */
import { Refusal } from '../request/reply.js';
import type { SimulatorState, SimulatorContext } from './simulator-state.js';

const secondsUntil = (at: number, now: number): number => Math.max(1, Math.ceil((at - now) / 1000));

/** Counts a request; throws 429/99429 if the window is full. */
export function countRequest({ state, limits, now }: SimulatorContext): void {
  const { rateLimit } = limits;
  if (!rateLimit) return;
  const at = now();
  const ends = state.window.start + rateLimit.seconds * 1000;
  if (at >= ends) state.window = { start: at, count: 0 };
  if (state.window.count >= rateLimit.requests) throw new Refusal(99429, { retryAfter: secondsUntil(ends, at) });
  state.window.count += 1;
}

/**
 * Throws 429/99429 while an account is locked after too many failed attempts. The hosted API does not publish its lock;
 * its description of login allows a 429.
 */
export function refuseLocked({ state, limits, now }: SimulatorContext, account: string): void {
  const at = now();
  const lock = limits.lockSeconds * 1000;
  state.failures = state.failures.filter(({ last }) => last + lock > at);
  const failure = state.failures.find((each) => each.account === account);
  if (failure && failure.count >= limits.wrongTries)
    throw new Refusal(99429, { retryAfter: secondsUntil(failure.last + lock, at) });
}

/** Counts a wrong password or code. */
export function countFailure({ state, now }: SimulatorContext, account: string): void {
  const failure = state.failures.find((each) => each.account === account);
  if (failure) Object.assign(failure, { count: failure.count + 1, last: now() });
  else state.failures.push({ account, count: 1, last: now() });
}

/** Clears the failed attempts of an account that got a session. */
export function forgiveFailures(state: SimulatorState, account: string): void {
  state.failures = state.failures.filter((each) => each.account !== account);
}

/**
 * Counts a registration started for an e-mail address. Throws 423/20026 while too many came in a row. The hosted API
 * publishes only that the lock holds for 10 s (docs/hosted-api.md, "Error codes").
 */
export function countStart({ state, limits, now }: SimulatorContext, email: string): void {
  const account = email.toLowerCase();
  const at = now();
  state.starts = state.starts.filter(({ last }) => last + limits.startLockSeconds * 1000 > at);
  const found = state.starts.find((each) => each.account === account);
  if (found && found.count >= limits.starts) throw new Refusal(20026);
  if (found) Object.assign(found, { count: found.count + 1, last: at });
  else state.starts.push({ account, count: 1, last: at });
}
