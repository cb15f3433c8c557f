/** What the hosted API's reply makes of a flow whose step was taken. */
import type { Process } from '../../contract/names.js';
import type { ProcessReply } from '../../contract/sso-api.js';
import { flowAnswerOf, type CarriedState, flowStateOf } from './answer-of-reply.js';
import { type Consent, consentOf, packConsent } from '../sealed/consent-record.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import { type CommonInput, createAdmission } from './admit-call.js';
import { createFlowEnding } from './end-flows.js';
import { createSignIn } from './sign-in.js';
import { type Action, createSteps } from './take-step.js';
import type { Services } from './services.js';
import type { RequestContext } from '../request/request-context.js';

/** Whether the hosted API asks for terms that have no text to show. */
const lacksTerms = (reply: ProcessReply, { terms }: FlowState): boolean =>
  'nextStep' in reply && !!reply.additionalInformation.TERM && !terms;

/** Gateways that have logged it. */
const warned = new WeakSet<object>();

/** Logs it once for each gateway: with such terms every login of the merchant leads here. */
function warnOfEmptyTerms(log: Log, gateway: object): void {
  if (warned.has(gateway)) return;
  warned.add(gateway);
  log({
    level: 'warn',
    event: 'terms-empty',
    advice: 'the terms of the settings have no text that can be shown: readers are asked to accept nothing',
  });
}

/** What is known of a flow that has no state yet. */
interface Given {
  /** Masked. */
  address?: string | undefined;
  consent?: Consent | undefined;
  /** Under which names limits count. */
  who?: string | undefined;
  to?: string | undefined;
}

/** What the calls of a process do with their flow. */
export type ProcessFlow = ReturnType<typeof createProcessFlow>;

export function createProcessFlow(services: Services) {
  const { options, flows } = services;
  const { takeStep, requireDueFlow } = createSteps(services);
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
    const id = await flows.save(context, state, flow?.id);
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
