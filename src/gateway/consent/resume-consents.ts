/** Choices of registrations whose end this browser never saw, as where the gateway was killed: whoever signs in to the account completes them. */
import type { RequestContext } from '../request/request-context.js';
import { accountOf, type Consent, consentOf } from '../sealed/consent-record.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { PendingConsent, PendingConsentCookies } from '../sealed/pending-consent-cookies.js';

/** Who has just signed in. */
export interface SignedIn {
  /** `undefined`: the hosted API has not said. */
  customer: { id: string; email?: string | undefined } | undefined;
  /** The sign-in had a choice of its own, which is the newest. */
  isSettled: boolean;
}

/** A choice, and whose it will be. */
interface Awaiting {
  consent: Consent;
  account: string;
  flow?: FlowState;
  due?: PendingConsent;
}

/** Whether work waits for somebody to sign in. */
export const isAwaiting = (due: PendingConsent): due is PendingConsent & { account: string } =>
  due.todo === 'store' && due.account !== undefined;

function awaitingOf(flow: FlowState): Awaiting[] {
  const consent = consentOf(flow);
  const { step, account } = flow;
  return consent && step === 'verify' && account !== undefined ? [{ consent, account, flow }] : [];
}

export function createConsentResumption(steps: {
  pending: PendingConsentCookies;
  awaitSignIn: (context: RequestContext, consent: Consent, account: string) => Promise<void>;
  notifyEnded: (context: RequestContext, flow: FlowState, reason: string) => Promise<void>;
  submit: (context: RequestContext, consent: Consent, customerId: string) => Promise<void>;
}) {
  const { pending, awaitSignIn, notifyEnded, submit } = steps;

  return async (
    context: RequestContext,
    flows: readonly FlowState[],
    { customer, isSettled }: SignedIn,
  ): Promise<void> => {
    const kept = (await pending.list(context)).filter(isAwaiting).map((due): Awaiting => ({ ...due, due }));
    const waiting = [...flows.flatMap(awaitingOf), ...kept];
    const email = waiting.length > 0 ? customer?.email : undefined;
    const account = email === undefined ? undefined : await accountOf(email);
    const theirs = waiting.filter((each) => each.account === account).sort((a, b) => b.consent.at - a.consent.at);
    const newest = isSettled ? undefined : theirs[0];
    for (const { due } of theirs) if (due) pending.drop(context.jar, due);
    await Promise.all([
      newest && customer && submit(context, newest.consent, customer.id),
      ...flows.map(async (flow) => {
        if (flow === newest?.flow) return;
        const [found] = awaitingOf(flow);
        // Nobody knows yet whether it is theirs.
        if (found && account === undefined && !isSettled) await awaitSignIn(context, found.consent, found.account);
        else await notifyEnded(context, flow, 'given-up');
      }),
    ]);
  };
}
