/** The handler: routes, guard, input, call, answer. It keeps nothing of its own between two requests. */
import { Hono } from 'hono';
import { type CallName, calls } from '../contract/calls.js';
import { problems } from '../contract/problems.js';
import { toBase64url } from './base/bytes.js';
import { createConsents } from './consent/consents.js';
import { Jar } from './request/cookies.js';
import { createFlows } from './sealed/flow-cookies.js';
import { guard } from './request/guard.js';
import { type Input, readInput } from './request/input.js';
import { createLinkSeals } from './sealed/link-seal.js';
import type { LogEvent } from './base/log.js';
import { loginHandlers } from './calls/login.js';
import type { GatewayOptions } from './options/gateway-options.js';
import { resolveOptions } from './options/options.js';
import { passwordForgottenHandlers } from './calls/password-forgotten.js';
import { createPendingConsents } from './sealed/pending-consent-cookies.js';
import { Failure, problemBody } from './base/failure.js';
import { readerHandlers } from './calls/reading.js';
import { stackFrames, logFailure } from './base/log-failure.js';
import { registrationHandlers } from './calls/registration.js';
import { createSealer } from './sealed/seal.js';
import { createSessions } from './session/session.js';
import { createSessionCookie } from './sealed/session-cookie.js';
import { createSettingsCache } from './settings/settings-cache.js';
import { createRedeemHandler, redeemPath, transferHandlers } from './calls/transfer.js';
import { createUpstream } from './upstream/upstream.js';
import type { Handlers, Services } from './process/services.js';
import type { RequestContext } from './request/request-context.js';

export interface Gateway {
  /** Answers a request below the base path. `env`: what the host knows of the request, for the facts port. Never throws. */
  fetch(request: Request, env?: unknown): Promise<Response>;
}

const names = Object.keys(calls) as CallName[];
const paths = [...new Set<string>(Object.values(calls).map((call) => call.path)), redeemPath];

/** `flow` and `session` share a path between two methods. */
function callOf(path: string, method: string): CallName {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = names.find((name) => calls[name].path === path && calls[name].method === wanted);
  if (!found) throw new Failure('method-not-allowed');
  return found;
}
const allowedMethods = (path: string): string[] =>
  path === redeemPath ? ['POST'] : names.filter((name) => calls[name].path === path).map((name) => calls[name].method);

/**
 * Makes the gateway that stands between `<sso-login>` and the hosted SSO API. Throws an `Error` that lists every
 * option that is missing or wrong, and why.
 */
export function createGateway(given: GatewayOptions): Gateway {
  const options = resolveOptions(given);
  const { now, log, random } = options;
  const prefix = options.devCookies ? '' : '__Host-';
  const sealer = createSealer(options.secrets, now);
  const upstream = createUpstream(options);
  const sessions = createSessions({
    cookie: createSessionCookie({ prefix, sealer, now, maxAge: options.sessionMaxAge }),
    upstream,
    store: options.store,
    now,
    log,
  });
  const settings = createSettingsCache({ ...options, upstream, maxAge: options.settingsMaxAge });
  const pending = createPendingConsents({ prefix, sealer, now });
  const consents = createConsents({ ...options, upstream, pending, sessions, settings });
  const services: Services = {
    options,
    upstream,
    settings,
    flows: createFlows({ prefix, sealer, now, random, log }),
    sessions,
    consents,
    links: createLinkSeals({ sealer, now, random }),
  };
  const handlers: Handlers<CallName> = {
    ...readerHandlers(services),
    ...loginHandlers(services),
    ...registrationHandlers(services),
    ...passwordForgottenHandlers(services),
    ...transferHandlers(services),
  };
  const redeem = createRedeemHandler(services);

  async function run(path: string, context: RequestContext): Promise<Response> {
    if (path === redeemPath && context.request.method === 'POST') return redeem(context);
    const name = callOf(path, context.request.method);
    guard(name, context.request, context.facts, options.origins);
    // The table pairs each name with its own input; which one it is, only the name knows.
    const handler = handlers[name] as (context: RequestContext, input: Input<CallName>) => Promise<object | Response>;
    const answer = await handler(context, await readInput(name, context.request));
    return answer instanceof Response ? answer : Response.json(answer);
  }

  function refuse(error: unknown, context: RequestContext, reference: string, path: string): Response {
    const failure = logFailure(error, path, context.log);
    const { retryAfter } = failure;
    const headers = new Headers({ 'Content-Type': 'application/problem+json' });
    if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter));
    if (failure.code === 'method-not-allowed') headers.set('Allow', allowedMethods(path).join(', '));
    return new Response(JSON.stringify(problemBody(failure, reference)), {
      status: problems[failure.code],
      headers,
    });
  }

  async function respond(request: Request, env: unknown, path: string | undefined): Promise<Response> {
    const reference = toBase64url(random(8)).slice(0, 10);
    const context: RequestContext = {
      request,
      facts: options.facts(request, env),
      jar: new Jar(options.cookies.read(request)),
      log: (event: LogEvent) => log({ ...event, reference }),
    };
    let response: Response;
    try {
      if (path === undefined) throw new Failure('not-found');
      response = await run(path, context);
    } catch (error) {
      response = refuse(error, context, reference, path ?? '');
    }
    const { headers } = response;
    if (!headers.has('cache-control')) headers.set('Cache-Control', 'no-store');
    headers.set('X-Content-Type-Options', 'nosniff');
    options.cookies.write(headers, context.jar.changes);
    return response;
  }

  const app = new Hono();
  for (const path of paths) app.all(`${options.basePath}/${path}`, (c) => respond(c.req.raw, c.env, path));
  app.notFound((c) => respond(c.req.raw, c.env, undefined));
  // Only a port of the operator's own can fail outside a call; its message is not ours to repeat.
  app.onError((error) => {
    log({ level: 'error', event: 'port-failed', name: error.name, frames: stackFrames(error) });
    const body = JSON.stringify(problemBody(new Failure('gateway-failed'), 'none'));
    const headers = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };
    return new Response(body, { status: problems['gateway-failed'], headers });
  });
  return { fetch: async (request, env) => app.fetch(request, env ?? {}) };
}
