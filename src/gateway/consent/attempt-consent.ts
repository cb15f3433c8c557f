/** One attempt at what a consent still needs: to notify the operator that a reader was asked, to send the opt-in, to notify of the outcome. */
import { digest } from '../base/bytes.js';
import type { ResolvedOptions } from '../options/options.js';
import type { RequestContext } from '../request/request-context.js';
import type { Consent } from '../sealed/consent-record.js';
import type { Pending, PendingConsent } from '../sealed/pending-consent-cookies.js';
import type { Sessions } from '../session/sessions.js';
import type { Upstream } from '../upstream/upstream.js';
import { type ConsentNotifier, type ConsentOutcome, logFields, noteConsent } from './notify-operator.js';
import type { OptInStore } from './opt-in-store.js';
import type { ReaderChoices } from './reader-choices.js';
import { createOptInSender } from './send-opt-in.js';
import type { WordingStore } from './wording-store.js';

/** Seconds between two attempts. */
export const retryPause = 30;
/** Seconds after which an opt-in or a notification is given up. */
export const longestPending = 7 * 86_400;

/** Reasons that are told apart when consents are counted. */
const countedReasons = ['declined', 'expired', 'superseded'] as const;

/** Each attempt returns what is left to do, `undefined` where nothing is. None throws. */
export interface ConsentAttempts {
  /** When to try next and when to give up, for work that begins now. Milliseconds since 1970. */
  readonly times: () => { next: number; until: number };
  /** Repeats pending work. */
  readonly repeat: (context: RequestContext, due: PendingConsent) => Promise<PendingConsent | undefined>;
  /** Sends the opt-in. `sessionToken` identifies a customer whose number is not known yet. `isRepeated`: the reader may have chosen anew since. */
  readonly send: (
    context: RequestContext,
    due: Pending<'store'>,
    sessionToken: string | undefined,
    isRepeated?: boolean,
  ) => Promise<PendingConsent | undefined>;
  /** Notifies the operator of the final outcome. */
  readonly conclude: (
    context: RequestContext,
    consent: Consent,
    outcome: ConsentOutcome,
  ) => Promise<PendingConsent | undefined>;
}

export function createConsentAttempts(
  options: ResolvedOptions & {
    upstream: Upstream;
    optIns: OptInStore;
    choices: ReaderChoices;
    sessions: Sessions;
    wordings: WordingStore;
    notifier: ConsentNotifier;
  },
): ConsentAttempts {
  const { sessions, wordings, notifier, now, observe } = options;
  const sendOptIn = createOptInSender(options);
  const nextTry = () => now() + retryPause * 1000;
  const times = () => ({ next: nextTry(), until: now() + longestPending * 1000 });

  /** A notification that failed is left to do until its time is up. */
  function untilNotified<P extends PendingConsent>({ log }: RequestContext, due: P, notified: boolean): P | undefined {
    if (notified) return undefined;
    if (now() < due.until) return { ...due, next: nextTry() };
    const { todo, consent } = due;
    log({ level: 'error', event: 'consent-notification-expired', todo, ...logFields(consent) });
    return undefined;
  }

  async function conclude(context: RequestContext, consent: Consent, { stored, reason, customerId }: ConsentOutcome) {
    noteConsent(context, consent, { stored, reason, customerId });
    const why = countedReasons.find((each) => each === reason);
    observe({ of: 'consent', stage: stored ? 'stored' : (why ?? 'ended') });
    const due: Pending<'outcome'> = { todo: 'outcome', consent, customerId, stored, reason, ...times() };
    return untilNotified(context, due, await notifier.outcome(context, consent, due));
  }

  async function send(
    context: RequestContext,
    due: Pending<'store'>,
    sessionToken: string | undefined,
    isRepeated = false,
  ) {
    const { consent } = due;
    if (now() >= due.until) {
      context.log({ level: 'error', event: 'consent-expired', ...logFields(consent, due.customerId) });
      return conclude(context, consent, { stored: false, reason: 'expired', customerId: due.customerId });
    }
    if (due.customerId === undefined && sessionToken === undefined) return { ...due, next: nextTry() };
    const { failed, ...outcome } = await sendOptIn(context, consent, {
      customerId: due.customerId,
      sessionToken,
      isRepeated,
    });
    if (!failed) return conclude(context, consent, outcome);
    const { reason, customerId } = outcome;
    observe({ of: 'consent', stage: 'waiting' });
    context.log({ level: 'warn', event: 'consent-not-stored', reason, ...logFields(consent, customerId) });
    await notifier.outcome(context, consent, outcome);
    return { ...due, customerId, next: nextTry() };
  }

  /** The token of the session that the choice was made for. Another session, or none, must not identify the customer. */
  async function tokenFor({ jar }: RequestContext, { customerId, session }: Pending<'store'>) {
    if (customerId !== undefined) return undefined;
    const token = (await sessions.held(jar))?.token;
    return token !== undefined && (await digest(token)) === session ? token : undefined;
  }

  return {
    times,
    send,
    conclude,
    async repeat(context, due) {
      const { consent } = due;
      switch (due.todo) {
        case 'asked':
          return untilNotified(
            context,
            due,
            await notifier.asked(context, consent, await wordings.find(consent, context.deadline)),
          );
        case 'store':
          return send(context, due, await tokenFor(context, due), true);
        case 'outcome':
          return untilNotified(context, due, await notifier.outcome(context, consent, due));
      }
    },
  };
}
