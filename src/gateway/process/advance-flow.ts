/** How a call of a process is admitted, how it moves its flow on, and how its reply is answered. */
import type { FlowCallName } from '../../contract/calls.js';
import type { Process } from '../../contract/names.js';
import { endsFlow } from '../../contract/problems.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { ProcessReply } from '../../contract/sso-api.js';
import { answerOf, type FlowFacts, stateOf } from './answer-of-reply.js';
import { lacksTerms, warnOfEmptyTerms } from './empty-terms.js';
import { type Consent, consentOf, packConsent } from '../sealed/consent-record.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import type { Input } from '../request/input.js';
import { Failure } from '../base/failure.js';
import { domainAllowed } from '../settings/public-settings.js';
import { createSignIn } from './sign-in.js';
import type { Services } from './services.js';
import type { RequestContext } from '../request/request-context.js';

/** Second part of a call's name → the steps on which it can be made. */
const due = {
  verify: ['verify'],
  resend: ['verify'],
  'two-factor': ['two-factor', 'add-two-factor'],
  'reset-password': ['reset-password'],
  'additional-data': ['additional-data'],
  'end-sessions': ['session-limit'],
} as const satisfies Record<string, FlowState['step'][]>;
type Action = keyof typeof due;

/** Why signing in is not offered → what a call is told. */
const closed = { off: 'login-unavailable', emergency: 'login-emergency' } as const;

/** Milliseconds that a call waits for settings without which it can be made, or beside which it waits for much else. */
export const settingsTimeout = 2000;

/** What every call of a process may carry. */
export type CommonInput = Pick<Input<FlowCallName>, 'language' | 'source' | 'returnUrl' | 'page'>;
/** What is known of a flow that has no state yet. */
interface Given {
  /** Masked. */
  address?: string | undefined;
  consent?: Consent | undefined;
}
export type ProcessFlow = ReturnType<typeof createProcessFlow>;

export function createProcessFlow(services: Services) {
  const { options, settings, flows, consents } = services;
  const signIn = createSignIn(services);

  /** Settings that cannot be read stop nobody who only goes on. */
  const known = (language: string | undefined): Promise<PublicSettings | undefined> =>
    settings.read(language ?? options.language, settingsTimeout).catch(() => undefined);

  function gate({ facts }: RequestContext, found: PublicSettings): void {
    if (found.availability !== 'available') throw new Failure(closed[found.availability]);
    const origin = facts.origin ?? options.origins[0];
    const host = origin && URL.canParse(origin) ? new URL(origin).hostname : '';
    if (!domainAllowed(host, found.allowedDomains)) throw new Failure('domain-not-allowed');
  }

  async function admit(context: RequestContext, { language }: CommonInput): Promise<PublicSettings | undefined> {
    const found = await known(language);
    if (found) gate(context, found);
    return found;
  }

  /** For a call that cannot be judged without the settings. Throws what reading them threw. `timeout` in milliseconds. */
  async function ready(
    context: RequestContext,
    { language = options.language }: CommonInput,
    timeout?: number,
  ): Promise<PublicSettings> {
    const found = await settings.read(language, timeout);
    gate(context, found);
    return found;
  }

  /** What a flow takes along, whatever its step. */
  function factsOf(
    process: Process,
    { language: said }: CommonInput,
    flow: StoredFlow | undefined,
    given: Given = {},
  ): FlowFacts {
    const whom = flow?.state.address ?? given.address;
    const language = flow?.state.language ?? said;
    const { consent } = given;
    return {
      process,
      began: options.now(),
      ...(whom !== undefined && { address: whom }),
      ...(language !== undefined && { language }),
      ...(consent && { consent: packConsent(consent) }),
      ...(consent?.page !== undefined && { page: consent.page }),
    };
  }

  /** Keeps a state in its cookie and answers what it asks. */
  async function show({ jar }: RequestContext, state: FlowState, flow: StoredFlow | undefined) {
    const id = await flows.save(jar, state, flow?.id);
    const answered = await answerOf(id, state, options);
    if (!answered) throw new Failure('gateway-failed');
    return answered;
  }

  async function answer(
    context: RequestContext,
    process: Process,
    reply: ProcessReply,
    body: CommonInput,
    flow: StoredFlow | undefined,
    given: Given = {},
  ) {
    const consent = (flow && consentOf(flow.state)) ?? given.consent;
    if ('customerSession' in reply) return signIn(context, reply.customerSession, body, flow, consent);
    const facts = factsOf(process, body, flow, { ...given, consent });
    const state = await stateOf(reply, facts, () => known(facts.language));
    if (lacksTerms(reply, state)) warnOfEmptyTerms(context.log, options);
    return show(context, state, flow);
  }

  /** A question to the hosted API that takes a flow's step; a flow that it says is over is dropped. */
  async function take<T>(context: RequestContext, flow: StoredFlow | undefined, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (flow && error instanceof Failure && endsFlow(error.code)) {
        flows.drop(context.jar, flow.id);
        // One that was used already can have been finished by a link in another browser.
        if (error.code !== 'flow-used') await consents.ended(context, flow.state, error.code);
      }
      throw error;
    }
  }

  /** The flow of a call, where its process and step are the call's. */
  async function dueFlow(
    context: RequestContext,
    process: Process,
    action: Action,
    body: CommonInput & { flow: string },
  ) {
    await admit(context, body);
    const flow = await flows.require(context.jar, body.flow);
    const steps: readonly FlowState['step'][] = due[action];
    // The cookie stays: another tab may be on the step that is due.
    if (flow.state.process !== process || !steps.includes(flow.state.step)) throw new Failure('flow-order');
    return flow;
  }

  /** One call on a flow: its cookie, its step, the hosted API, the next answer. */
  async function advance(
    context: RequestContext,
    process: Process,
    action: Action,
    body: CommonInput & { flow: string },
    ask: (state: FlowState) => Promise<ProcessReply>,
  ) {
    const flow = await dueFlow(context, process, action, body);
    const reply = await take(context, flow, () => ask(flow.state));
    return answer(context, process, reply, body, flow);
  }

  return { admit, ready, dueFlow, take, advance, answer, show, signIn, factsOf };
}
