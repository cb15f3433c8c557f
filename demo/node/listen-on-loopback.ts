/** Listens on loopback only, on IPv4 and, where the machine has it, IPv6: `localhost` can mean either. */
import { getRequestListener, RequestError } from '@hono/node-server';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { protect } from '../../src/gateway/base/protection.js';
import { refuseEarly } from '../../src/gateway/node/refuse-early.js';

export type RequestHandler = (request: Request, env: { address: string | undefined }) => Response | Promise<Response>;

/** Milliseconds within which a request has to arrive: its headers, and all of it. */
export interface Slowness {
  headersTimeout: number;
  requestTimeout: number;
}

export interface LoopbackServer {
  port: number;
  /** One for each of the two addresses. */
  servers: readonly Server[];
  /** Stops accepting requests, gives those under way two seconds to finish, and frees the port. */
  close(): Promise<void>;
}

/** Bytes. A long session is split over several cookies, which can exceed Node's default of 16 KB for all headers. */
const maxHeaderSize = 32 * 1024;
/** As the gateway's own server has them. */
const usual: Slowness = { headersTimeout: 10_000, requestTimeout: 20_000 };
/** Milliseconds between two looks for requests that are late; Node's own are 30,000. */
const connectionsCheckingInterval = 1000;

/** For what cannot be made a request of the web, and for a handler that fails: by itself the adapter would answer without a header. */
function failed(error: unknown): Response {
  if (error instanceof RequestError)
    return protect(new Response(null, { status: 400, headers: { Connection: 'close' } }));
  console.error(`The demo failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return protect(new Response(null, { status: 500 }));
}

function serverFor(handler: RequestHandler, slow: Slowness): Server {
  const listener = getRequestListener(
    (request, { incoming }) => handler(request, { address: incoming.socket.remoteAddress }),
    { errorHandler: failed },
  );
  // Without a host is refused by the adapter: Node's own answer is bare.
  const strict = { maxHeaderSize, connectionsCheckingInterval, requireHostHeader: false };
  const server = createServer({ ...strict, ...slow }, (incoming, outgoing) => void listener(incoming, outgoing));
  refuseEarly(server);
  return server;
}

const bind = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(String(error.code));

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const forceClose = setTimeout(() => server.closeAllConnections(), 2000);
    server.close(() => {
      clearTimeout(forceClose);
      resolve();
    });
    server.closeIdleConnections();
  });

/** Rejects with an error whose `code` is `EADDRINUSE` if the port is taken. @param port 0 for any free port. */
export async function listenOnLoopback(
  handler: RequestHandler,
  port: number,
  slow: Slowness = usual,
): Promise<LoopbackServer> {
  const servers = [serverFor(handler, slow)];
  try {
    const bound = await bind(servers[0]!, port, '127.0.0.1');
    const second = serverFor(handler, slow);
    try {
      await bind(second, bound, '::1');
      servers.push(second);
    } catch (error) {
      // Without IPv6, localhost is 127.0.0.1 only.
      if (!isMissing(error)) throw error;
    }
    return {
      port: bound,
      servers,
      close: async () => {
        await Promise.all(servers.map(close));
      },
    };
  } catch (error) {
    await Promise.all(servers.filter(({ listening }) => listening).map(close));
    throw error;
  }
}
