/** Notifies the operator through `onConsent`: within a time limit, and without effect on the reader where it fails. */
import type { ConsentEvent } from '../options/consent-options.js';
import type { Consent } from '../sealed/consent-record.js';
import type { LogEvent } from '../base/log.js';
import type { ResolvedOptions } from '../options/options.js';
import { createDeadline, unlessLate } from '../base/deadline.js';
import type { RequestContext } from '../request/request-context.js';

/** Milliseconds that a reader waits for `onConsent`. */
const patience = 2000;

const timeOf = ({ at }: Consent) => new Date(at * 1000).toISOString();

/** The fields of a consent event that describe the choice. */
export const choiceFields = (consent: Consent) => {
  const { id, hash, choice, language, page, channel } = consent;
  const place = page !== undefined && { page };
  return { id, hash, choice, language, at: timeOf(consent), ...place, ...(channel && { channel }) };
};

/** The fields of a log line that identify a choice: of the reader nothing but the customer's number. */
export function logFields(consent: Consent, customerId?: string): Omit<LogEvent, 'level' | 'event'> {
  const { id, hash, choice, channel } = consent;
  const customer = customerId !== undefined && { customerId };
  return { id, hash, choice, at: timeOf(consent), ...(channel && { channel }), ...customer };
}

/** Notes for audits what a call does about a choice. `outcome`: absent where the reader was asked. */
export function noteConsent(
  { notes }: RequestContext,
  { id, hash, choice, channel }: Consent,
  outcome?: Pick<ConsentOutcome, 'reason' | 'customerId'> & { stored: boolean },
): void {
  const { stored, reason, customerId } = outcome ?? {};
  notes.consents.push({
    id,
    hash,
    choice,
    ...(channel && { channel }),
    ...(stored !== undefined && { result: { stored, ...(reason !== undefined && { reason }) } }),
    ...(customerId !== undefined && { customerId }),
  });
}

/** What became of a choice; the reasons are listed at `ConsentEvent`. */
export interface ConsentOutcome {
  stored: boolean;
  reason?: string | undefined;
  customerId?: string | undefined;
}

export function createConsentNotifier({ onConsent, timeout }: Pick<ResolvedOptions, 'onConsent' | 'timeout'>) {
  /** Returns whether `onConsent` took the event, or there is none. Never throws. */
  async function notify({ log }: RequestContext, event: ConsentEvent, traits: Omit<LogEvent, 'level' | 'event'>) {
    if (!onConsent) return true;
    try {
      const notified = async () => onConsent(event);
      await unlessLate(notified, createDeadline(Math.min(patience, timeout)));
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      log({ level: 'error', event: 'on-consent-failed', phase: event.phase, name, ...traits });
      return false;
    }
  }

  return {
    /** A reader was asked. `wording`: absent where it can no longer be found. */
    asked: (context: RequestContext, consent: Consent, wording: string | undefined): Promise<boolean> =>
      notify(
        context,
        { phase: 'asked', ...choiceFields(consent), ...(wording !== undefined && { wording }) },
        logFields(consent),
      ),
    /** What became of the choice. */
    outcome(
      context: RequestContext,
      consent: Consent,
      { stored, reason, customerId }: ConsentOutcome,
    ): Promise<boolean> {
      const result = { stored, ...(reason !== undefined && { reason }) };
      const customer = customerId !== undefined && { customerId };
      const event = { phase: 'outcome' as const, ...choiceFields(consent), ...customer, ...result };
      return notify(context, event, { ...logFields(consent, customerId), ...result });
    },
  };
}
export type ConsentNotifier = ReturnType<typeof createConsentNotifier>;
