/** Handing a session to another of the merchant's sites, and taking one over: a one-time token in a form post, never in an address. */
import { customerSessionToken, transferToken } from '../../contract/sso-api.js';
import { readUtf8 } from '../base/bytes.js';
import { longestBody } from '../request/input.js';
import { Failure } from '../base/failure.js';
import { createProcessFlow } from '../process/advance-flow.js';
import { logFailure } from '../base/log-failure.js';
import { allowedReturnUrl } from '../request/return-url.js';
import { ended } from '../session/session.js';
import type { Handlers, Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';

export const redeemPath = 'session/redeem';
const form = /^application\/x-www-form-urlencoded\s*(;|$)/i;

export function transferHandlers({ options, upstream, sessions }: Services): Handlers<'session/transfer'> {
  return {
    async 'session/transfer'({ jar }, { to }) {
      const site = options.transferOrigins.find(({ origin }) => origin === to);
      if (!site) throw new Failure('transfer-refused');
      const customerSession = await sessions.token(jar);
      if (customerSession === undefined) throw new Failure('signed-out');
      try {
        const { transferToken: token } = await upstream.call('sessions/createTransferToken', {
          body: { customerSession },
          reply: transferToken,
        });
        return { kind: 'transfer', action: site.redeem, token };
      } catch (error) {
        if (ended(error)) await sessions.doubt(jar);
        throw error;
      }
    },
  };
}

/**
 * Whether the post is a navigation from a site on the list: else any page could sign its visitors in to an account of its own. What a reader's
 * own browser says of its request is believed, since it is he who must be protected.
 */
function judge({ request, facts }: RequestContext, from: readonly string[]): void {
  const mode = request.headers.get('sec-fetch-mode');
  const listed = facts.origin !== undefined && from.includes(facts.origin);
  const typed = form.test(request.headers.get('content-type') ?? '');
  if (!listed || (mode !== null && mode !== 'navigate') || !typed) throw new Failure('transfer-refused');
}

async function readForm(request: Request): Promise<URLSearchParams> {
  const text = await readUtf8(request.body, longestBody).catch(() => '');
  if (text === undefined) throw new Failure('request-too-large');
  return new URLSearchParams(text);
}

/** `POST session/redeem`: no call of the page's script but a form's, so it answers with a redirection. */
export function createRedeemHandler(services: Services): (context: RequestContext) => Promise<Response> {
  const { options, upstream, sessions } = services;
  const { admit } = createProcessFlow(services);

  /** This site's own: the post names that of the site which sends. */
  function originOf(request: Request): string | undefined {
    const { origin } = new URL(request.url);
    return options.origins.includes(origin) ? origin : options.origins[0];
  }

  async function begin(context: RequestContext, origin: string | undefined, token: string | null): Promise<void> {
    if (!token) throw new Failure('transfer-refused');
    await admit({ ...context, facts: { ...context.facts, origin } }, {});
    const { customerSession } = await upstream.call('sessions/redeemTransferToken', {
      query: { transferToken: token },
      reply: customerSessionToken,
    });
    await sessions.begin(context.jar, customerSession);
  }

  return async (context) => {
    judge(context, options.redeemFrom);
    const origin = originOf(context.request);
    let returnUrl = '/';
    try {
      const fields = await readForm(context.request);
      returnUrl = fields.get('returnUrl') ?? '/';
      await begin(context, origin, fields.get('token'));
    } catch (error) {
      // The reader has left a page for this: another one, signed out, is of more use than a problem for scripts.
      logFailure(error, redeemPath, context.log);
    }
    const allowed = allowedReturnUrl(returnUrl, origin, options);
    if (allowed === undefined) context.log({ level: 'warn', event: 'return-url-refused' });
    const headers = { Location: allowed ?? '/', 'Referrer-Policy': 'no-referrer' };
    return new Response(null, { status: 303, headers });
  };
}
