/**
 * What consents still need, carried by the browser's next requests: each piece of work in a sealed cookie of its own, so that two responses
 * at the same time do not overwrite each other.
 */
import * as z from 'zod/mini';
import { consentRecord } from './consent-record.js';
import { perSecond } from '../base/budget.js';
import type { RequestCookies } from '../request/cookies.js';
import type { Sealer } from './sealer.js';
import type { RequestContext } from '../request/request-context.js';

/** Seconds; the longest that browsers keep a cookie, so that a reader who returns late still brings the work along. */
export const pendingAge = 400 * 86_400;
/** A fourth consent of registrations in one browser displaces the oldest of them, a fifth of signed-in readers one of those: there are four channels. */
const mostConsents = { registration: 3, channel: 4 } as const;
const kindOf = ({ consent }: PendingConsent) => (consent.channel === undefined ? 'registration' : 'channel');

const common = {
  consent: consentRecord,
  /** When to try next, and until when. Milliseconds since 1970. */
  next: z.number(),
  until: z.number(),
};
/** Absent until the hosted API has returned it. */
const customerId = z.optional(z.string());
const pendingConsent = z.discriminatedUnion('todo', [
  /** The operator is to be notified that the reader was asked. */
  z.object({ todo: z.literal('asked'), ...common }),
  /**
   * The opt-in is to be sent. `session`: the digest of the session token that identifies the customer. `account`: nobody has signed in yet; the
   * digest of the e-mail address of whoever has to.
   */
  z.object({
    todo: z.literal('store'),
    ...common,
    customerId,
    session: z.optional(z.string()),
    account: z.optional(z.string()),
  }),
  /** The operator is to be notified of the outcome. */
  z.object({
    todo: z.literal('outcome'),
    ...common,
    customerId,
    stored: z.boolean(),
    reason: z.optional(z.string()),
  }),
]);
export type PendingConsent = z.infer<typeof pendingConsent>;
export type Pending<T extends PendingConsent['todo']> = Extract<PendingConsent, { todo: T }>;

/** The key of a piece of work: the notification that a reader was asked waits apart from what follows. */
export const pendingKeyOf = ({ todo, consent }: PendingConsent): string => (todo === 'asked' ? 'a' : 'o') + consent.id;
const key = /^[ao][\w-]{12}$/;

export interface PendingConsentCookies {
  /** All pending work, oldest first; cookies that cannot be read are logged, once a second at most, and left. */
  list(context: RequestContext): Promise<PendingConsent[]>;
  /** Sets the cookie of a piece of work. Returns what it displaced. */
  keep(context: RequestContext, pending: PendingConsent): Promise<PendingConsent[]>;
  drop(jar: RequestCookies, pending: PendingConsent): void;
}

export function createPendingConsentCookies({
  prefix,
  sealer,
  now,
}: {
  prefix: '__Host-' | '';
  sealer: Sealer;
  now: () => number;
}): PendingConsentCookies {
  const start = `${prefix}sso_consent_`;
  const mayLog = perSecond(1, now);
  const drop = (jar: RequestCookies, pending: PendingConsent) => jar.delete(start + pendingKeyOf(pending), 'Strict');

  async function list({ jar, log }: RequestContext): Promise<PendingConsent[]> {
    const names = jar.names.filter((name) => name.startsWith(start) && key.test(name.slice(start.length)));
    const found = await Promise.all(
      names.map(async (name) => {
        const found = await sealer.judge(name, String(jar.get(name)));
        const opened = pendingConsent.safeParse(found).data;
        if (opened) return opened;
        if (found === 'expired') jar.delete(name, 'Strict');
        // It stays: another instance may have the secret, and it is somebody's choice.
        if (mayLog()) log({ level: 'warn', event: 'consent-unreadable', id: name.slice(start.length + 1) });
        return undefined;
      }),
    );
    return found.filter((each) => each !== undefined).sort((a, b) => a.consent.at - b.consent.at);
  }

  return {
    list,
    drop,
    async keep(context, pending) {
      const kind = kindOf(pending);
      const others = (await list(context)).filter(
        (each) => each.consent.id !== pending.consent.id && kindOf(each) === kind,
      );
      const ids = [...new Set(others.map(({ consent }) => consent.id))];
      const gone = new Set(ids.slice(0, Math.max(0, ids.length + 1 - mostConsents[kind])));
      const displaced = others.filter(({ consent }) => gone.has(consent.id));
      for (const each of displaced) drop(context.jar, each);
      const name = start + pendingKeyOf(pending);
      const value = await sealer.seal(name, pending, now() + pendingAge * 1000);
      context.jar.set({ name, value, maxAge: pendingAge, sameSite: 'Strict' });
      return displaced;
    },
  };
}
