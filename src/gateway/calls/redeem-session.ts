/** Taking over the session of another of the merchant's sites: a form post with a one-time token, answered by a redirect. */
import { customerSessionToken } from '../../contract/sso-api.js';
import { readUtf8 } from '../base/bytes.js';
import { longestBody } from '../request/call-input.js';
import { requestedOrigin } from '../request/client-facts.js';
import { Failure } from '../base/failure.js';
import { createAdmission } from '../process/admit-call.js';
import { createFlowEnding } from '../process/end-flows.js';
import { logFailure } from '../base/log-failure.js';
import { allowedReturnUrl } from '../request/return-url.js';
import type { Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';

/** Path below the base path. */
export const redeemPath = 'session/redeem';
const form = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/**
 * Throws `transfer-refused` unless the post is a navigation from a listed site: else any page could sign its visitors in to an account of its
 * own. The headers of a reader's own browser can be trusted, since it is the reader whom they protect.
 */
function guardRedeem({ request, facts }: RequestContext, from: readonly string[]): void {
  const mode = request.headers.get('sec-fetch-mode');
  const listed = facts.origin !== undefined && from.includes(facts.origin);
  const typed = form.test(request.headers.get('content-type') ?? '');
  if (!listed || (mode !== null && mode !== 'navigate') || !typed) throw new Failure('transfer-refused');
}

async function readForm(request: Request): Promise<URLSearchParams> {
  const text = await readUtf8(request, longestBody).catch(() => '');
  if (text === undefined) throw new Failure('request-too-large');
  return new URLSearchParams(text);
}

/** Makes the handler of `POST session/redeem`, which a form calls, not a script: it returns a redirect. */
export function createRedeemHandler(services: Services): (context: RequestContext) => Promise<Response> {
  const { options, upstream, sessions } = services;
  const { admit } = createAdmission(services);
  const { endFlows } = createFlowEnding(services);

  async function begin(context: RequestContext, origin: string | undefined, token: string | null): Promise<void> {
    if (!token) throw new Failure('transfer-refused');
    await admit({ ...context, facts: { ...context.facts, origin } }, {});
    const { customerSession } = await upstream.call('sessions/redeemTransferToken', {
      query: { transferToken: token },
      reply: customerSessionToken,
    });
    const { customer } = await sessions.begin(context.jar, customerSession);
    await endFlows(context, { customer, isSettled: false });
  }

  return async (context) => {
    guardRedeem(context, options.redeemFrom);
    // This site's own; the post's `Origin` is the sending site's.
    const origin = requestedOrigin(context.request, context.facts, options.origins);
    let returnUrl = '/';
    try {
      const fields = await readForm(context.request);
      returnUrl = fields.get('returnUrl') ?? '/';
      await begin(context, origin, fields.get('token'));
    } catch (error) {
      // The reader has left a page for this: another page, signed out, is of more use than a problem meant for scripts.
      logFailure(error, redeemPath, context.log);
    }
    const allowed = allowedReturnUrl(returnUrl, origin, options);
    if (allowed === undefined) context.log({ level: 'warn', event: 'return-url-refused' });
    const headers = { Location: allowed ?? '/', 'Referrer-Policy': 'no-referrer' };
    return new Response(null, { status: 303, headers });
  };
}
