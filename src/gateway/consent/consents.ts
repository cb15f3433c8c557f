/** The advertising opt-in: asked at a start, sent once there is a customer, tried again until it is stored; the operator is notified. */
import { digest } from '../base/bytes.js';
import type { ResolvedOptions } from '../options/options.js';
import type { RequestContext } from '../request/request-context.js';
import { type Consent, consentOf } from '../sealed/consent-record.js';
import type { FlowState } from '../sealed/flow-state.js';
import {
  type Pending,
  pendingAge,
  type PendingConsent,
  type PendingConsentCookies,
  pendingKeyOf,
} from '../sealed/pending-consent-cookies.js';
import type { Sealer } from '../sealed/sealer.js';
import type { Sessions } from '../session/sessions.js';
import type { SettingsCache } from '../settings/settings-cache.js';
import type { Upstream } from '../upstream/upstream.js';
import { createConsentAttempts, longestPending, retryPause } from './attempt-consent.js';
import { createConsentResumption, isAwaiting, type SignedIn } from './resume-consents.js';
import { createConsentNotifier, logFields, noteConsent } from './notify-operator.js';
import type { OptInChoice } from './opt-in-choice.js';
import type { OptInStore } from './opt-in-store.js';
import { type ChannelChoice, createReaderChoices, isChannelChoice } from './reader-choices.js';
import { createWordingStore } from './wording-store.js';
import { createWorkLeases } from './work-lease.js';

export interface Consents {
  /** Notifies the operator of a choice, once the registration has begun. Never throws. */
  notifyAsked(context: RequestContext, choice: OptInChoice): Promise<void>;
  /** Sends what the new customer chose to the hosted API. Never throws. */
  submit(context: RequestContext, consent: Consent, sessionToken: string): Promise<void>;
  /** Notifies the operator that a flow with a choice ended without an account. Never throws. */
  notifyEnded(context: RequestContext, flow: FlowState, reason: string): Promise<void>;
  /** Keeps a choice whose account may exist already, for whoever signs in to that in this browser. Never throws. */
  awaitSignIn(context: RequestContext, consent: Consent, account: string): Promise<void>;
  /**
   * Somebody has signed in: sends the choice that this customer made here in a registration whose end this browser never saw. Of several, the
   * newest counts, and none where the sign-in has brought a newer one along (`isSettled`). Of the flows, which are over, the operator is
   * notified. Never throws.
   */
  resume(context: RequestContext, flows: readonly FlowState[], signedIn: SignedIn): Promise<void>;
  /**
   * A signed-in reader has chosen for one channel: the operator is notified, and the hosted API stores it. An older choice for that channel that is
   * still to be done here is over. Returns whether it is stored; else it is tried again. Never throws.
   */
  choose(context: RequestContext, customerId: string, choice: OptInChoice<ChannelChoice>): Promise<boolean>;
  /** What a customer has chosen that is not stored yet, here or, with the store, elsewhere; after another try where one is due. Never throws. */
  unfinished(context: RequestContext, customerId: string): Promise<readonly ChannelChoice[]>;
  /**
   * Repeats the work that is due. `leaving`: the session is about to end, so work that only this session can attribute to a customer is
   * tried early. Never throws.
   */
  retryDue(context: RequestContext, leaving?: boolean): Promise<void>;
}

