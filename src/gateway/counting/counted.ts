/** A result of rate-limiter-flexible in the words of the limits port. */
import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Counted } from '../base/ports.js';

export const countedOf = ({
  consumedPoints,
  msBeforeNext,
}: Pick<RateLimiterRes, 'consumedPoints' | 'msBeforeNext'>): Counted => ({
  times: consumedPoints,
  secondsLeft: Math.max(0, msBeforeNext / 1000),
});
