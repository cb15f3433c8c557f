/** The gateway's request handler: route, guard, input, call, answer. It keeps no state of its own between requests. */
import { Hono } from 'hono';
import { type CallName, calls } from '../contract/calls.js';
import { problems } from '../contract/problems.js';
import { takesLimits } from './options/late-limits.js';
import { unlessLate } from './base/deadline.js';
import { answersBeside, withBodyInside, respondWith, respondWithJson } from './base/known-body.js';
import { createCallNotes } from './base/call-record.js';
import type { PlainRequest } from './base/plain-request.js';
import { guardCall } from './request/request-guard.js';
import { type CallInput, readInput } from './request/call-input.js';
import { createContexts } from './call-context.js';
import { methodOf, noteAnswer, noteTyped, plainOutcome } from './call-outcome.js';
import { createCallRecorder, logCalls, tellCalls } from './call-recorder.js';
import { auditCalls } from './call-audit.js';
import { protect } from './base/protection.js';
import { changePassword, changePasswordPath } from './calls/change-password.js';
import { consentHandlers } from './calls/consent-calls.js';
import { loginHandlers } from './calls/login-calls.js';
import type { GatewayOptions } from './options/gateway-options.js';
import { resolveOptions } from './options/options.js';
import { passwordForgottenHandlers } from './calls/password-forgotten-calls.js';
import { Failure, problemBody } from './base/failure.js';
import { flowHandlers } from './calls/flow-calls.js';
import { sessionHandlers } from './calls/session-calls.js';
import { settingsHandlers } from './calls/settings-call.js';
import { stackFrames, logFailure } from './base/log-failure.js';
import { registrationHandlers } from './calls/registration-calls.js';
import { createOtherHandlers } from './calls/other-routes.js';
import { allowedMethods, callOf, isSpeltAs, paths } from './calls/routes.js';
import { createAnswerSchedule } from './accounts/answer-schedule.js';
import { settingsTimeout } from './process/admit-call.js';
import { createOwnServer, type OwnServer } from './own-server/own-server.js';
import { createReadiness, type Watched } from './own-server/readiness.js';
import { createServices, type Handlers } from './process/services.js';
import type { RequestContext } from './request/request-context.js';

/** Readers are told of an emergency there, too. */
const consentsPath = calls.consents.path;

/** A gateway, for any server that speaks fetch. */
export interface Gateway extends OwnServer, Watched {
  /**
   * Returns the response to a request below the base path; elsewhere a `not-found` problem. `env`: what the host knows of the request, for
   * the facts port. Never rejects.
   */
  fetch(request: Request, env?: unknown): Promise<Response>;
}

/**
 * Creates the gateway between the elements of a page and the hosted SSO API. Throws an `Error` that lists every option that is missing or
 * invalid, and why.
 *
 * @example
 * ```ts
 * import { createGateway } from 'sso-elements-server/gateway';
 *
 * const { SSO_API_TOKEN = '', SSO_SECRET = '' } = process.env;
 * const gateway = createGateway({
 *   apiUrl: 'https://api.example.com/api/v3.0',
 *   apiToken: SSO_API_TOKEN,
 *   origins: ['https://www.example.com'],
 *   secrets: [SSO_SECRET],
 * });
 * // In any server that speaks fetch, for every request below /sso; `address` is the reader's, as the host knows it:
 * export default { fetch: (request: Request) => gateway.fetch(request, { address: undefined }) };
 * ```
 */
