/** Sends an opt-in to the hosted API, which stores it with the customer. */
import * as z from 'zod/mini';
import { customerSession } from '../../contract/sso-api.js';
import type { Consent } from '../sealed/consent-record.js';
import type { ConsentOutcome } from './notify-operator.js';
import type { ResolvedOptions } from '../options/options.js';
import type { Deadline } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { Upstream } from '../upstream/upstream.js';

/** Milliseconds for each operation, since a reader waits. */
const patience = 2000;

const reasonOf = (failure: unknown) => {
  if (!(failure instanceof Failure)) return 'gateway-failed';
  return failure.upstreamStatus === 206 ? 'no-active-text' : failure.code;
};

export function createOptInSender({ upstream, optIn }: { upstream: Upstream; optIn: ResolvedOptions['optIn'] }) {
  async function put(consent: Consent, customerId: string, deadline: Deadline): Promise<void> {
    const statusOf = (channel: string) =>
      consent.double && channel === 'EMAIL' ? ('DOUBLE_OPT_IN' as const) : ('SINGLE_OPT_IN' as const);
    await upstream.call('customers/optIns', {
      segment: [customerId, 'optIns'],
      body: { optIns: Object.fromEntries(optIn.channels.map((channel) => [channel, { status: statusOf(channel) }])) },
      reply: z.unknown(),
      timeout: patience,
      deadline,
    });
  }

  /** One attempt. `sessionToken` identifies the customer where the number is not known yet. `failed`: it can be repeated. Never throws. */
  return async (
    consent: Consent,
    known: string | undefined,
    sessionToken: string | undefined,
    deadline: Deadline,
  ): Promise<ConsentOutcome & { failed: boolean }> => {
    let customerId = known;
    try {
      if (customerId === undefined && sessionToken !== undefined) {
        const found = { query: { sessionToken }, reply: customerSession, timeout: patience, deadline };
        ({ customerId } = await upstream.call('sessions/validate', found));
      }
      if (customerId !== undefined && consent.choice) await put(consent, customerId, deadline);
    } catch (failure) {
      return { failed: true, stored: false, reason: reasonOf(failure), customerId };
    }
    const reason = consent.choice ? undefined : 'declined';
    return { failed: false, stored: consent.choice, reason, customerId };
  };
}
