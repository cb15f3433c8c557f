/**
 * Handing the session over to another of the merchant's sites: `GET session/authorize` leads the reader's browser back there with a code, and
 * `POST session/token` changes the code from gateway to gateway. No page gets to see either answer.
 */
import {
  codeChallenge,
  type JoinError,
  joinPaths,
  joinState,
  tokenRequest,
  type TokenAnswer,
} from '../../contract/join.js';
import { transferToken } from '../../contract/sso-api.js';
import { Failure } from '../base/failure.js';
import { logFailure } from '../base/log-failure.js';
import type { Services } from '../process/services.js';
import { readJsonBody } from '../request/call-input.js';
import { requestedOrigin } from '../request/client-facts.js';
import { guardNavigation } from '../request/navigation-guard.js';
import { type QueryOnce, queryOnce } from '../request/query-once.js';
import type { RequestContext } from '../request/request-context.js';
import { isSessionEnded } from '../session/validate-session.js';

type Handler = (context: RequestContext) => Promise<Response>;

/** Makes the handlers of `GET session/authorize` and `POST session/token`. */
export function createAuthorizeHandlers({
  options,
  upstream,
  sessions,
  codes,
  limits,
}: Services): Record<'authorize' | 'token', Handler> {
  /** Of the reader who is signed in here; `undefined`: nobody is. */
  async function codeFor(context: RequestContext, site: string, challenge: string): Promise<string | undefined> {
    // Asks the hosted API where that is due.
    const { kind } = await sessions.current(context);
    const held = kind === 'session' ? await sessions.held(context.jar) : undefined;
    if (!held) return undefined;
    await limits.admit(context, 'guess', {});
    try {
      const { transferToken: token } = await upstream.call('sessions/createTransferToken', {
        body: { customerSession: held.token },
        reply: transferToken,
        deadline: context.deadline,
      });
      return await codes.issue({
        site,
        challenge,
        token,
        signedIn: Math.floor(held.signedIn / 1000),
        ...(held.isBrief && { brief: true }),
        session: held.mark,
      });
    } catch (error) {
      if (!isSessionEnded(error)) throw error;
      await sessions.markStale(context.jar);
      return undefined;
    }
  }

  async function answer(
    context: RequestContext,
    query: QueryOnce,
    site: string,
  ): Promise<{ code: string } | { error: JoinError }> {
    try {
      const { state, code_challenge: challenge, code_challenge_method: method } = query;
      const isRight =
        joinState.safeParse(state).success && codeChallenge.safeParse(challenge).success && method === 'S256';
      if (!isRight) return { error: 'invalid_request' };
      const code = await codeFor(context, site, String(challenge));
      return code === undefined ? { error: 'login_required' } : { code };
    } catch (error) {
      context.notes.outcome = logFailure(error, joinPaths.authorize, context.log).code;
      return { error: 'temporarily_unavailable' };
    }
  }

  return {
    async authorize(context) {
      const isDocument = guardNavigation(context.request);
      const query = queryOnce(context.request);
      const own = requestedOrigin(context.request, context.facts, options.origins);
      const site = options.sites.find(({ origin }) => origin === query['client_id']);
      // Nobody is led to where the list does not say.
      if (!site || own === undefined || site.origin === own) throw new Failure('transfer-refused');
      const back = new URL(`${site.endpoint}/${joinPaths.join}`);
      // A browser that says nothing may be loading this for a script.
      const found = isDocument ? await answer(context, query, site.origin) : { error: 'access_denied' };
      context.notes.outcome ??= 'code' in found ? 'code' : found.error;
      for (const [name, value] of Object.entries(found)) back.searchParams.set(name, value);
      const { state } = query;
      if (state !== undefined && joinState.safeParse(state).success) back.searchParams.set('state', state);
      back.searchParams.set('iss', own);
      return new Response(null, { status: 303, headers: { Location: back.href } });
    },

    async token(context) {
      const { request, facts } = context;
      // Every browser names at least one of these: it is a gateway that is asked for here, and nothing that runs in a page.
      const isBrowser = facts.fetchSite || facts.origin || request.headers.has('cookie');
      if (isBrowser) throw new Failure('request-refused');
      const asked = await readJsonBody(context, tokenRequest);
      const grant = await codes.spend(asked);
      const isListed = options.sites.some(({ origin }) => origin === asked.client_id);
      if (!grant || !isListed || (await sessions.isEnded(grant.session))) throw new Failure('transfer-refused');
      const { token, signedIn, brief } = grant;
      context.notes.outcome = 'transfer';
      return Response.json({ kind: 'transfer', token, signedIn, ...(brief && { brief }) } satisfies TokenAnswer);
    },
  };
}
