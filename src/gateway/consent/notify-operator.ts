/** Telling the operator: bounded in time, and what he does with it is no reader's concern. */
import type { ConsentEvent } from '../options/consent-options.js';
import type { Consent } from '../sealed/consent-record.js';
import type { LogEvent } from '../base/log.js';
import type { Settled } from '../options/options.js';
import { unlessAborted } from '../upstream/upstream.js';
import type { Visit } from '../request/request-context.js';

/** Milliseconds that a reader waits for the operator's function. */
const patience = 2000;

const timeOf = ({ at }: Consent) => new Date(at * 1000).toISOString();

/** A choice, as it is told. */
export const choiceOf = (consent: Consent) => {
  const { id, hash, choice, language, page } = consent;
  return { id, hash, choice, language, at: timeOf(consent), ...(page !== undefined && { page }) };
};

/** A choice, as a line of the log has it: enough to find it, and nothing of the reader but the customer's number. */
export function traitsOf(consent: Consent, customerId?: string): Omit<LogEvent, 'level' | 'event'> {
  const { id, hash, choice } = consent;
  return { id, hash, choice, at: timeOf(consent), ...(customerId !== undefined && { customerId }) };
}

/** What became of a choice. */
export interface Outcome {
  stored: boolean;
  reason?: string | undefined;
  customerId?: string | undefined;
}

export function consentReport({ onConsent, timeout }: Pick<Settled, 'onConsent' | 'timeout'>) {
  /** Answers whether it was told. Never throws. */
  async function tell({ log }: Visit, event: ConsentEvent, traits: Omit<LogEvent, 'level' | 'event'>) {
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
    asked: (visit: Visit, consent: Consent, wording: string | undefined): Promise<boolean> =>
      tell(
        visit,
        { phase: 'asked', ...choiceOf(consent), ...(wording !== undefined && { wording }) },
        traitsOf(consent),
      ),
    outcome(visit: Visit, consent: Consent, { stored, reason, customerId }: Outcome): Promise<boolean> {
      const result = { stored, ...(reason !== undefined && { reason }) };
      const customer = customerId !== undefined && { customerId };
      const event = { phase: 'outcome' as const, ...choiceOf(consent), ...customer, ...result };
      return tell(visit, event, { ...traitsOf(consent, customerId), ...result });
    },
  };
}
export type ConsentReport = ReturnType<typeof consentReport>;
