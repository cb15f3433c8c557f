import * as z from 'zod/mini';

/**
 * A subscription ID between browser and gateway: a decimal string, 1 to 2^63−1 (docs/hosted-api.md, Traps 7). Towards the
 * hosted API `lossless.ts` writes it as a bare integer.
 */
export const subscriptionId = z.string().check(
  // Without `abort` the next check would meet what is no number at all, and throw.
  z.regex(/^[1-9]\d{0,18}$/, { abort: true }),
  z.refine((digits) => BigInt(digits) <= 9223372036854775807n),
);
