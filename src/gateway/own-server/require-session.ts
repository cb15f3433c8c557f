/** Pages of the publisher's own server that only readers who are signed in get, for any server that speaks fetch, and for Hono. */
import { protect } from '../base/protection.js';
import { createReaderAdmission, type SessionGate } from './admit-reader.js';
import { markPersonal } from './mark-personal.js';
import type { OwnServer } from './own-server.js';
import type { SessionReading } from './read-session.js';

type Gate = Pick<OwnServer, 'readSession' | 'inEmergency'>;

/** Makes the response to a request of a reader who is let in. `env` as the server passes it. */
export type ReaderHandler = (request: Request, reader: SessionReading, env?: unknown) => Response | Promise<Response>;

/** A copy of a response with headers that can be changed, for one reader alone. */
function personal(response: Response, { setCookies }: SessionReading): Response {
  // What switches the protocol cannot be copied, and nothing keeps it.
  if (response.status < 200) return response;
  const copy = new Response(response.body, response);
  markPersonal(copy.headers, setCookies);
  return copy;
}

/**
 * Wraps handlers so that they get readers who are signed in alone. Others are sent to `signIn`, with the path that they asked for in the parameter
 * `returnParameter`; what is no navigation gets a problem instead, with the status 401. In an emergency, and where nobody can say who it
 * is, the gateway's `inEmergency` decides. `Set-Cookie` lines are passed on in any case. A response that says nothing else is
 * `Cache-Control: private, no-store`, and one that sets a session's cookie is so whatever it says; none is for shared caches. A request for
 * `signIn` itself is let through.
 * Throws a `TypeError` for an address that is no path.
 *
 * @example
 * ```ts
 * import { createGateway, type GatewayOptions, requireSession } from 'sso-elements-server/gateway';
 *
 * declare const options: GatewayOptions;
 *
 * const gateway = createGateway(options);
 * const forReaders = requireSession(gateway, { signIn: '/login' });
 * const account = forReaders((_request, { customer }) => new Response(`Hello ${customer?.firstName ?? ''}`));
 *
 * export default {
 *   fetch(request: Request): Promise<Response> {
 *     const isOwn = new URL(request.url).pathname.startsWith('/sso/');
 *     return isOwn ? gateway.fetch(request) : account(request);
 *   },
 * };
 * ```
 */
export function requireSession(
  gateway: Gate,
  options: SessionGate,
): (handler: ReaderHandler) => (request: Request, env?: unknown) => Promise<Response> {
  const admit = createReaderAdmission(gateway, options);
  return (handler) => async (request, env) => {
    const { reader, refusal } = await admit(request, env);
    return personal(refusal ? protect(refusal) : await handler(request, reader, env), reader);
  };
}

/** What `honoSession` uses of a context of Hono, of whichever version. */
export interface HonoContext {
  req: { raw: Request };
  env: unknown;
  res: Response;
  header(name: string, value?: string, options?: { append?: boolean }): void;
  set: (key: never, value: never) => void;
}

/**
 * The same as `requireSession`, as a middleware of Hono: handlers behind it have the reader as `c.get('reader')`. The gateway's own routes have to stand
 * before it. Throws a `TypeError` for an address that is no path.
 *
 * @example
 * ```ts
 * import { Hono } from 'hono';
 * import { type Gateway, honoSession, type SessionReading } from 'sso-elements-server/gateway';
 *
 * declare const gateway: Gateway;
 *
 * const app = new Hono<{ Variables: { reader: SessionReading } }>();
 * app.all('/sso/*', (c) => gateway.fetch(c.req.raw, c.env));
 * app.use('/account/*', honoSession(gateway, { signIn: '/login' }));
 * app.get('/account/data', (c) => c.text(`Hello ${c.get('reader').customer?.firstName ?? ''}`));
 * ```
 */
export function honoSession(
  gateway: Gate,
  options: SessionGate,
): (context: HonoContext, next: () => Promise<void>) => Promise<Response | undefined> {
  const admit = createReaderAdmission(gateway, options);
  return async (context, next) => {
    const { reader, refusal } = await admit(context.req.raw, context.env);
    if (refusal) return personal(protect(refusal), reader);
    // Which variables there are is for the application to declare.
    (context.set as (key: string, value: unknown) => void)('reader', reader);
    await next();
    markPersonal(
      {
        get: (name) => context.res.headers.get(name),
        set: (name, value) => context.header(name, value),
        append: (name, value) => context.header(name, value, { append: true }),
        delete: (name) => context.header(name),
      },
      reader.setCookies,
    );
    return undefined;
  };
}
