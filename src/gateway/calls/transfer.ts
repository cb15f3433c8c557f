/** Handing a session to another of the merchant's sites, and taking one over: a one-time token in a form post, never in an address. */
import { customerSessionToken, transferToken } from '../../contract/sso-api.js';
import { readText } from '../base/bytes.js';
import { longestBody } from '../request/input.js';
import { Failure } from '../base/failure.js';
import { processFlow } from '../process/advance-flow.js';
import { noteFailure } from '../base/log-failure.js';
import { allowedReturnUrl } from '../request/return-url.js';
import { ended } from '../session/session.js';
import type { Handlers, Services } from '../process/services.js';
import type { Visit } from '../request/request-context.js';

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
function judge({ request, facts }: Visit, from: readonly string[]): void {
  const mode = request.headers.get('sec-fetch-mode');
  const listed = facts.origin !== undefined && from.includes(facts.origin);
  const typed = form.test(request.headers.get('content-type') ?? '');
  if (!listed || (mode !== null && mode !== 'navigate') || !typed) throw new Failure('transfer-refused');
}

async function readForm(request: Request): Promise<URLSearchParams> {
  const text = await readText(request.body, longestBody).catch(() => '');
  if (text === undefined) throw new Failure('request-too-large');
  return new URLSearchParams(text);
}

/** `POST session/redeem`: no call of the page's script but a form's, so it answers with a redirection. */
export function redeemer(services: Services): (visit: Visit) => Promise<Response> {
  const { options, upstream, sessions } = services;
  const { admit } = processFlow(services);

  /** This site's own: the post names that of the site which sends. */
  function originOf(request: Request): string | undefined {
    const { origin } = new URL(request.url);
    return options.origins.includes(origin) ? origin : options.origins[0];
  }

  async function begin(visit: Visit, origin: string | undefined, token: string | null): Promise<void> {
    if (!token) throw new Failure('transfer-refused');
    await admit({ ...visit, facts: { ...visit.facts, origin } }, {});
    const { customerSession } = await upstream.call('sessions/redeemTransferToken', {
      query: { transferToken: token },
      reply: customerSessionToken,
    });
    await sessions.begin(visit.jar, customerSession);
  }

  return async (visit) => {
    judge(visit, options.redeemFrom);
    const origin = originOf(visit.request);
    let returnUrl = '/';
    try {
      const fields = await readForm(visit.request);
      returnUrl = fields.get('returnUrl') ?? '/';
      await begin(visit, origin, fields.get('token'));
    } catch (error) {
      // The reader has left a page for this: another one, signed out, is of more use than a problem for scripts.
      noteFailure(error, redeemPath, visit.log);
    }
    const allowed = allowedReturnUrl(returnUrl, origin, options);
    if (allowed === undefined) visit.log({ level: 'warn', event: 'return-url-refused' });
    const headers = { Location: allowed ?? '/', 'Referrer-Policy': 'no-referrer' };
    return new Response(null, { status: 303, headers });
  };
}
