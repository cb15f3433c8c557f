/** The step on which a code was sent: how it begins, is sent again, and is taken by a mailed link. */
import type { Body } from '../../contract/calls.js';
import type { Process } from '../../contract/names.js';
import type { ProblemCode } from '../../contract/problems.js';
import type { NextStep } from '../../contract/sso-api.js';
import { type Consent, consentOf } from '../sealed/consent-record.js';
import { normaliseCode } from './normalise-code.js';
import { type FlowState, secondsToWait } from '../sealed/flow-state.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import type { LinkProcess } from '../sealed/link-seal.js';
import { mask } from './mask.js';
import { Failure } from '../base/failure.js';
import type { CommonInput, ProcessFlow } from './advance-flow.js';
import type { Services } from './services.js';
import type { RequestContext } from '../request/request-context.js';

export type CodeChannel = NonNullable<FlowState['channel']>;

/** Seconds: the cool-down doubles up to this. */
const longestPause = 300;
/** Characters of a step token that a link can bring: longer ones are no link of the hosted API's, whose addresses have 500. */
const longestToken = 500;
/** What the API says was done; `VERIFY_TOKEN` does not say how (contract/README.md, "Flows"). */
const channels: Partial<Record<NextStep['nextStep'], CodeChannel | 'unsaid'>> = {
  EMAIL: 'email',
  SMS: 'sms',
  VERIFY_TOKEN: 'unsaid',
};

/** What the hosted API says of a code → what that means for a link, whose code nobody typed. */
const ofLinks: Partial<Record<ProblemCode, ProblemCode>> = {
  'wrong-code': 'link-invalid',
  'flow-unknown': 'link-invalid',
  'flow-used': 'link-used',
};

/** A link that was opened: the flow of this browser that it belongs to, or whom its reader says that it is for. */
export interface OpenedLink {
  flow: StoredFlow | undefined;
  token: string;
  code: string;
  /** Masked, where the reader had to say. */
  address: string | undefined;
  consent: Consent | undefined;
}

/** A code that a link brought, `undefined` where it can be none: nobody typed it, so no field is to blame. */
function codeOf(brought: string): string | undefined {
  try {
    return normaliseCode(brought);
  } catch {
    return undefined;
  }
}

export function createCodeStep(
  { options, flows, links }: Services,
  { admit, dueFlow, take, show, factsOf }: ProcessFlow,
) {
  const { now, resendAfter } = options;
  /** Seconds until another code, after so many. */
  const pauseAfter = (sent: number) => Math.min(resendAfter * 2 ** (sent - 1), longestPause);

  /** The step after a start. `usual`: the channel by the settings. Throws `upstream-failed` where no code was sent. */
  function begin(
    context: RequestContext,
    process: Process,
    reply: NextStep,
    body: CommonInput,
    sent: { usual: CodeChannel; address: string; consent?: Consent | undefined },
  ) {
    const said = channels[reply.nextStep];
    if (!said) throw new Failure('upstream-failed');
    const facts = factsOf(process, body, undefined, sent);
    const state: FlowState = {
      ...facts,
      step: 'verify',
      token: reply.token,
      channel: said === 'unsaid' ? sent.usual : said,
      sent: 1,
      pause: pauseAfter(1),
    };
    return show(context, state, undefined);
  }

  /** Sends another code under the same flow; its token replaces the old one. Throws `rate-limited` where it is too early. */
  async function resend(
    context: RequestContext,
    process: Process,
    body: CommonInput & { flow: string },
    ask: (token: string) => Promise<NextStep>,
  ) {
    const flow = await dueFlow(context, process, 'resend', body);
    const { state } = flow;
    const wait = secondsToWait(state, now());
    if (wait > 0) throw new Failure('rate-limited', { retryAfter: wait });
    const reply = await take(context, flow, () => ask(state.token));
    const sent = (state.sent ?? 1) + 1;
    const said = channels[reply.nextStep];
    const channel = said === 'email' || said === 'sms' ? { channel: said } : {};
    return show(
      context,
      { ...state, ...channel, token: reply.token, sent, pause: pauseAfter(sent), began: now() },
      flow,
    );
  }

  /**
   * Judges a link before its code is spent. Throws `link-invalid`, or where this browser did not begin the flow `email-needed` and
   * `email-mismatch`: nobody is to be signed in to an account that another one registered.
   */
  async function open(
    context: RequestContext,
    process: LinkProcess,
    body: Body<'registration/verify-link'>,
  ): Promise<OpenedLink> {
    await admit(context, body);
    const { token, email } = body;
    const claims = await links.open(process, body.seal);
    const code = codeOf(body.code);
    if (!claims || !token || token.length > longestToken || code === undefined) throw new Failure('link-invalid');
    const flow = (await flows.list(context.jar)).find(
      ({ state }) => state.process === process && state.step === 'verify' && state.token === token,
    );
    if (flow) return { flow, token, code, address: undefined, consent: consentOf(flow.state) ?? claims.consent };
    if (email === undefined) throw new Failure('email-needed');
    if (!(await claims.isFor(email))) throw new Failure('email-mismatch');
    return { flow, token, code, address: mask(email.trim()), consent: claims.consent };
  }

  /** Spends the code of a link that was judged; what fails is told as the link's. */
  async function spend<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      // What is no failure of ours has no such code.
      const { code: said, upstreamStatus } = error as Failure;
      const code = ofLinks[said];
      throw code ? new Failure(code, { upstreamStatus }) : error;
    }
  }

  return { begin, resend, open, spend };
}
