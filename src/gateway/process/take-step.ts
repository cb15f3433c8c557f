/** Which flow a call may take the step of, as what that is counted, and what becomes of a flow that is over. */
import type { Process } from '../../contract/names.js';
import { endsFlow } from '../../contract/problems.js';
import type { HiddenAccounts } from '../accounts/hidden-accounts.js';
import { Failure } from '../base/failure.js';
import type { RequestContext } from '../request/request-context.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import type { FlowState } from '../sealed/flow-state.js';
import { type CommonInput, createAdmission } from './admit-call.js';
import { createHumanGate } from './require-human.js';
import type { Services } from './services.js';

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
export type Action = keyof typeof due;

/** Calls that tell nothing about an account, but cost a call to the hosted API: the others are counted for the account, too. */
const byFlowAlone: ReadonlySet<Action> = new Set(['reset-password', 'end-sessions']);

const callerOf = ({ id, state: { who, to = who } }: StoredFlow) => ({ flow: id, accountKey: who, recipientKey: to });

export function createSteps(services: Services) {
  const { flows, consents, limits } = services;
  const { humanCheck } = createHumanGate(services);
  const { admit } = createAdmission(services);

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

  /**
   * The flow that a call names. Throws `flow-order` where its process or step is not the call's, what says that it is over, and whatever admission
   * throws. `accounts`: of a code whose tries are counted here.
   */
  async function requireDueFlow(
    context: RequestContext,
    process: Process,
    action: Action,
    body: CommonInput & { flow: string; captcha?: string | undefined },
    accounts?: Pick<HiddenAccounts, 'requireOpen'>,
  ) {
    await admit(context, body);
    const flow = await flows.require(context, body.flow);
    if (flow.state.who !== undefined) context.notes.account = flow.state.who;
    const steps: readonly FlowState['step'][] = due[action];
    // The cookie stays: another tab may be at the step that is due.
    if (flow.state.process !== process || !steps.includes(flow.state.step)) throw new Failure('flow-order');
    const isResend = action === 'resend';
    const kind = isResend ? 'resend' : 'guess';
    // A cookie can be sent again for ever: that of a flow that is over must not use up what the owner of the account may do.
    await accounts?.requireOpen(context, flow).catch(async (over: unknown) => {
      await limits.admit(context, kind, { flow: flow.id });
      return takeStep(context, flow, () => Promise.reject(over as Error));
    });
    const caller = byFlowAlone.has(action) ? { flow: flow.id } : callerOf(flow);
    const isHuman = isResend ? humanCheck(context, body) : undefined;
    await limits.admit(context, kind, { ...caller, isHuman });
    return flow;
  }

  return { takeStep, requireDueFlow };
}
