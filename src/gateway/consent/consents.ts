/** The advertising opt-in: asked at a start, stored once there is a customer, tried again until it is, and told to the operator. */
import { digest } from '../base/bytes.js';
import { createWorkLeases } from './work-lease.js';
import { type Consent, consentOf } from '../sealed/consent-record.js';
import { createConsentNotifier, type ConsentOutcome, logFields } from './notify-operator.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { OptInChoice } from './opt-in-choice.js';
import { createOptInSender } from './store-opt-in.js';
import type { ResolvedOptions } from '../options/options.js';
import {
  keyOf,
  type Pending,
  pendingAge,
  type PendingConsent,
  type PendingConsents,
} from '../sealed/pending-consent-cookies.js';
import type { Sessions } from '../session/session.js';
import type { SettingsCache } from '../settings/settings-cache.js';
import type { Upstream } from '../upstream/upstream.js';
import type { RequestContext } from '../request/request-context.js';
import { createWordings } from './find-wording.js';

/** Seconds between two tries. */
const pause = 30;
/** Seconds for which a store, or a report, is tried again. */
const longestPending = 7 * 86_400;

export interface Consents {
  /** Tells the operator of a choice, once the registration has begun. Never throws. */
  asked(context: RequestContext, chosen: OptInChoice): Promise<void>;
  /** Stores what the new customer chose. Never throws. */
  store(context: RequestContext, consent: Consent, sessionToken: string): Promise<void>;
  /** Tells that a flow that asked ends without an account. Never throws. */
  ended(context: RequestContext, flow: FlowState, reason: string): Promise<void>;
  /** Tries again what is due; `leaving`: also what only the session that ends can tell whose it is. Never throws. */
  retry(context: RequestContext, leaving?: boolean): Promise<void>;
}

export function createConsents(
  options: ResolvedOptions & {
    upstream: Upstream;
    pending: PendingConsents;
    sessions: Sessions;
    settings: SettingsCache;
  },
): Consents {
  const { pending, sessions, now } = options;
  const leases = createWorkLeases(options);
  const notifier = createConsentNotifier(options);
  const sendOptIn = createOptInSender(options);
  const wordings = createWordings(options);
  const nextTry = () => now() + pause * 1000;
  const times = () => ({ next: nextTry(), until: now() + longestPending * 1000 });

  /** What is left to do after a notification: nothing where it was delivered, the same again later, or nothing because its time is up. */
  function untilNotified<P extends PendingConsent>({ log }: RequestContext, due: P, notified: boolean): P | undefined {
    if (notified) return undefined;
    if (now() < due.until) return { ...due, next: nextTry() };
    const { todo, consent } = due;
    log({ level: 'error', event: 'consent-notification-expired', todo, ...logFields(consent) });
    return undefined;
  }

  /** Tells the last word on a choice; where that fails it is kept. */
  async function conclude(context: RequestContext, consent: Consent, { stored, reason, customerId }: ConsentOutcome) {
    const due: Pending<'outcome'> = { todo: 'outcome', consent, customerId, stored, reason, ...times() };
    return untilNotified(context, due, await notifier.outcome(context, consent, due));
  }

  async function tryStore(context: RequestContext, due: Pending<'store'>, sessionToken: string | undefined) {
    const { consent } = due;
    if (now() >= due.until) {
      context.log({ level: 'error', event: 'consent-expired', ...logFields(consent, due.customerId) });
      return conclude(context, consent, { stored: false, reason: 'expired', customerId: due.customerId });
    }
    if (due.customerId === undefined && sessionToken === undefined) return { ...due, next: nextTry() };
    const { failed, ...outcome } = await sendOptIn(consent, due.customerId, sessionToken);
    if (!failed) return conclude(context, consent, outcome);
    const { reason, customerId } = outcome;
    context.log({ level: 'warn', event: 'consent-not-stored', reason, ...logFields(consent, customerId) });
    await notifier.outcome(context, consent, outcome);
    return { ...due, customerId, next: nextTry() };
  }

  /** One that belongs to a session that is over, or to another's, has nobody to be stored for. */
  async function sessionOf({ jar }: RequestContext, { customerId, session }: Pending<'store'>) {
    if (customerId !== undefined) return undefined;
    const token = await sessions.token(jar);
    return token !== undefined && (await digest(token)) === session ? token : undefined;
  }

  /** Answers what is left to do. */
  async function attempt(context: RequestContext, due: PendingConsent): Promise<PendingConsent | undefined> {
    const { consent } = due;
    switch (due.todo) {
      case 'asked':
        return untilNotified(context, due, await notifier.asked(context, consent, await wordings.find(consent)));
      case 'store':
        return tryStore(context, due, await sessionOf(context, due));
      case 'outcome':
        return untilNotified(context, due, await notifier.outcome(context, consent, due));
    }
  }

  /** Nothing gives way silently. An operator who could not be told just now is not waited for again. */
  async function keep(context: RequestContext, due: PendingConsent): Promise<void> {
    const displaced = await pending.keep(context, due);
    await Promise.all(
      displaced.map(async (each) => {
        const { todo, consent } = each;
        const customerId = todo === 'asked' ? undefined : each.customerId;
        context.log({ level: 'error', event: 'consent-displaced', todo, ...logFields(consent, customerId) });
        if (due.todo !== 'store') return;
        if (todo === 'asked') await notifier.asked(context, consent, await wordings.kept(consent.hash));
        else if (todo === 'outcome') await notifier.outcome(context, consent, each);
        else await notifier.outcome(context, consent, { stored: false, reason: 'displaced', customerId });
      }),
    );
  }

  /** None has it again once it is done: a request that was sent before, and is late, brings the old cookie. */
  async function work(context: RequestContext, due: PendingConsent, leaving: boolean): Promise<void> {
    const key = `consent:${keyOf(due)}`;
    const lease = await leases.acquire(context, key, pause);
    if (lease === 'held' && !leaving) return;
    const left = lease === 'done' ? undefined : await attempt(context, due);
    if (left) {
      await keep(context, left);
      return;
    }
    pending.drop(context.jar, due);
    await leases.complete(key, pendingAge);
  }

  return {
    async asked(context, { consent, wording }) {
      if (await notifier.asked(context, consent, wording)) return;
      await wordings.keep(consent.hash, wording, longestPending);
      await keep(context, { todo: 'asked', consent, ...times() });
    },
    async store(context, consent, sessionToken) {
      const due = { todo: 'store' as const, consent, session: await digest(sessionToken), ...times() };
      const left = await tryStore(context, due, sessionToken);
      if (left) await keep(context, left);
    },
    async ended(context, flow, reason) {
      const consent = consentOf(flow);
      const left = consent && (await conclude(context, consent, { stored: false, reason }));
      if (left) await keep(context, left);
    },
    async retry(context, leaving = false) {
      const list = await pending.list(context);
      await Promise.all(
        list.map(async (each) => {
          const lastChance = leaving && each.todo === 'store' && each.customerId === undefined;
          if (lastChance || each.next <= now()) await work(context, each, lastChance);
        }),
      );
    },
  };
}
