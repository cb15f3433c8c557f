/** Telling the operator: bounded in time, and what he does with it is no reader's concern. */
import type { ConsentEvent } from '../options/consent-options.js';
import type { Consent } from '../sealed/consent-record.js';
import type { LogEvent } from '../base/log.js';
import type { ResolvedOptions } from '../options/options.js';
import { unlessAborted } from '../upstream/upstream.js';
import type { RequestContext } from '../request/request-context.js';

/** Milliseconds that a reader waits for the operator's function. */
const patience = 2000;

const timeOf = ({ at }: Consent) => new Date(at * 1000).toISOString();

/** A choice, as it is told. */
export const choiceFields = (consent: Consent) => {
  const { id, hash, choice, language, page } = consent;
  return { id, hash, choice, language, at: timeOf(consent), ...(page !== undefined && { page }) };
};

/** A choice, as a line of the log has it: enough to find it, and nothing of the reader but the customer's number. */
export function logFields(consent: Consent, customerId?: string): Omit<LogEvent, 'level' | 'event'> {
  const { id, hash, choice } = consent;
  return { id, hash, choice, at: timeOf(consent), ...(customerId !== undefined && { customerId }) };
}

/** What became of a choice. */
export interface ConsentOutcome {
  stored: boolean;
  reason?: string | undefined;
  customerId?: string | undefined;
}

export function createConsentNotifier({ onConsent, timeout }: Pick<ResolvedOptions, 'onConsent' | 'timeout'>) {
  /** Answers whether it was told. Never throws. */
  async function notify({ log }: RequestContext, event: ConsentEvent, traits: Omit<LogEvent, 'level' | 'event'>) {
    if (!onConsent) return true;
    try {
      const told = Promise.resolve().then(() => onConsent(event));
      await unlessAborted(told, AbortSignal.timeout(Math.min(patience, timeout)));
      return true;
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      log({ level: 'error', event: 'on-consent-failed', phase: event.phase, name, ...traits });
      return false;
    }
  }

  return {
    /** That a reader was asked. `wording`: absent where nobody has it any more. */
    asked: (context: RequestContext, consent: Consent, wording: string | undefined): Promise<boolean> =>
      notify(
        context,
        { phase: 'asked', ...choiceFields(consent), ...(wording !== undefined && { wording }) },
        logFields(consent),
      ),
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
