/** The exits of the gateway for the publisher's own server: who reads, what they may read, and a token for the vendor's self-service. */
import { transferToken } from '../../contract/sso-api.js';
import { Failure } from '../base/failure.js';
import { logFailure } from '../base/log-failure.js';
import type { RequestContext } from '../request/request-context.js';
import { isSessionEnded } from '../session/validate-session.js';
import { type Access, type AccessReading, checkRights, createAccessLookup } from './read-access.js';
import { createReaderLookup, type Reader, type SessionReading } from './read-session.js';
import type { Services } from '../process/services.js';

/** What it can ask: the names under which the log has it. */
export const questions = ['readSession', 'hasAccess', 'transferToken'] as const;

/** Milliseconds that a page waits for the hosted API at most, for all that one of the exits asks of it; shorter where `timeout` is. */
const pageTimeout = 3000;

/** A token for the vendor's self-service. */
export interface TransferReading extends SessionReading {
  /** Good once, for 30 seconds, for whoever has it. Absent unless somebody is signed in, and where the hosted API gives none. */
  transferToken?: string;
}

/** What the publisher's own server can ask, by a request that it got. */
export interface OwnServer {
  /** Whether readers are let in in an emergency, and where nobody can say who they are: the option of this name. */
  readonly inEmergency: 'open' | 'closed';
  /**
   * Who sends a request to the publisher's own server, by its cookies: for pages that are rendered there. Pass on its `setCookies`. Asks the hosted
   * API where the session is due, every 5 minutes. `env` as for `fetch`. Never rejects.
   *
   * @example
   * ```ts
   * import type { Gateway } from 'sso-elements-server/gateway';
   *
   * export async function article(gateway: Gateway, request: Request): Promise<Response> {
   *   const { state, customer, setCookies } = await gateway.readSession(request);
   *   const response = new Response(state === 'signed-in' ? `Hello ${customer?.firstName ?? ''}` : 'Please sign in');
   *   for (const line of setCookies) response.headers.append('Set-Cookie', line);
   *   return response;
   * }
   * ```
   */
  readSession(request: Request, env?: unknown): Promise<SessionReading>;
  /**
   * Whether who sends a request has one of these access rights: IDs of the merchant's, each of 2 to 30 letters, digits and dashes, 1 to 20 of them.
   * Pass on its `setCookies`. A yes counts for `accessMaxAge`, a no for 10 seconds; while the hosted API fails, the last one for an hour. Where the API token may not ask, nothing
   * is granted.
   * `env` as for `fetch`. Rejects with a `TypeError` for anything else than such IDs, and for nothing else.
   *
   * @example
   * ```ts
   * import type { Gateway } from 'sso-elements-server/gateway';
   *
   * export async function article(gateway: Gateway, request: Request): Promise<Response> {
   *   const { granted, reason, setCookies } = await gateway.hasAccess(request, ['plus']);
   *   const response = new Response(granted ? 'All of it' : reason === 'signed-out' ? 'Please sign in' : 'Please subscribe');
   *   response.headers.set('Cache-Control', 'private, no-store');
   *   for (const line of setCookies) response.headers.append('Set-Cookie', line);
   *   return response;
   * }
   * ```
   */
  hasAccess(request: Request, rights: readonly string[], env?: unknown): Promise<AccessReading>;
  /**
   * A token with which the vendor's self-service frame takes over the session of who sends a request: good once, for 30 seconds, **for whoever reads
   * the page that it is in**. So only for pages without scripts of others, with `Cache-Control: no-store`, and never in an address or a log. Pass on
   * its `setCookies`. `env` as for `fetch`. Never rejects.
   *
   * @example
   * ```ts
   * import type { Gateway } from 'sso-elements-server/gateway';
   *
   * export async function invoices(gateway: Gateway, request: Request): Promise<Response> {
   *   const { transferToken, setCookies } = await gateway.transferToken(request);
   *   const headers = new Headers({ 'Cache-Control': 'no-store', 'Content-Type': 'text/html; charset=utf-8' });
   *   for (const line of setCookies) headers.append('Set-Cookie', line);
   *   if (transferToken === undefined) {
   *     headers.set('Location', '/login');
   *     return new Response(null, { status: 303, headers });
   *   }
   *   const escaped = transferToken.replace(/[^\w.-]/g, (letter) => `&#${letter.charCodeAt(0)};`);
   *   return new Response(`<div id="self-service" data-token="${escaped}"></div>`, { headers });
   * }
   * ```
   */
  transferToken(request: Request, env?: unknown): Promise<TransferReading>;
}

/** Of the log: why somebody may read where that was asked, else who is there. */
const outcomeOf = ({ state, reason }: SessionReading & Partial<Access>): string => reason ?? state;

/** `contextOf` throws what a port of the operator's throws; `notePortFailed` logs that. `record`: for whoever observes calls. */
export function createOwnServer(
  services: Services,
  given: {
    contextOf: (request: Request, env: unknown, timeout: number) => RequestContext;
    notePortFailed: (error: unknown) => void;
    record: (context: RequestContext, end: { route: string; outcome: string }) => Promise<void>;
  },
): OwnServer {
  const { contextOf, notePortFailed, record } = given;
  const { options, upstream, sessions } = services;
  const readerOf = createReaderLookup(services);
  const accessOf = createAccessLookup(services);
  const isOpen = options.inEmergency === 'open';
  const timeout = Math.min(pageTimeout, options.timeout);

  async function answer<T extends object>(
    [name, request, env]: [name: (typeof questions)[number], request: Request, env: unknown],
    failed: T,
    work: (reader: Reader, context: RequestContext) => Promise<T>,
  ): Promise<SessionReading & T> {
    const unknown = { state: 'unknown', setCookies: [], ...failed } as const;
    let context: RequestContext;
    try {
      context = contextOf(request, env, timeout);
    } catch (error) {
      notePortFailed(error);
      return unknown;
    }
    try {
      const reader = await readerOf(context);
      const more = await work(reader, context);
      const headers = new Headers();
      options.cookies.write(headers, context.jar.changes);
      const found = { ...reader, ...more, setCookies: headers.getSetCookie() };
      await record(context, { route: name, outcome: outcomeOf(found) });
      return found;
    } catch (error) {
      const { code } = logFailure(error, name, context.log);
      await record(context, { route: name, outcome: code });
      return unknown;
    }
  }

  async function tokenFor({ state }: Reader, { jar, deadline }: RequestContext): Promise<Partial<TransferReading>> {
    const held = state === 'signed-in' ? await sessions.held(jar) : undefined;
    if (!held) return {};
    try {
      return await upstream.call('sessions/createTransferToken', {
        body: { customerSession: held.token },
        reply: transferToken,
        deadline,
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (isSessionEnded(error)) await sessions.markStale(jar);
      return {};
    }
  }

  return {
    inEmergency: options.inEmergency,
    readSession: (request, env) => answer(['readSession', request, env], {}, async () => ({})),
    async hasAccess(request, rights, env) {
      checkRights(rights);
      const failed: Access = { granted: isOpen, reason: 'unknown' };
      return answer(['hasAccess', request, env], failed, (reader, { deadline }) => accessOf(reader, rights, deadline));
    },
    transferToken: (request, env) => answer(['transferToken', request, env], {}, tokenFor),
  };
}
