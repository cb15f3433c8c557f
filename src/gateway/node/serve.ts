/** `sso-elements-server/gateway/node`: the gateway on Node's own HTTP server. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { clientAddress } from './client-address.js';
import type { Gateway } from '../gateway.js';

/** How the gateway reads a Node request. */
export interface NodeHandlerOptions {
  /** How many reverse proxies of the operator stand in front, each appending to `X-Forwarded-For`. Default: 0, the header is ignored. */
  trustedProxies?: number;
}
/** Where and how to serve. */
export interface ServeOptions extends NodeHandlerOptions {
  /** Port to listen on; 0 picks a free one. Default: 8787. */
  port?: number;
  /** Address to listen on. Default: `127.0.0.1`, this machine alone. */
  host?: string;
  /** Milliseconds that `stop` waits for running requests. Default: 10,000. */
  patience?: number;
}

/** A running server. */
export interface GatewayServer {
  server: Server;
  /** The server's own address, as `http://127.0.0.1:8787`. */
  url: string;
  /** Refuses new connections and resolves once the running requests have ended, or `patience` has run out. */
  stop(): Promise<void>;
}

/** Bytes of a request's headers. A session's cookies take up to 17 KB, more than Node's default of 16. */
export const maxHeaderSize = 32 * 1024;

/**
 * The gateway as a request listener for a Node server of your own, which must allow `maxHeaderSize` bytes of headers.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import type { Gateway } from 'sso-elements-server/gateway';
 * import { maxHeaderSize, nodeHandler } from 'sso-elements-server/gateway/node';
 *
 * declare const gateway: Gateway;
 *
 * createServer({ maxHeaderSize }, nodeHandler(gateway, { trustedProxies: 1 })).listen(8787);
 * ```
 */
export function nodeHandler(
  gateway: Gateway,
  { trustedProxies = 0 }: NodeHandlerOptions = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const listener = getRequestListener(
    (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      const header = incoming.headers['x-forwarded-for']?.toString();
      return gateway.fetch(request, { address: clientAddress(incoming.socket.remoteAddress, header, trustedProxies) });
    },
    { overrideGlobalObjects: false },
  );
  return (incoming, outgoing) => void listener(incoming, outgoing);
}

/**
 * Serves the gateway on a Node HTTP server of its own. Rejects where it cannot listen on the port.
 *
 * @example
 * ```ts
 * import { createGateway, type GatewayOptions } from 'sso-elements-server/gateway';
 * import { serveGateway } from 'sso-elements-server/gateway/node';
 *
 * declare const options: GatewayOptions;
 *
 * const { url, stop } = await serveGateway(createGateway(options), { port: 8787, trustedProxies: 1 });
 * console.log(`Gateway at ${url}/sso`);
 * process.once('SIGTERM', stop);
 * ```
 */
export async function serveGateway(gateway: Gateway, options: ServeOptions = {}): Promise<GatewayServer> {
  const { port = 8787, host = '127.0.0.1', patience = 10_000 } = options;
  const server = createServer({ maxHeaderSize }, nodeHandler(gateway, options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address() as AddressInfo;
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    server,
    url: `http://${name}:${bound.port}`,
    stop: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), patience);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
