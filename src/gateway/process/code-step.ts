/** The step that waits for a code: how it begins, and how another code is sent. */
import type { Process } from '../../contract/names.js';
import type { NextStep } from '../../contract/sso-api.js';
import type { Consent } from '../sealed/consent-record.js';
import { codesSent, type FlowState, secondsToWait } from '../sealed/flow-state.js';
import { Failure } from '../base/failure.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import { createHumanGate } from './require-human.js';
import type { CommonInput } from './admit-call.js';
import type { ProcessFlow } from './advance-flow.js';
import type { CodeReply, HiddenAccounts, SentCode } from '../accounts/hidden-accounts.js';
import type { Services } from './services.js';
import type { RequestContext } from '../request/request-context.js';

/** How a code reaches the reader. */
export type DeliveryChannel = NonNullable<FlowState['channel']>;

/** Seconds; the pause before another code doubles up to this. */
const longestPause = 300;
/** The hosted API's step → the channel of its code. `VERIFY_TOKEN` does not name one (docs/hosted-api.md, "Flows"). */
const channels: Partial<Record<NextStep['nextStep'], DeliveryChannel | 'unknown'>> = {
  EMAIL: 'email',
  SMS: 'sms',
  VERIFY_TOKEN: 'unknown',
};

/** What a state has of a code. */
const ofCode = ({ token, decoy, codeProof }: SentCode) => ({
  token,
  ...(decoy && { decoy }),
  ...(codeProof !== undefined && { codeProof }),
});

export function createCodeStep(
  { options, limits, captcha }: Services,
  { requireDueFlow, takeStep, saveAndAnswer, carriedState }: ProcessFlow,
) {
  const { humanCheck } = createHumanGate({ captcha, limits });
  const { now, resendAfter } = options;
  /** Seconds to wait after the given number of codes. */
  const pauseAfter = (sent: number) => Math.min(resendAfter * 2 ** (sent - 1), longestPause);

  /** Begins the step after a start. `usual`: the channel by the settings. Throws `upstream-failed` where no code was sent. */
  function begin(
    context: RequestContext,
    process: Process,
    reply: SentCode,
    body: CommonInput,
    sent: {
      usual: DeliveryChannel;
      address: string;
      consent?: Consent | undefined;
      account?: string | undefined;
      who?: string | undefined;
      to?: string | undefined;
    },
  ) {
    const channel = channels[reply.nextStep];
    if (!channel) throw new Failure('upstream-failed');
    const state: FlowState = {
      ...carriedState(process, body, undefined, sent),
      step: 'verify',
      ...ofCode(reply),
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
    body: CommonInput & { flow: string; captcha?: string | undefined },
    accounts: HiddenAccounts,
    operation: (flow: StoredFlow) => Promise<CodeReply>,
  ) {
    const flow = await requireDueFlow(context, process, 'resend', body, accounts);
    const { decoy: _decoy, codeProof: _codeProof, ...state } = flow.state;
    const wait = secondsToWait(state, now());
    if (wait > 0) throw new Failure('rate-limited', { retryAfter: wait });
    await limits.admit(context, 'mail', {
      recipientKey: state.to ?? state.who,
      isHuman: humanCheck(context, body),
    });
    const reply = await takeStep(context, flow, () => accounts.sendAgain(context, flow, () => operation(flow)));
    const sent = codesSent(state) + 1;
    const named = channels[reply.nextStep];
    const channel = named === 'email' || named === 'sms' ? { channel: named } : {};
    return saveAndAnswer(
      context,
      { ...state, ...channel, ...ofCode(reply), sent, pause: pauseAfter(sent), began: now() },
      flow,
    );
  }

  return { begin, resend };
}
