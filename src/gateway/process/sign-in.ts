/** How a flow ends: with the session in its cookie, the opt-in sent, and an address to return to. */
import type { Consent } from '../sealed/consent-record.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import type { CommonInput } from './admit-call.js';
import { allowedReturnUrl } from '../request/return-url.js';
import { createFlowEnding } from './end-flows.js';
import type { Services } from './services.js';
import type { RequestContext } from '../request/request-context.js';

export function createSignIn(services: Services) {
  const { options, flows, sessions, consents, limits } = services;
  const { endFlows, requireOpen } = createFlowEnding(services);

  /** The opt-in is sent in parallel, also where no cookie can hold the session. */
  async function begin(context: RequestContext, token: string, isBrief: boolean, consent: Consent | undefined) {
    const submitted = consent && consents.submit(context, consent, token);
    try {
      return await sessions.begin(context, token, { isBrief });
    } finally {
      await submitted;
    }
  }

  return async (
    context: RequestContext,
    token: string,
    { returnUrl, stay }: CommonInput,
    flow: StoredFlow | undefined,
    consent: Consent | undefined,
    /** Under which name limits count the account, where no flow says it. */
    given?: string,
  ) => {
    const { jar, facts, log } = context;
    await requireOpen(context, flow);
    // Who was asked and has not said yes; the last form that asked counts.
    const isBrief = options.offerStaySignedIn && !(stay ?? flow?.state.stay);
    const answer = await begin(context, token, isBrief, consent);
    // Google says who it is, and nobody has typed it.
    const email = answer.customer?.email;
    const who = flow?.state.who ?? given ?? (email && (await limits.keyOf(email)));
    if (who) await limits.noteSuccess(context, who);
    if (flow) flows.drop(jar, flow.id);
    await endFlows(context, { customer: answer.customer, isSettled: consent !== undefined });
    if (returnUrl === undefined) return answer;
    const allowed = allowedReturnUrl(returnUrl, facts.origin, options);
    if (allowed === undefined) log({ level: 'warn', event: 'return-url-refused' });
    return { ...answer, ...(allowed !== undefined && { returnUrl: allowed }) };
  };
}
