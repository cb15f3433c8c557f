/**
 * What is still to be done about consents, for the next requests of that browser: each in a sealed cookie of its own, so that two
 * answers at the same time do not undo each other.
 */
import * as z from 'zod/mini';
import { consentRecord } from './consent-record.js';
import type { Jar } from '../request/cookies.js';
import type { Sealer } from './seal.js';
import type { RequestContext } from '../request/request-context.js';

/** Seconds; the most that browsers keep a cookie: whoever comes back late still brings what there is to tell. */
export const pendingAge = 400 * 86_400;
/** With a fourth in one browser the oldest gives way. */
const mostConsents = 3;

const common = {
  consent: consentRecord,
  /** When to try next, and until when. Milliseconds since 1970. */
  next: z.number(),
  until: z.number(),
};
/** Absent where the hosted API has not said it. */
const customerId = z.optional(z.string());
const pendingConsent = z.discriminatedUnion('todo', [
  /** That the reader was asked is to be told. */
  z.object({ todo: z.literal('asked'), ...common }),
  /** The choice is to be stored. `session`: the digest of the one that tells whose it is. */
  z.object({ todo: z.literal('store'), ...common, customerId, session: z.optional(z.string()) }),
  /** What became of it is to be told. */
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

/** The question, and what follows from the answer, wait apart from each other. */
export const keyOf = ({ todo, consent }: PendingConsent): string => (todo === 'asked' ? 'a' : 'o') + consent.id;
const key = /^[ao][\w-]{12}$/;

export interface PendingConsents {
  /** Oldest first; what cannot be read is deleted and logged. */
  list(context: RequestContext): Promise<PendingConsent[]>;
  /** Answers what had to give way. */
  keep(context: RequestContext, pending: PendingConsent): Promise<PendingConsent[]>;
  drop(jar: Jar, pending: PendingConsent): void;
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
  const start = `${prefix}sso_consent_`;
  const drop = (jar: Jar, pending: PendingConsent) => jar.delete(start + keyOf(pending), 'Strict');

  async function list({ jar, log }: RequestContext): Promise<PendingConsent[]> {
    const names = jar.names.filter((name) => name.startsWith(start) && key.test(name.slice(start.length)));
    const found = await Promise.all(
      names.map(async (name) => {
        const opened = pendingConsent.safeParse(await sealer.open(name, String(jar.get(name)))).data;
        if (opened) return opened;
        jar.delete(name, 'Strict');
        log({ level: 'warn', event: 'consent-unreadable', id: name.slice(start.length + 1) });
        return undefined;
      }),
    );
    return found.filter((each) => each !== undefined).sort((a, b) => a.consent.at - b.consent.at);
  }

  return {
    list,
    drop,
    async keep(context, pending) {
      const others = (await list(context)).filter(({ consent }) => consent.id !== pending.consent.id);
      const ids = [...new Set(others.map(({ consent }) => consent.id))];
      const gone = new Set(ids.slice(0, Math.max(0, ids.length + 1 - mostConsents)));
      const displaced = others.filter(({ consent }) => gone.has(consent.id));
      for (const each of displaced) drop(context.jar, each);
      const name = start + keyOf(pending);
      const value = await sealer.seal(name, pending, now() + pendingAge * 1000);
      context.jar.set({ name, value, maxAge: pendingAge, sameSite: 'Strict' });
      return displaced;
    },
  };
}
