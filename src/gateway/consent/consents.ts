/** The advertising opt-in: asked at a start, stored once there is a customer, tried again until it is, and told to the operator. */
import { digest } from '../base/bytes.js';
import { createClaims } from './work-lease.js';
import { type Consent, consentOf } from '../sealed/consent-record.js';
import { consentReport, type Outcome, traitsOf } from './notify-operator.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { Chosen } from './opt-in-choice.js';
import { optInStore } from './store-opt-in.js';
import type { Settled } from '../options/options.js';
import {
  keyOf,
  type Pending,
  pendingAge,
  type PendingConsent,
  type PendingConsents,
} from '../sealed/pending-consent-cookies.js';
import type { Sessions } from '../session/session.js';
import type { SettingsSource } from '../settings/settings-cache.js';
import type { Upstream } from '../upstream/upstream.js';
import type { Visit } from '../request/request-context.js';
import { createWordings } from './find-wording.js';

/** Seconds between two tries. */
const pause = 30;
/** Seconds for which a store, or a report, is tried again. */
const longestPending = 7 * 86_400;

export interface Consents {
  /** Tells the operator of a choice, once the registration has begun. Never throws. */
  asked(visit: Visit, chosen: Chosen): Promise<void>;
  /** Stores what the new customer chose. Never throws. */
  store(visit: Visit, consent: Consent, sessionToken: string): Promise<void>;
  /** Tells that a flow that asked ends without an account. Never throws. */
  ended(visit: Visit, flow: FlowState, reason: string): Promise<void>;
  /** Tries again what is due; `leaving`: also what only the session that ends can tell whose it is. Never throws. */
  retry(visit: Visit, leaving?: boolean): Promise<void>;
}

export function createConsents(
  options: Settled & { upstream: Upstream; pending: PendingConsents; sessions: Sessions; settings: SettingsSource },
): Consents {
  const { pending, sessions, now } = options;
  const claims = createClaims(options);
  const report = consentReport(options);
  const tryToStore = optInStore(options);
  const wordings = createWordings(options);
  const nextTry = () => now() + pause * 1000;
  const times = () => ({ next: nextTry(), until: now() + longestPending * 1000 });

  /** Told, or kept to be told again, or given up for good. */
  function untilTold<P extends PendingConsent>({ log }: Visit, due: P, told: boolean): P | undefined {
    if (told) return undefined;
    if (now() < due.until) return { ...due, next: nextTry() };
    const { todo, consent } = due;
    log({ level: 'error', event: 'consent-untold', todo, ...traitsOf(consent) });
    return undefined;
  }

  /** Tells the last word on a choice; where that fails it is kept. */
  async function conclude(visit: Visit, consent: Consent, { stored, reason, customerId }: Outcome) {
    const due: Pending<'outcome'> = { todo: 'outcome', consent, customerId, stored, reason, ...times() };
    return untilTold(visit, due, await report.outcome(visit, consent, due));
  }

  async function tryStore(visit: Visit, due: Pending<'store'>, sessionToken: string | undefined) {
    const { consent } = due;
    if (now() >= due.until) {
      visit.log({ level: 'error', event: 'consent-expired', ...traitsOf(consent, due.customerId) });
      return conclude(visit, consent, { stored: false, reason: 'expired', customerId: due.customerId });
    }
    if (due.customerId === undefined && sessionToken === undefined) return { ...due, next: nextTry() };
    const { failed, ...outcome } = await tryToStore(consent, due.customerId, sessionToken);
    if (!failed) return conclude(visit, consent, outcome);
    const { reason, customerId } = outcome;
    visit.log({ level: 'warn', event: 'consent-not-stored', reason, ...traitsOf(consent, customerId) });
    await report.outcome(visit, consent, outcome);
    return { ...due, customerId, next: nextTry() };
  }

  /** One that belongs to a session that is over, or to another's, has nobody to be stored for. */
  async function sessionOf({ jar }: Visit, { customerId, session }: Pending<'store'>) {
    if (customerId !== undefined) return undefined;
    const token = await sessions.token(jar);
    return token !== undefined && (await digest(token)) === session ? token : undefined;
  }

  /** Answers what is left to do. */
  async function attempt(visit: Visit, due: PendingConsent): Promise<PendingConsent | undefined> {
    const { consent } = due;
    switch (due.todo) {
      case 'asked':
        return untilTold(visit, due, await report.asked(visit, consent, await wordings.find(consent)));
      case 'store':
        return tryStore(visit, due, await sessionOf(visit, due));
      case 'outcome':
        return untilTold(visit, due, await report.outcome(visit, consent, due));
    }
  }

  /** Nothing gives way silently. An operator who could not be told just now is not waited for again. */
  async function keep(visit: Visit, due: PendingConsent): Promise<void> {
    const displaced = await pending.keep(visit, due);
    await Promise.all(
      displaced.map(async (each) => {
        const { todo, consent } = each;
        const customerId = todo === 'asked' ? undefined : each.customerId;
        visit.log({ level: 'error', event: 'consent-displaced', todo, ...traitsOf(consent, customerId) });
        if (due.todo !== 'store') return;
        if (todo === 'asked') await report.asked(visit, consent, await wordings.kept(consent.hash));
        else if (todo === 'outcome') await report.outcome(visit, consent, each);
        else await report.outcome(visit, consent, { stored: false, reason: 'displaced', customerId });
      }),
    );
  }

  /** None has it again once it is done: a request that was sent before, and is late, brings the old cookie. */
  async function work(visit: Visit, due: PendingConsent, leaving: boolean): Promise<void> {
    const key = `consent:${keyOf(due)}`;
    const claimed = await claims.claim(visit, key, pause);
    if (claimed === 'taken' && !leaving) return;
    const left = claimed === 'done' ? undefined : await attempt(visit, due);
    if (left) {
      await keep(visit, left);
      return;
    }
    pending.drop(visit.jar, due);
    await claims.done(key, pendingAge);
  }

  return {
    async asked(visit, { consent, wording }) {
      if (await report.asked(visit, consent, wording)) return;
      await wordings.keep(consent.hash, wording, longestPending);
      await keep(visit, { todo: 'asked', consent, ...times() });
    },
    async store(visit, consent, sessionToken) {
      const due = { todo: 'store' as const, consent, session: await digest(sessionToken), ...times() };
      const left = await tryStore(visit, due, sessionToken);
      if (left) await keep(visit, left);
    },
    async ended(visit, flow, reason) {
      const consent = consentOf(flow);
      const left = consent && (await conclude(visit, consent, { stored: false, reason }));
      if (left) await keep(visit, left);
    },
    async retry(visit, leaving = false) {
      const list = await pending.list(visit);
      await Promise.all(
        list.map(async (each) => {
          const lastChance = leaving && each.todo === 'store' && each.customerId === undefined;
          if (lastChance || each.next <= now()) await work(visit, each, lastChance);
        }),
      );
    },
  };
}
