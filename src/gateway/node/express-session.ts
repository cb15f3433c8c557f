/** Pages that only readers who are signed in get, in Express and the like. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { protect } from '../base/protection.js';
import { createReaderAdmission, type SessionGate } from '../own-server/admit-reader.js';
import { markPersonal } from '../own-server/mark-personal.js';
import type { Gateway } from '../gateway.js';
import { requestedHost, senderAddress } from './forwarded.js';
import type { NodeHandlerOptions } from './node-handler.js';
import { type HostedRequest, toBodilessRequest } from './node-request.js';
import { sendResponse } from './send-response.js';

/** A response of Express, as far as it is used. */
export interface ExpressResponse extends ServerResponse {
  locals: Record<string, unknown>;
}

/** The headers that are given to `writeHead`, in either of its forms, as pairs. */
function pairsOf(given: object): [name: string, value: string | string[]][] {
  const isFlat = Array.isArray(given) && !Array.isArray(given[0]);
  const flat: unknown[] = isFlat ? given : (Array.isArray(given) ? given : Object.entries(given)).flat(1);
  return flat.flatMap((name, at): [string, string | string[]][] => {
    const value = flat[at + 1] as string | number | readonly string[] | undefined;
    if (at % 2 !== 0 || value === undefined) return [];
    return [[String(name), typeof value === 'object' ? value.map(String) : String(value)]];
  });
}

/** Runs some work just before the headers leave, when all that were given are known. */
function beforeHeaders(outgoing: ServerResponse, work: () => void): void {
  const writeHead = outgoing.writeHead.bind(outgoing) as (...given: unknown[]) => ServerResponse;
  outgoing.writeHead = (...given: unknown[]) => {
    const last = given.at(-1);
    // A second call is left to Node, which refuses it.
    if (outgoing.headersSent) return writeHead(...given);
    const hasHeaders = typeof last === 'object' && last !== null;
    const pairs = hasHeaders ? pairsOf(last) : [];
    for (const [name] of pairs) outgoing.removeHeader(name);
    for (const [name, value] of pairs) outgoing.appendHeader(name, value);
    work();
    return writeHead(...(hasHeaders ? given.slice(0, -1) : given));
  };
}

/**
 * The same as `requireSession`, as a middleware of Express, versions 4 and 5, and the like: handlers behind it have the reader as `res.locals.reader`. It
 * reads no body. The gateway's own routes have to stand before it. Throws a `TypeError` for an address that is no path.
 *
 * @example
 * ```ts
 * import type { Gateway } from 'sso-elements-server/gateway';
 * import { type ExpressResponse, expressSession, nodeHandler } from 'sso-elements-server/gateway/node';
 *
 * declare const gateway: Gateway;
 * declare const app: {
 *   use(path: string, handler: ReturnType<typeof nodeHandler> | ReturnType<typeof expressSession>): void;
 *   get(path: string, handler: (request: object, response: ExpressResponse) => void): void;
 * };
 *
 * app.use('/sso', nodeHandler(gateway));
 * app.use('/account', expressSession(gateway, { signIn: '/login' }));
 * app.get('/account/data', (_request, response) => response.end(JSON.stringify(response.locals['reader'])));
 * ```
 */
export function expressSession(
  gateway: Pick<Gateway, 'readSession' | 'inEmergency'>,
  { trustedProxies = 0, forwardedHeader = 'x-forwarded-for', ...gate }: SessionGate & NodeHandlerOptions,
): (incoming: IncomingMessage, outgoing: ExpressResponse, next: (error?: unknown) => void) => void {
  const admit = createReaderAdmission(gateway, gate);
  const proxies = { trustedProxies, forwardedHeader };

  /** Whether the request goes on. */
  async function handle(incoming: HostedRequest, outgoing: ExpressResponse): Promise<boolean> {
    const { headers, socket, url, originalUrl = url } = incoming;
    const host = requestedHost(headers, proxies);
    const env = { address: senderAddress(socket.remoteAddress, headers, proxies), host };
    const { reader, refusal } = await admit(toBodilessRequest(incoming, host), env, originalUrl);
    beforeHeaders(outgoing, () =>
      markPersonal(
        {
          get: (name) => {
            const value = outgoing.getHeader(name);
            return value === undefined ? null : String(value);
          },
          set: (name, value) => outgoing.setHeader(name, value),
          append: (name, value) => outgoing.appendHeader(name, value),
          delete: (name) => outgoing.removeHeader(name),
        },
        reader.setCookies,
      ),
    );
    if (refusal) await sendResponse(protect(refusal), incoming, outgoing);
    else outgoing.locals['reader'] = reader;
    return refusal === undefined;
  }

  return (incoming, outgoing, next) => {
    // A browser that has gone is nobody's fault, and an error that nobody listens to ends the process.
    for (const stream of [incoming, outgoing]) stream.on('error', () => undefined);
    handle(incoming, outgoing)
      .then((goesOn) => {
        if (goesOn) next();
      })
      // What a page throws at once is for the application's errors, as is what went wrong here.
      .catch(next)
      .catch(() => outgoing.destroy());
  };
}
