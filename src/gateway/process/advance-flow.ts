/** How a call of a process takes its flow's step, and what the hosted API's reply makes of the flow. */
import type { Process } from '../../contract/names.js';
import { endsFlow } from '../../contract/problems.js';
import type { ProcessReply } from '../../contract/sso-api.js';
import { flowAnswerOf, type CarriedState, flowStateOf } from './answer-of-reply.js';
import { lacksTerms, warnOfEmptyTerms } from './empty-terms.js';
import { type Consent, consentOf, packConsent } from '../sealed/consent-record.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import { Failure } from '../base/failure.js';
import { type CommonInput, createAdmission } from './admit-call.js';
import { createFlowEnding } from './end-flows.js';
import { createHumanGate } from './require-human.js';
import { createSignIn } from './sign-in.js';
import type { Services } from './services.js';
import type { RequestContext } from '../request/request-context.js';

/** Second part of a call's name → the steps on which it can be made. */
const due = {
  verify: ['verify'],
  'verify-link': ['confirm-link'],
  resend: ['verify'],
  'two-factor': ['two-factor', 'add-two-factor'],
  'reset-password': ['reset-password'],
  'additional-data': ['additional-data'],
  'end-sessions': ['session-limit'],
} as const satisfies Record<string, FlowState['step'][]>;
type Action = keyof typeof due;
/** Calls that tell nothing about an account, but cost a call to the hosted API: the others are counted for the account, too. */
const byFlowAlone: ReadonlySet<Action> = new Set(['reset-password', 'end-sessions']);

/** What is known of a flow that has no state yet. */
interface Given {
  /** Masked. */
  address?: string | undefined;
  consent?: Consent | undefined;
  /** Under which names limits count. */
  who?: string | undefined;
  to?: string | undefined;
}
const callerOf = ({ id, state: { who, to = who } }: StoredFlow) => ({ flow: id, accountKey: who, recipientKey: to });

/** What the calls of a process do with their flow. */
export type ProcessFlow = ReturnType<typeof createProcessFlow>;

export function createProcessFlow(services: Services) {
  const { options, flows, consents, limits } = services;
  const { humanCheck } = createHumanGate(services);
  const signIn = createSignIn(services);
  const { requireOpen } = createFlowEnding(services);
  const { admit, readSettings, requireSettings } = createAdmission(services);

  /** What a flow's state carries from step to step. */
  function carriedState(
    process: Process,
    { language: requested, stay: chosen }: CommonInput,
    flow: StoredFlow | undefined,
    given: Given = {},
  ): CarriedState {
    const address = flow?.state.address ?? given.address;
    const language = flow?.state.language ?? requested;
    const stay = chosen ?? flow?.state.stay;
    const { consent } = given;
    const { who = given.who, to = given.to } = flow?.state ?? {};
    return {
      process,
      began: options.now(),
      ...(address !== undefined && { address }),
      ...(language !== undefined && { language }),
      ...(stay && options.offerStaySignedIn && { stay }),
      ...(who !== undefined && { who }),
      ...(to !== undefined && { to }),
      ...(consent && { consent: packConsent(consent) }),
      ...(consent?.page !== undefined && { page: consent.page }),
    };
  }

  /** Saves a state in its flow's cookie and returns the answer that the state stands for. */
  async function saveAndAnswer(context: RequestContext, state: FlowState, flow: StoredFlow | undefined) {
    await requireOpen(context, flow);
    const id = await flows.save(context.jar, state, flow?.id);
    const answer = await flowAnswerOf(id, state, options);
    if (!answer) throw new Failure('gateway-failed');
    return answer;
  }

  /** The answer to the hosted API's reply: a session, which ends the flow, or its next step. */
  async function answerReply(
    context: RequestContext,
    process: Process,
    reply: ProcessReply,
    body: CommonInput,
    flow: StoredFlow | undefined,
    given: Given = {},
  ) {
    const consent = (flow && consentOf(flow.state)) ?? given.consent;
    if ('customerSession' in reply) return signIn(context, reply.customerSession, body, flow, consent, given.who);
    const carried = carriedState(process, body, flow, { ...given, consent });
    const state = await flowStateOf(reply, carried, {
      settings: () => readSettings(carried.language, context.deadline),
      barCode: services.readBarCode,
    });
    if (lacksTerms(reply, state)) warnOfEmptyTerms(context.log, options);
    return saveAndAnswer(context, state, flow);
  }

  /** Runs an operation that takes a flow's step. Drops the flow where the operation's failure means that it is over, and rethrows. */
  async function takeStep<T>(
    context: RequestContext,
    flow: StoredFlow | undefined,
    operation: () => Promise<T>,
  ): Promise<T> {
    try {
      return await operation();
    } catch (error) {
      if (flow && error instanceof Failure && endsFlow(error.code)) {
        flows.drop(context.jar, flow.id);
        // A used flow may have been finished by a mailed link in another browser.
        if (error.code !== 'flow-used') await consents.notifyEnded(context, flow.state, error.code);
      }
      throw error;
    }
  }

  /** The flow that a call names. Throws `flow-order` where its process or step is not the call's, and whatever admission throws. */
  async function requireDueFlow(
    context: RequestContext,
    process: Process,
    action: Action,
    body: CommonInput & { flow: string; captcha?: string | undefined },
  ) {
    await admit(context, body);
    const flow = await flows.require(context.jar, body.flow);
    const steps: readonly FlowState['step'][] = due[action];
    // The cookie stays: another tab may be at the step that is due.
    if (flow.state.process !== process || !steps.includes(flow.state.step)) throw new Failure('flow-order');
    const isResend = action === 'resend';
    const caller = byFlowAlone.has(action) ? { flow: flow.id } : callerOf(flow);
    const isHuman = isResend ? humanCheck(context, body) : undefined;
    await limits.admit(context, isResend ? 'resend' : 'guess', { ...caller, isHuman });
    return flow;
  }

  /** One call on a flow, from its cookie to the next answer. */
  async function advance(
    context: RequestContext,
    process: Process,
    action: Action,
    body: CommonInput & { flow: string },
    operation: (state: FlowState) => Promise<ProcessReply>,
  ) {
    const flow = await requireDueFlow(context, process, action, body);
    const reply = await takeStep(context, flow, () => operation(flow.state));
    return answerReply(context, process, reply, body, flow);
  }

  return {
    admit,
    requireSettings,
    requireDueFlow,
    takeStep,
    advance,
    answerReply,
    saveAndAnswer,
    signIn,
    carriedState,
  };
}
