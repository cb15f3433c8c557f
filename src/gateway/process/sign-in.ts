/** How a flow ends: with the session in its cookie, the opt-in sent, and an address to return to. */
import type { Consent } from '../sealed/consent-record.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import type { CallInput } from '../request/call-input.js';
import { allowedReturnUrl } from '../request/return-url.js';
import { createFlowEnding } from './end-flows.js';
import type { Services } from './services.js';
import type { RequestContext } from '../request/request-context.js';

export function createSignIn(services: Services) {
  const { options, flows, sessions, consents } = services;
  const { endFlows, requireOpen } = createFlowEnding(services);

  /** The opt-in is sent in parallel, also where no cookie can hold the session. */
  async function begin(context: RequestContext, token: string, consent: Consent | undefined) {
    const submitted = consent && consents.submit(context, consent, token);
    try {
      return await sessions.begin(context, token);
    } finally {
      await submitted;
    }
  }

  return async (
    context: RequestContext,
    token: string,
    { returnUrl }: Pick<CallInput<'login/start'>, 'returnUrl'>,
    flow: StoredFlow | undefined,
    consent: Consent | undefined,
  ) => {
    const { jar, facts, log } = context;
    await requireOpen(context, flow);
    const answer = await begin(context, token, consent);
    if (flow) flows.drop(jar, flow.id);
    await endFlows(context, { customer: answer.customer, isSettled: consent !== undefined });
    if (returnUrl === undefined) return answer;
    const allowed = allowedReturnUrl(returnUrl, facts.origin, options);
    if (allowed === undefined) log({ level: 'warn', event: 'return-url-refused' });
    return { ...answer, ...(allowed !== undefined && { returnUrl: allowed }) };
  };
}
