/** `sso-elements-server/gateway/node`: the gateway on Node's own HTTP server. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { consoleLog, type Log, timed } from '../base/log.js';
import type { Gateway } from '../gateway.js';
import { type ExpressResponse, expressSession } from './express-session.js';
import { memoryLimits, type MemoryLimitsOptions } from '../counting/memory-limits.js';
import { gracefulStop } from './graceful-stop.js';
import { nodeHandler, type NodeHandlerOptions } from './node-handler.js';
import { refuseEarly } from './refuse-early.js';
import { pooledFetch, type PooledFetchOptions } from './pooled-fetch.js';

export { expressSession, memoryLimits, nodeHandler, pooledFetch };
export type { ExpressResponse, MemoryLimitsOptions, NodeHandlerOptions, PooledFetchOptions };

/** Where and how to serve. */
export interface ServeOptions extends NodeHandlerOptions {
  /** Port to listen on; 0 picks a free one. Default: 8787. */
  port?: number;
  /** Address to listen on. Default: `127.0.0.1`, this machine alone. */
  host?: string;
  /** Milliseconds that `stop` waits for running requests. Default: 7,000, less than a container is given. */
  patience?: number;
  /**
   * Milliseconds for which an idle connection stays open. It must be longer than your proxy keeps one, or requests fail that are sent as it
   * closes. Default: 75,000; nginx and most load balancers keep one for 60,000.
   */
  keepAliveTimeout?: number;
  /** Milliseconds within which the headers of a request have to arrive. Default: 10,000; Node's own is 60,000. */
  headersTimeout?: number;
  /** Milliseconds within which a whole request has to arrive, its body of at most 16 KB included. Default: 20,000; Node's own is 300,000. */
  requestTimeout?: number;
  /** Takes what the server itself cannot do, as `server-failed`. Default: the console. */
  log?: Log;
}

/** A running server. */
export interface GatewayServer {
  server: Server;
  /** The server's own address, as `http://127.0.0.1:8787`. */
  url: string;
  /**
   * Answers those who have connected already, refuses new connections, asks clients to close theirs with the next answer, and resolves
   * once the running requests have ended, or `patience` has run out.
   */
  stop(): Promise<void>;
}

/** Bytes of a request's headers. A session's cookies take up to 17 KB, more than Node's default of 16. */
export const maxHeaderSize = 32 * 1024;

/** Milliseconds between two looks for requests that are late; Node's own are 30,000. */
const checkingInterval = 1000;

/**
 * Serves the gateway on a Node HTTP server of its own. A gateway without `limits` gets some in memory. Rejects where it cannot
 * listen on the port.
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
export async function serveGateway(
  gateway: Pick<Gateway, 'fetch'>,
  options: ServeOptions = {},
): Promise<GatewayServer> {
  const { port = 8787, host = '127.0.0.1', patience = 7_000, keepAliveTimeout = 75_000 } = options;
  const { headersTimeout = 10_000, requestTimeout = 20_000, log = consoleLog } = options;
  const slow = { headersTimeout, requestTimeout, connectionsCheckingInterval: checkingInterval };
  // Without a host is refused by the handler, as whoever names two.
  const strict = { maxHeaderSize, keepAliveTimeout, requireHostHeader: false };
  const server = createServer({ ...strict, ...slow }, nodeHandler(gateway, options));
  refuseEarly(server);
  const stop = gracefulStop(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // As where the process has no more file descriptors: it passes, and must not end the process.
  server.on('error', ({ name, code }: NodeJS.ErrnoException) =>
    log(timed({ level: 'error', event: 'server-failed', name, code }, Date.now)),
  );
  const bound = server.address() as AddressInfo;
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return { server, url: `http://${name}:${bound.port}`, stop: () => stop(patience) };
}
