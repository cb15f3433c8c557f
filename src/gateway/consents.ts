/** The advertising opt-in: asked at a start, stored once there is a customer, tried again until it is, and told to the operator. */
import * as z from 'zod/mini';
import { customerSession } from '../contract/sso-api.js';
import { base64url, digest, sha256 } from './bytes.js';
import type { ConsentEvent } from './consent-event.js';
import { type Consent, wordingOf } from './consent-record.js';
import type { RichText } from '../contract/rich-text.js';
import { pageAddress } from './facts.js';
import type { Settled } from './options.js';
import { longestPending, type PendingConsent, type PendingConsents } from './pending-consents.js';
import { Failure } from './problems.js';
import type { Sessions } from './session.js';
import { type Upstream, unlessAborted } from './upstream.js';
import type { Visit } from './visit.js';

/** Seconds between two tries. */
const pause = 30;
/** Milliseconds for each call to the hosted API: a reader waits for it. */
const patience = 2000;
/** Characters of a page's address that are kept. */
const longestPage = 200;

export interface Consents {
  /** What travels with the flow. `sms`: the code does not come by mail. */
  record(asked: {
    text: RichText;
    choice: boolean;
    language: string;
    page: string | undefined;
    sms: boolean;
  }): Promise<Consent>;
  /** Tells the operator of a choice, once the registration has begun. Never throws. */
  asked(visit: Visit, text: RichText, consent: Consent): Promise<void>;
  /** Stores what the new customer chose. Never throws. */
  store(visit: Visit, consent: Consent, sessionToken: string): Promise<void>;
  /** Tries again what is due. Never throws. */
  retry(visit: Visit): Promise<void>;
}

export function createConsents(
  options: Settled & { upstream: Upstream; pending: PendingConsents; sessions: Sessions },
): Consents {
  const { upstream, pending, sessions, now, random, optIn, onConsent } = options;

  /** What an operator's function does is no reader's concern. */
  async function report({ log }: Visit, event: ConsentEvent): Promise<void> {
    if (!onConsent) return;
    try {
      await unlessAborted(
        Promise.resolve().then(() => onConsent(event)),
        AbortSignal.timeout(options.timeout),
      );
    } catch (error) {
      log({
        level: 'error',
        event: 'on-consent-failed',
        phase: event.phase,
        name: error instanceof Error ? error.name : typeof error,
      });
    }
  }
  const told = ({ id, choice, hash, language, at, page }: Consent) => ({
    id,
    hash,
    choice,
    language,
    at: new Date(at * 1000).toISOString(),
    ...(page !== undefined && { page }),
  });

  async function put(consent: Consent, customerId: string): Promise<void> {
    const statusOf = (channel: string) =>
      consent.double && channel === 'EMAIL' ? ('DOUBLE_OPT_IN' as const) : ('SINGLE_OPT_IN' as const);
    await upstream.call('customers/optIns', {
      segment: [customerId, 'optIns'],
      body: { optIns: Object.fromEntries(optIn.channels.map((channel) => [channel, { status: statusOf(channel) }])) },
      reply: z.unknown(),
      timeout: patience,
    });
  }

  const reasonOf = (failure: unknown) => {
    if (!(failure instanceof Failure)) return 'gateway-failed';
    return failure.upstreamStatus === 206 ? 'no-active-text' : failure.code;
  };

  /** One try. `sessionToken` finds the customer where he is not known yet. Answers what is left to do. */
  async function attempt(
    visit: Visit,
    due: PendingConsent,
    sessionToken: string | undefined,
  ): Promise<PendingConsent | undefined> {
    const { consent } = due;
    let { customerId } = due;
    const outcome = (stored: boolean, reason?: string) =>
      report(visit, {
        phase: 'outcome',
        ...told(consent),
        ...(customerId !== undefined && { customerId }),
        stored,
        ...(reason !== undefined && { reason }),
      });
    if (now() >= due.until) {
      visit.log({ level: 'error', event: 'consent-expired', stored: false });
      await outcome(false, 'expired');
      return undefined;
    }
    try {
      if (customerId === undefined && sessionToken !== undefined) {
        const found = { query: { sessionToken }, reply: customerSession, timeout: patience };
        ({ customerId } = await upstream.call('sessions/validate', found));
      }
      if (customerId === undefined) return { ...due, next: now() + pause * 1000 };
      if (consent.choice) await put(consent, customerId);
    } catch (failure) {
      const reason = reasonOf(failure);
      visit.log({ level: 'warn', event: 'consent-not-stored', reason });
      await outcome(false, reason);
      return { ...due, ...(customerId !== undefined && { customerId }), next: now() + pause * 1000 };
    }
    await outcome(consent.choice, consent.choice ? undefined : 'declined');
    return undefined;
  }

  /** Requests of one browser at the same time carry the same cookie: only the first of them tries. */
  async function first({ log }: Visit, { id }: PendingConsent): Promise<boolean> {
    try {
      if ((await options.store.get(`consent:${id}`)) !== undefined) return false;
      await options.store.set(`consent:${id}`, '1', pause);
    } catch {
      log({ level: 'warn', event: 'store-failed' });
    }
    return true;
  }

  /** One that belongs to a session that is over, or to another's, has nobody to be stored for. */
  async function sessionOf({ jar }: Visit, { customerId, session }: PendingConsent) {
    if (customerId !== undefined) return undefined;
    const token = await sessions.token(jar);
    return token !== undefined && (await digest(token)) === session ? token : undefined;
  }

  return {
    async record({ text, choice, language, page, sms }) {
      const address = pageAddress(page, options.origins)?.slice(0, longestPage);
      return {
        id: base64url(random(9)),
        choice,
        hash: await sha256(wordingOf(text)),
        language,
        at: Math.floor(now() / 1000),
        ...(address !== undefined && { page: address }),
        ...(optIn.status === 'DOUBLE_OPT_IN' && !sms && { double: true as const }),
      };
    },
    asked: (visit, text, consent) => report(visit, { phase: 'asked', wording: wordingOf(text), ...told(consent) }),
    async store(visit, consent, sessionToken) {
      const due: PendingConsent = {
        id: base64url(random(12)),
        consent,
        session: await digest(sessionToken),
        next: 0,
        until: now() + longestPending * 1000,
      };
      const left = await attempt(visit, due, sessionToken);
      if (left) await pending.write(visit.jar, [...(await pending.read(visit.jar)), left]);
    },
    async retry(visit) {
      const list = await pending.read(visit.jar);
      if (!list.some(({ next }) => next <= now())) return;
      const left: PendingConsent[] = [];
      for (const each of list) {
        const mine = each.next <= now() && (await first(visit, each));
        const after = mine ? await attempt(visit, each, await sessionOf(visit, each)) : each;
        if (after) left.push(after);
      }
      await pending.write(visit.jar, left);
    },
  };
}