export function createConsents(
  options: ResolvedOptions & {
    upstream: Upstream;
    pending: PendingConsentCookies;
    sessions: Sessions;
    settings: SettingsCache;
    sealer: Sealer;
    optIns: OptInStore;
  },
): Consents {
  const { pending, now, observe } = options;
  const leases = createWorkLeases(options);
  const notifier = createConsentNotifier(options);
  const wordings = createWordingStore(options);
  const choices = createReaderChoices({ ...options, lifetime: longestPending + 86_400 });
  const { repeat, send, conclude, times } = createConsentAttempts({ ...options, notifier, wordings, choices });

  /** Nothing is displaced silently. After a failed notification the operator is not made to hold up the reader a second time. */
  async function keep(context: RequestContext, due: PendingConsent): Promise<void> {
    const displaced = await pending.keep(context, due);
    await Promise.all(
      displaced.map(async (each) => {
        const { todo, consent } = each;
        const customerId = todo === 'asked' ? undefined : each.customerId;
        context.log({ level: 'error', event: 'consent-displaced', todo, ...logFields(consent, customerId) });
        if (todo === 'store') noteConsent(context, consent, { stored: false, reason: 'displaced', customerId });
        observe({ of: 'consent', stage: 'displaced' });
        if (due.todo !== 'store') return;
        if (todo === 'asked') await notifier.asked(context, consent, await wordings.kept(consent.hash));
        else if (todo === 'outcome') await notifier.outcome(context, consent, each);
        else await notifier.outcome(context, consent, { stored: false, reason: 'displaced', customerId });
      }),
    );
  }

  /** The last word on a channel is not to be carried out once more. */
  async function noteDone(due: PendingConsent, left: PendingConsent | undefined): Promise<void> {
    const { consent } = due;
    if (due.todo !== 'store' || left?.todo === 'store' || due.customerId === undefined) return;
    if (!isChannelChoice(consent)) return;
    const word = await choices.last(due.customerId, consent.channel);
    if (word?.consent.id === consent.id) await choices.note(due.customerId, consent, true);
  }

  /** Work that is done stays done: a request that was sent earlier and arrives late still carries the old cookie. */
  async function work(context: RequestContext, due: PendingConsent, leaving: boolean): Promise<void> {
    const key = `consent:${pendingKeyOf(due)}`;
    const lease = await leases.acquire(context, key, retryPause);
    if (lease === 'held' && !leaving) return;
    const left = lease === 'done' ? undefined : await repeat(context, due);
    await noteDone(due, left);
    if (left) {
      await keep(context, left);
      return;
    }
    pending.drop(context.jar, due);
    await leases.complete(key, pendingAge);
  }

  async function notifyEnded(context: RequestContext, flow: FlowState, reason: string): Promise<void> {
    const consent = consentOf(flow);
    const left = consent && (await conclude(context, consent, { stored: false, reason }));
    if (left) await keep(context, left);
  }

  async function notifyAsked(context: RequestContext, { consent, wording }: OptInChoice): Promise<void> {
    noteConsent(context, consent);
    observe({ of: 'consent', stage: 'asked' });
    if (await notifier.asked(context, consent, wording || undefined)) return;
    if (wording) await wordings.keep(consent.hash, wording, longestPending);
    await keep(context, { todo: 'asked', consent, ...times() });
  }

  /** What this browser still has to do of a customer's choices. */
  const ownOf = async (context: RequestContext, customerId: string) =>
    (await pending.list(context)).filter(
      (due): due is Pending<'store'> & { consent: ChannelChoice } =>
        due.todo === 'store' && due.customerId === customerId && isChannelChoice(due.consent),
    );

  async function supersede(context: RequestContext, customerId: string, { channel }: ChannelChoice): Promise<void> {
    for (const due of await ownOf(context, customerId)) {
      if (due.consent.channel !== channel) continue;
      pending.drop(context.jar, due);
      const left = await conclude(context, due.consent, { stored: false, reason: 'superseded', customerId });
      if (left) await keep(context, left);
    }
  }

  const awaitSignIn = (context: RequestContext, consent: Consent, account: string) =>
    keep(context, { todo: 'store', consent, account, ...times() });

  return {
    notifyEnded,
    awaitSignIn,
    resume: createConsentResumption({
      pending,
      awaitSignIn,
      notifyEnded,
      submit: (context, consent, customerId) => work(context, { todo: 'store', consent, customerId, ...times() }, true),
    }),
    notifyAsked,
    async choose(context, customerId, choice) {
      const { consent } = choice;
      await supersede(context, customerId, consent);
      await choices.note(customerId, consent, false);
      await notifyAsked(context, choice);
      await work(context, { todo: 'store', consent, customerId, ...times() }, true);
      return !(await ownOf(context, customerId)).some((due) => due.consent.id === consent.id);
    },
    async unfinished(context, customerId) {
      for (const consent of await choices.unfinished(customerId)) {
        const until = (consent.at + longestPending) * 1000;
        await work(context, { todo: 'store', consent, customerId, next: 0, until }, false);
      }
      const own = (await ownOf(context, customerId)).map(({ consent }) => consent);
      const kept = await choices.unfinished(customerId);
      return [...own, ...kept.filter(({ id }) => own.every((each) => each.id !== id))];
    },
    async submit(context, consent, sessionToken) {
      const due = { todo: 'store' as const, consent, session: await digest(sessionToken), ...times() };
      const left = await send(context, due, sessionToken);
      if (left) await keep(context, left);
    },
    async retryDue(context, leaving = false) {
      const list = await pending.list(context);
      await Promise.all(
        list.map(async (each) => {
          if (isAwaiting(each)) {
            // Nobody came, which is no outcome: the account may never have been made.
            if (each.until <= now()) pending.drop(context.jar, each);
            return;
          }
          const lastChance = leaving && each.todo === 'store' && each.customerId === undefined;
          if (lastChance || each.next <= now()) await work(context, each, lastChance);
        }),
      );
    },
  };
}
