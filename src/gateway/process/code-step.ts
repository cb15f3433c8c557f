/** The step that waits for a code: how it begins, how another code is sent, and how a mailed link takes it. */
import type { Body } from '../../contract/calls.js';
import type { Process } from '../../contract/names.js';
import type { ProblemCode } from '../../contract/problems.js';
import type { NextStep } from '../../contract/sso-api.js';
import { accountOf, type Consent, consentOf } from '../sealed/consent-record.js';
import { normaliseCode } from './normalise-code.js';
import { type FlowState, secondsToWait } from '../sealed/flow-state.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import type { LinkProcess } from '../sealed/link-seal.js';
import { maskIdentifier } from './mask-identifier.js';
import { Failure } from '../base/failure.js';
import type { CommonInput } from './admit-call.js';
import type { ProcessFlow } from './advance-flow.js';
import type { Services } from './services.js';
import type { RequestContext } from '../request/request-context.js';

/** How a code reaches the reader. */
export type DeliveryChannel = NonNullable<FlowState['channel']>;

/** Seconds; the pause before another code doubles up to this. */
const longestPause = 300;
/** Characters of a step token in a link: the hosted API's addresses have 500 at most. */
const longestToken = 500;
/** The hosted API's step → the channel of its code. `VERIFY_TOKEN` does not name one (docs/hosted-api.md, "Flows"). */
const channels: Partial<Record<NextStep['nextStep'], DeliveryChannel | 'unknown'>> = {
  EMAIL: 'email',
  SMS: 'sms',
  VERIFY_TOKEN: 'unknown',
};

/** Problem with a code → problem with the link that carried it, since nobody typed the code. */
const linkProblems: Partial<Record<ProblemCode, ProblemCode>> = {
  'wrong-code': 'link-invalid',
  'flow-unknown': 'link-invalid',
  'flow-used': 'link-used',
};

/** A mailed link whose seal fits: it belongs to a flow of this browser, or its reader named the address that it was mailed to. */
export interface OpenedLink {
  flow: StoredFlow | undefined;
  token: string;
  code: string;
  /** Masked; present where the reader had to name it. */
  address: string | undefined;
  consent: Consent | undefined;
  /** Whose the consent will be. */
  account: string | undefined;
}

/** The code of a link; `undefined` where it cannot be one. Nobody typed it, so there is no field to mark. */
function codeOf(parameter: string): string | undefined {
  try {
    return normaliseCode(parameter);
  } catch {
    return undefined;
  }
}

export function createCodeStep(
  { options, flows, links }: Services,
  { admit, requireDueFlow, takeStep, saveAndAnswer, carriedState }: ProcessFlow,
) {
  const { now, resendAfter } = options;
  /** Seconds to wait after the given number of codes. */
  const pauseAfter = (sent: number) => Math.min(resendAfter * 2 ** (sent - 1), longestPause);

  /** Begins the step after a start. `usual`: the channel by the settings. Throws `upstream-failed` where no code was sent. */
  function begin(
    context: RequestContext,
    process: Process,
    reply: NextStep,
    body: CommonInput,
    sent: { usual: DeliveryChannel; address: string; consent?: Consent | undefined; account?: string | undefined },
  ) {
    const channel = channels[reply.nextStep];
    if (!channel) throw new Failure('upstream-failed');
    const state: FlowState = {
      ...carriedState(process, body, undefined, sent),
      step: 'verify',
      token: reply.token,
      channel: channel === 'unknown' ? sent.usual : channel,
      sent: 1,
      pause: pauseAfter(1),
      ...(sent.account !== undefined && { account: sent.account }),
    };
    return saveAndAnswer(context, state, undefined);
  }

  /** Sends another code in the same flow; its token replaces the old one. Throws `rate-limited` where it is too early. */
  async function resend(
    context: RequestContext,
    process: Process,
    body: CommonInput & { flow: string },
    operation: (token: string) => Promise<NextStep>,
  ) {
    const flow = await requireDueFlow(context, process, 'resend', body);
    const { state } = flow;
    const wait = secondsToWait(state, now());
    if (wait > 0) throw new Failure('rate-limited', { retryAfter: wait });
    const reply = await takeStep(context, flow, () => operation(state.token));
    const sent = (state.sent ?? 1) + 1;
    const named = channels[reply.nextStep];
    const channel = named === 'email' || named === 'sms' ? { channel: named } : {};
    return saveAndAnswer(
      context,
      { ...state, ...channel, token: reply.token, sent, pause: pauseAfter(sent), began: now() },
      flow,
    );
  }

  /**
   * Checks a link before its code is spent. Throws `link-invalid`; in a browser that did not begin the flow also `email-needed` and
   * `email-mismatch`: nobody is to be signed in to an account that somebody else registered.
   */
  async function openLink(
    context: RequestContext,
    process: LinkProcess,
    body: Body<'registration/verify-link'>,
  ): Promise<OpenedLink> {
    await admit(context, body);
    const { token, email } = body;
    const opened = await links.open(process, body.seal);
    const code = codeOf(body.code);
    if (!opened || !token || token.length > longestToken || code === undefined) throw new Failure('link-invalid');
    const flow = (await flows.list(context.jar)).find(
      ({ state }) => state.process === process && state.step === 'verify' && state.token === token,
    );
    if (flow) {
      const { account } = flow.state;
      return { flow, token, code, address: undefined, consent: consentOf(flow.state) ?? opened.consent, account };
    }
    if (email === undefined) throw new Failure('email-needed');
    if (!(await opened.isFor(email))) throw new Failure('email-mismatch');
    const address = maskIdentifier(email.trim());
    return { flow, token, code, address, consent: opened.consent, account: await accountOf(email) };
  }

  /** Spends the code of a link that was checked. A problem with the code is thrown as one with the link. */
  async function spendLink<T>(operation: () => Promise<T>): Promise<T> {
    try {
      return await operation();
    } catch (error) {
      // What is no failure of ours has no code of the table.
      const { code: cause, upstreamStatus } = error as Failure;
      const code = linkProblems[cause];
      throw code ? new Failure(code, { upstreamStatus }) : error;
    }
  }

  return { begin, resend, openLink, spendLink };
}
