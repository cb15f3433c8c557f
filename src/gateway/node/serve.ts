/** `sso-elements/gateway/node`: the gateway on Node's own HTTP server. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { clientAddress } from './client-address.js';
import type { Gateway } from '../gateway.js';

export interface NodeOptions {
  /** How many reverse proxies of the operator stand in front, each appending to `X-Forwarded-For`. Default: 0, the header is not believed. */
  trustedProxies?: number;
}
export interface ServeOptions extends NodeOptions {
  /** 0: any free port. Default: 8787. */
  port?: number;
  /** Default: `127.0.0.1`, this machine alone. */
  host?: string;
  /** Milliseconds for which a stop waits for running requests. Default: 10,000. */
  patience?: number;
}

export interface GatewayServer {
  server: Server;
  /** Where it answers, as `http://127.0.0.1:8787`. */
  url: string;
  /** Takes no new connections, lets running requests end, as long as `patience` allows. */
  stop(): Promise<void>;
}

/** Bytes of a request's headers: a session's cookies take up to 17 KB, Node's own limit is 16. */
export const maxHeaderSize = 32 * 1024;

/** The gateway as a listener of a Node server of one's own; that server must allow `maxHeaderSize` bytes of headers. */
export function nodeHandler(
  gateway: Gateway,
  { trustedProxies = 0 }: NodeOptions = {},
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

/** Serves the gateway. Rejects where the port cannot be had. */
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
