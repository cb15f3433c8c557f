/** Consents that could not be stored yet: sealed in a cookie of their own, for the next requests of that browser. */
import * as z from 'zod/mini';
import { consentRecord } from './consent-record.js';
import type { Jar } from './cookies.js';
import type { Sealer } from './seal.js';

/** Seconds for which a store is tried again. */
export const longestPending = 7 * 86_400;
/** Seconds; longer than that, so that the end can be told to the operator. */
const cookieAge = longestPending + 86_400;
/** A fourth failing registration in one browser makes the oldest give way. */
const mostPending = 3;

const pendingConsent = z.object({
  id: z.string(),
  consent: consentRecord,
  /** Unknown where the hosted API did not answer: then the session is told by its digest. */
  customerId: z.optional(z.string()),
  session: z.optional(z.string()),
  /** Milliseconds since 1970. */
  next: z.number(),
  until: z.number(),
});
const payload = z.object({ list: z.array(pendingConsent) });
export type PendingConsent = z.infer<typeof pendingConsent>;

export interface PendingConsents {
  read(jar: Jar): Promise<PendingConsent[]>;
  write(jar: Jar, list: readonly PendingConsent[]): Promise<void>;
}

export function createPendingConsents({
  prefix,
  sealer,
  now,
}: {
  prefix: '__Host-' | '';
  sealer: Sealer;
  now: () => number;
}): PendingConsents {
  const name = `${prefix}sso_consent`;
  return {
    async read(jar) {
      const sealed = jar.get(name);
      if (sealed === undefined) return [];
      const opened = payload.safeParse(await sealer.open(name, sealed)).data;
      if (!opened) jar.delete(name, 'Strict');
      return opened?.list ?? [];
    },
    async write(jar, list) {
      if (list.length === 0) {
        jar.delete(name, 'Strict');
        return;
      }
      const value = await sealer.seal(name, { list: list.slice(-mostPending) }, now() + cookieAge * 1000);
      jar.set({ name, value, maxAge: cookieAge, sameSite: 'Strict' });
    },
  };
}
