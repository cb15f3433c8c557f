/** How a flow ends: the session in its cookie, what was agreed to on the way, and where to go on. */
import type { Consent } from '../sealed/consent-record.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import type { Input } from '../request/input.js';
import { allowedReturnUrl } from '../request/return-url.js';
import type { Services } from './services.js';
import type { RequestContext } from '../request/request-context.js';

export function createSignIn({ options, flows, sessions, consents }: Services) {
  /** What was agreed to is stored beside, also where no cookie can hold the session. */
  async function begin(context: RequestContext, token: string, consent: Consent | undefined) {
    const storing = consent && consents.store(context, consent, token);
    try {
      return await sessions.begin(context.jar, token);
    } finally {
      await storing;
    }
  }

  return async (
    context: RequestContext,
    token: string,
    { returnUrl }: Pick<Input<'login/start'>, 'returnUrl'>,
    flow: StoredFlow | undefined,
    consent: Consent | undefined,
  ) => {
    const { jar, facts, log } = context;
    const answer = await begin(context, token, consent);
    if (flow) flows.drop(jar, flow.id);
    if (returnUrl === undefined) return answer;
    const allowed = allowedReturnUrl(returnUrl, facts.origin, options);
    if (allowed === undefined) log({ level: 'warn', event: 'return-url-refused' });
    return { ...answer, ...(allowed !== undefined && { returnUrl: allowed }) };
  };
}
