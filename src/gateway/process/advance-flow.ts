/** How a call of a process is admitted, how it moves its flow on, and how its reply is answered. */
import type { FlowCallName } from '../../contract/calls.js';
import type { Process } from '../../contract/names.js';
import type { ProblemCode } from '../../contract/problems.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { ProcessReply } from '../../contract/sso-api.js';
import { answerOf, type FlowFacts, stateOf } from './answer-of-reply.js';
import { lacksTerms, warnOfEmptyTerms } from './empty-terms.js';
import { type Consent, consentOf, packConsent } from '../sealed/consent-record.js';
import type { FlowState } from '../sealed/flow-state.js';
import type { Flow } from '../sealed/flow-cookies.js';
import type { Input } from '../request/input.js';
import { Failure } from '../base/failure.js';
import { domainAllowed } from '../settings/public-settings.js';
import { createSignIn } from './sign-in.js';
import type { Services } from './services.js';
import type { Visit } from '../request/request-context.js';

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

/** After these a flow's token is no use any more. */
const final: ReadonlySet<ProblemCode> = new Set([
  'flow-used',
  'flow-expired',
  'flow-unknown',
  'flow-exhausted',
  'flow-order',
  'removal-refused',
  'already-registered',
  'reset-finished',
]);
/** Milliseconds that a call waits for settings without which it can be made, or beside which it waits for much else. */
export const settingsTimeout = 2000;

/** What every call of a process may carry. */
export type Context = Pick<Input<FlowCallName>, 'language' | 'source' | 'returnUrl' | 'page'>;
/** What is known of a flow that has no state yet. */
interface Given {
  /** Masked. */
  address?: string | undefined;
  consent?: Consent | undefined;
}
export type ProcessFlow = ReturnType<typeof processFlow>;

export function processFlow(services: Services) {
  const { options, settings, flows, consents } = services;
  const signIn = createSignIn(services);

  /** Settings that cannot be read stop nobody who only goes on. */
  const known = (language: string | undefined): Promise<PublicSettings | undefined> =>
    settings.read(language ?? options.language, settingsTimeout).catch(() => undefined);

  function gate({ facts }: Visit, found: PublicSettings): void {
    if (found.availability !== 'available') throw new Failure(closed[found.availability]);
    const origin = facts.origin ?? options.origins[0];
    const host = origin && URL.canParse(origin) ? new URL(origin).hostname : '';
    if (!domainAllowed(host, found.allowedDomains)) throw new Failure('domain-not-allowed');
  }

  async function admit(visit: Visit, { language }: Context): Promise<PublicSettings | undefined> {
    const found = await known(language);
    if (found) gate(visit, found);
    return found;
  }

  /** For a call that cannot be judged without the settings. Throws what reading them threw. `timeout` in milliseconds. */
  async function ready(
    visit: Visit,
    { language = options.language }: Context,
    timeout?: number,
  ): Promise<PublicSettings> {
    const found = await settings.read(language, timeout);
    gate(visit, found);
    return found;
  }

  /** What a flow takes along, whatever its step. */
  function factsOf(
    process: Process,
    { language: said }: Context,
    flow: Flow | undefined,
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
  async function show({ jar }: Visit, state: FlowState, flow: Flow | undefined) {
    const id = await flows.save(jar, state, flow?.id);
    const answered = await answerOf(id, state, options);
    if (!answered) throw new Failure('gateway-failed');
    return answered;
  }

  async function answer(
    visit: Visit,
    process: Process,
    reply: ProcessReply,
    body: Context,
    flow: Flow | undefined,
    given: Given = {},
  ) {
    const consent = (flow && consentOf(flow.state)) ?? given.consent;
    if ('customerSession' in reply) return signIn(visit, reply.customerSession, body, flow, consent);
    const facts = factsOf(process, body, flow, { ...given, consent });
    const state = await stateOf(reply, facts, () => known(facts.language));
    if (lacksTerms(reply, state)) warnOfEmptyTerms(visit.log, options);
    return show(visit, state, flow);
  }

  /** A question to the hosted API that takes a flow's step; a flow that it says is over is dropped. */
  async function take<T>(visit: Visit, flow: Flow | undefined, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (flow && error instanceof Failure && final.has(error.code)) {
        flows.drop(visit.jar, flow.id);
        // One that was used already can have been finished by a link in another browser.
        if (error.code !== 'flow-used') await consents.ended(visit, flow.state, error.code);
      }
      throw error;
    }
  }

  /** The flow of a call, where its process and step are the call's. */
  async function dueFlow(visit: Visit, process: Process, action: Action, body: Context & { flow: string }) {
    await admit(visit, body);
    const flow = await flows.require(visit.jar, body.flow);
    const steps: readonly FlowState['step'][] = due[action];
    // The cookie stays: another tab may be on the step that is due.
    if (flow.state.process !== process || !steps.includes(flow.state.step)) throw new Failure('flow-order');
    return flow;
  }

  /** One call on a flow: its cookie, its step, the hosted API, the next answer. */
  async function advance(
    visit: Visit,
    process: Process,
    action: Action,
    body: Context & { flow: string },
    ask: (state: FlowState) => Promise<ProcessReply>,
  ) {
    const flow = await dueFlow(visit, process, action, body);
    const reply = await take(visit, flow, () => ask(flow.state));
    return answer(visit, process, reply, body, flow);
  }

  return { admit, ready, dueFlow, take, advance, answer, show, signIn, factsOf };
}
