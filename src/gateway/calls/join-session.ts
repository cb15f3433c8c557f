/**
 * Taking over the session of another of the merchant's sites: `GET session/join` begins it and ends it. The browser is led to the other
 * gateway and comes back with a code, which is changed from gateway to gateway (docs/security-model.md, "To another site").
 */
import { joinCode, joinMark, joinPaths, type JoinError, type JoinOutcome } from '../../contract/join.js';
import { customerSessionToken } from '../../contract/sso-api.js';
import { encodeBase64url, sha256 } from '../base/bytes.js';
import { Failure } from '../base/failure.js';
import { logFailure } from '../base/log-failure.js';
import { createAdmission } from '../process/admit-call.js';
import { createFlowEnding } from '../process/end-flows.js';
import type { Services } from '../process/services.js';
import { requestedOrigin } from '../request/client-facts.js';
import { guardNavigation } from '../request/navigation-guard.js';
import { type QueryOnce, queryOnce } from '../request/query-once.js';
import type { RequestContext } from '../request/request-context.js';
import { allowedReturnUrl } from '../request/return-url.js';
import { longestReturn, type StoredJoin } from '../sealed/join-cookies.js';

/** Where the browser goes on. */
type Target = { away: URL } | { page: string; outcome?: JoinOutcome };

/** The error that says that nobody is signed in at the other site: nothing went wrong. */
const signedOutThere: JoinError = 'login_required';

/** Makes the handler of `GET session/join`, which a browser calls, not a script: it returns a redirect. */
export function createJoinHandler(services: Services): (context: RequestContext) => Promise<Response> {
  const { options, upstream, sessions, joins, changeCode, limits } = services;
  const { admit } = createAdmission(services);
  const { endFlows, requireOpen } = createFlowEnding(services);
  const listed = (origin: string | undefined) => options.sites.find((site) => site.origin === origin);
  const makeVerifier = () => encodeBase64url(options.random(32));

  /** Whoever is signed in here stays so: no link makes somebody else of a reader. Where nobody can say, the reader stays, too. */
  async function isSignedIn(context: RequestContext): Promise<boolean> {
    try {
      return (await sessions.current(context)).kind === 'session';
    } catch {
      return true;
    }
  }

  function returnPage({ log }: RequestContext, value: string | undefined, own: string | undefined): string {
    if (value === undefined) return '/';
    const allowed = value.length > longestReturn ? undefined : allowedReturnUrl(value, own, options);
    if (allowed === undefined) log({ level: 'warn', event: 'return-url-refused' });
    return allowed ?? '/';
  }

  async function begin(context: RequestContext, query: QueryOnce, page: string, own: string): Promise<URL> {
    const site = listed(query['from']);
    if (!site || site.origin === own) throw new Failure('transfer-refused');
    await admit({ ...context, facts: { ...context.facts, origin: own } }, {});
    const verifier = makeVerifier();
    const state = await joins.begin(context.jar, { site: site.origin, verifier, returnUrl: page });
    const away = new URL(`${site.endpoint}/${joinPaths.authorize}`);
    away.searchParams.set('client_id', own);
    away.searchParams.set('state', state);
    away.searchParams.set('code_challenge', await sha256(verifier));
    away.searchParams.set('code_challenge_method', 'S256');
    return away;
  }

  /** Changes a code at the gateway that made it: counted, since strangers can come back as often as they like. */
  async function changeCounted(context: RequestContext, ...given: Parameters<typeof changeCode>) {
    await limits.admit(context, 'link', {});
    return changeCode(...given);
  }

  /** Has the gateway that made a code forget it, by a verifier that cannot fit. */
  async function burn(context: RequestContext, { iss, code }: QueryOnce, own: string): Promise<void> {
    const site = listed(iss);
    if (!site || site.origin === own || !joinCode.safeParse(code).success) return;
    const request = { client_id: own, code: String(code), code_verifier: makeVerifier() };
    await changeCounted(context, site, request, context.deadline).catch((error: unknown) => {
      if (!(error instanceof Failure && error.code === 'transfer-refused'))
        logFailure(error, joinPaths.join, context.log);
    });
  }

  async function takeOver(context: RequestContext, query: QueryOnce, join: StoredJoin, own: string): Promise<void> {
    const { iss, state = '', code } = query;
    const site = listed(iss);
    if (!site || !joinCode.safeParse(code).success) throw new Failure('transfer-refused');
    await admit({ ...context, facts: { ...context.facts, origin: own } }, {});
    const request = { client_id: own, code: String(code), code_verifier: join.verifier };
    const { token, signedIn, brief = false } = await changeCounted(context, site, request, context.deadline);
    const { customerSession } = await upstream.call('sessions/redeemTransferToken', {
      query: { transferToken: token },
      reply: customerSessionToken,
      deadline: context.deadline,
    });
    await requireOpen(context, { id: state });
    const { customer } = await sessions.begin(context, customerSession, {
      isBrief: brief,
      signedIn: signedIn * 1000,
    });
    await endFlows(context, { customer, isSettled: false });
  }

  async function finish(context: RequestContext, query: QueryOnce, own: string): Promise<Target> {
    const join = await joins.take(context.jar, query['state'] ?? '');
    const page = returnPage(context, join?.returnUrl, own);
    try {
      const fits = join !== undefined && join.site === query['iss'];
      const signedIn = await isSignedIn(context);
      if (!fits || signedIn) await burn(context, query, own);
      if (signedIn) return { page };
      if (!fits) throw new Failure('transfer-refused');
      if (query['error'] === signedOutThere) {
        context.notes.outcome = 'signed-out';
        return { page, outcome: 'signed-out' };
      }
      await takeOver(context, query, join, own);
      context.notes.outcome = 'session';
      return { page };
    } catch (error) {
      // The reader is on the way from one page to another: signed out, that one is of more use than a problem meant for scripts.
      context.notes.outcome = logFailure(error, joinPaths.join, context.log).code;
      return { page, outcome: 'failed' };
    }
  }

  async function start(context: RequestContext, query: QueryOnce, own: string): Promise<Target> {
    const page = returnPage(context, query['returnUrl'], own);
    if (await isSignedIn(context)) return { page };
    try {
      await limits.admit(context, 'link', {});
      return { away: await begin(context, query, page, own) };
    } catch (error) {
      context.notes.outcome = logFailure(error, joinPaths.join, context.log).code;
      return { page, outcome: 'failed' };
    }
  }

  return async (context) => {
    guardNavigation(context.request);
    const query = queryOnce(context.request);
    const own = requestedOrigin(context.request, context.facts, options.origins) ?? '';
    const isReturn = ['state', 'code', 'error'].some((name) => query[name] !== undefined);
    const target = await (isReturn ? finish : start)(context, query, own);
    return new Response(null, { status: 303, headers: { Location: addressOf(target) } });
  };
}

/** Of a page, as a path. A mark of an earlier try goes out of it. */
function addressOf(target: Target): string {
  if ('away' in target) return target.away.href;
  const { page, outcome } = target;
  const url = new URL(page, 'https://page.invalid');
  if (outcome === undefined && !url.searchParams.has(joinMark)) return page;
  url.searchParams.delete(joinMark);
  if (outcome !== undefined) url.searchParams.set(joinMark, outcome);
  return url.pathname + url.search + url.hash;
}
