/** The exits of the gateway for the publisher's own server: who reads, what they may read, and a token for the vendor's self-service. */
import { accessRightId, transferToken } from '../../contract/sso-api.js';
import { Failure } from '../base/failure.js';
import { logFailure } from '../base/log-failure.js';
import type { RequestContext } from '../request/request-context.js';
import { isSessionEnded } from '../session/validate-session.js';
import { createReaderLookup, type Reader, type SessionReading } from './read-session.js';
import type { Services } from '../process/services.js';

/** Access rights that one question names at most. */
const mostRights = 20;

/** Whether a reader may read something. */
export interface AccessReading extends SessionReading {
  /** Whether to show it. */
  granted: boolean;
  /**
   * Why: `right`: the reader has one of the rights; `no-right`: none of them; `blocked`: the customer is blocked, whatever was bought;
   * `signed-out`; `unknown`: the hosted API cannot say, and has not for an hour; `emergency`. For the last two `inEmergency` decides.
   */
  reason: 'right' | 'no-right' | 'blocked' | 'signed-out' | 'unknown' | 'emergency';
}
type Access = Pick<AccessReading, 'granted' | 'reason'>;

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
   * Pass on its `setCookies`. A yes counts for `accessMaxAge`, a no for 10 seconds; while the hosted API fails, the last one for an hour.
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
   *   if (transferToken === undefined) return Response.redirect(new URL('/login', request.url));
   *   const response = new Response(`<div id="self-service" data-token="${transferToken}"></div>`);
   *   response.headers.set('Content-Type', 'text/html; charset=utf-8');
   *   response.headers.set('Cache-Control', 'no-store');
   *   for (const line of setCookies) response.headers.append('Set-Cookie', line);
   *   return response;
   * }
   * ```
   */
  transferToken(request: Request, env?: unknown): Promise<TransferReading>;
}

/** Throws a `TypeError`: a slip of the page neither opens nor closes an article without a word. */
function checkRights(rights: unknown): void {
  const isRight = (id: unknown) => accessRightId.safeParse(id).success;
  if (!Array.isArray(rights) || rights.length < 1 || rights.length > mostRights || !rights.every(isRight))
    throw new TypeError('rights must be 1 to 20 IDs of access rights, each of 2 to 30 letters, digits and dashes');
}

/** `contextOf` throws what a port of the operator's throws; `notePortFailed` logs that. */
export function createOwnServer(
  services: Services,
  contextOf: (request: Request, env: unknown) => RequestContext,
  notePortFailed: (error: unknown) => void,
): OwnServer {
  const { options, upstream, sessions, access } = services;
  const readerOf = createReaderLookup(services);
  const isOpen = options.inEmergency === 'open';

  async function answer<T extends object>(
    [name, request, env]: [name: string, request: Request, env: unknown],
    failed: T,
    work: (reader: Reader, context: RequestContext) => Promise<T>,
  ): Promise<SessionReading & T> {
    const unknown = { state: 'unknown', setCookies: [], ...failed } as const;
    let context: RequestContext;
    try {
      context = contextOf(request, env);
    } catch (error) {
      notePortFailed(error);
      return unknown;
    }
    try {
      const reader = await readerOf(context);
      const more = await work(reader, context);
      const headers = new Headers();
      options.cookies.write(headers, context.jar.changes);
      return { ...reader, ...more, setCookies: headers.getSetCookie() };
    } catch (error) {
      logFailure(error, name, context.log);
      return unknown;
    }
  }

  async function accessOf({ state, customer }: Reader, rights: readonly string[]): Promise<Access> {
    if (state === 'signed-out') return { granted: false, reason: 'signed-out' };
    if (state !== 'signed-in') return { granted: isOpen, reason: state };
    try {
      // The hosted API has not said who it is.
      if (!customer) return { granted: isOpen, reason: 'unknown' };
      const verdict = await access.check(customer.id, rights);
      if (verdict === 'granted') return { granted: true, reason: 'right' };
      return { granted: false, reason: verdict === 'blocked' ? 'blocked' : 'no-right' };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { granted: isOpen, reason: 'unknown' };
    }
  }

  async function tokenFor({ state }: Reader, { jar }: RequestContext): Promise<Partial<TransferReading>> {
    const held = state === 'signed-in' ? await sessions.held(jar) : undefined;
    if (!held) return {};
    try {
      return await upstream.call('sessions/createTransferToken', {
        body: { customerSession: held.token },
        reply: transferToken,
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
      return answer(['hasAccess', request, env], failed, (reader) => accessOf(reader, rights));
    },
    transferToken: (request, env) => answer(['transferToken', request, env], {}, tokenFor),
  };
}