export function createGateway(given: GatewayOptions): Gateway {
  const options = resolveOptions(given);
  const { log, changePasswordPage } = options;
  const services = createServices(options);
  const contextOf = createContexts(options);
  const record = createCallRecorder(services.limits, [...logCalls(log), ...tellCalls(options), ...auditCalls(options)]);
  const handlers: Handlers<CallName> = {
    ...settingsHandlers(services),
    ...sessionHandlers(services),
    ...consentHandlers(services),
    ...flowHandlers(services),
    ...loginHandlers(services),
    ...registrationHandlers(services),
    ...passwordForgottenHandlers(services),
  };
  const schedule = createAnswerSchedule(options);
  const others = createOtherHandlers(services);

  async function run(path: string, context: RequestContext): Promise<Response> {
    const { method } = context.request;
    const other = others[path];
    if (other) return other(method)(context);
    const name = callOf(path, method);
    guardCall(name, context, options.origins);
    // The table pairs each name with its own input, which the compiler cannot follow through a name that varies.
    const handler = handlers[name] as (
      context: RequestContext,
      input: CallInput<CallName>,
    ) => Promise<object | Response>;
    const input = await readInput(name, context);
    noteTyped(context, input);
    const answer = await schedule(name, () => handler(context, input));
    if (answer instanceof Response) return answer;
    noteAnswer(context, answer);
    return respondWithJson(answer);
  }

  /** An operation that refuses the API token may be the first to notice an emergency: then the settings say so. */
  async function orEmergency(error: unknown, { deadline }: RequestContext, path = ''): Promise<unknown> {
    const isRefused = error instanceof Failure && error.code === 'misconfigured';
    const isStep = path === consentsPath || (path.includes('/') && !path.startsWith('session/'));
    if (!isRefused || !isStep) return error;
    const renewed = unlessLate(() => services.settings.renew(options.language, settingsTimeout), deadline);
    const found = await renewed.catch(() => undefined);
    return found?.availability === 'emergency' ? new Failure('login-emergency') : error;
  }

  function problemResponse(error: unknown, context: RequestContext, path: string): Response {
    const failure = logFailure(error, path, context.log);
    context.notes.outcome = failure.code;
    const { retryAfter } = failure;
    const headers = new Headers({ 'Content-Type': 'application/problem+json' });
    if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter));
    if (failure.code === 'method-not-allowed') headers.set('Allow', allowedMethods(path).join(', '));
    return respondWith(JSON.stringify(problemBody(failure, context.notes.reference)), {
      status: problems[failure.code],
      headers,
    });
  }

  // Outside a call only a port of the operator's own can throw; its message may hold secrets.
  function notePortFailed(error: unknown, to = log): void {
    const where = error instanceof Error ? { name: error.name, frames: stackFrames(error) } : { name: typeof error };
    to({ level: 'error', event: 'port-failed', ...where });
  }
  function portFailed(error: unknown, context?: RequestContext): Response {
    notePortFailed(error, context?.log);
    const failure = new Failure('gateway-failed');
    if (context) context.notes.outcome = failure.code;
    const body = JSON.stringify(problemBody(failure, context?.notes.reference ?? 'none'));
    const headers = { 'Content-Type': 'application/problem+json' };
    return protect(respondWith(body, { status: problems[failure.code], headers }));
  }

  async function respond(request: PlainRequest, env: unknown, path: string | undefined): Promise<Response> {
    const route = path ?? 'none';
    const method = methodOf(request);
    let context: RequestContext;
    try {
      context = contextOf(request, env);
    } catch (error) {
      const failed = portFailed(error);
      // Nothing is known of it, but that it was a call.
      const end = { route, method, status: failed.status, outcome: 'gateway-failed' };
      await record({ facts: {}, notes: createCallNotes('none') }, end);
      return failed;
    }
    let response: Response;
    try {
      if (path === undefined || !isSpeltAs(`${options.basePath}/${path}`, request)) throw new Failure('not-found');
      response = await run(path, context);
    } catch (error) {
      response = problemResponse(await orEmergency(error, context, path), context, path ?? '');
    }
    try {
      options.cookies.write(protect(response).headers, context.jar.changes);
    } catch (error) {
      response = portFailed(error, context);
    }
    const { outcome = plainOutcome(response.status) } = context.notes;
    await record(context, { route, method, status: response.status, outcome });
    return response;
  }

  // A slash at the end makes no difference: servers and frameworks add one.
  const app = new Hono({ strict: false });
  for (const path of paths) app.all(`${options.basePath}/${path}`, (c) => respond(c.req.raw, c.env, path));
  if (changePasswordPage !== undefined) {
    const toPage = changePassword(changePasswordPage);
    app.get(changePasswordPath, ({ req: { raw }, env }) =>
      isSpeltAs(changePasswordPath, raw) ? toPage() : respond(raw, env, undefined),
    );
  }
  app.notFound((c) => respond(c.req.raw, c.env, undefined));
  app.onError((error) => portFailed(error));
  async function answer(request: PlainRequest, env?: unknown): Promise<Response> {
    try {
      // The router reads method and address alone.
      return await app.fetch(request as Request, env ?? {});
    } catch (error) {
      // What is thrown may be no error, which Hono hands on.
      return portFailed(error);
    }
  }
  const gateway: Gateway = {
    fetch: async (request, env) => withBodyInside(await answer(request, env)),
    readiness: createReadiness(services),
    ...createOwnServer(services, { contextOf, notePortFailed, record }),
  };
  takesLimits(gateway, (make) => services.limits.take(make));
  return answersBeside(gateway, answer);
}
