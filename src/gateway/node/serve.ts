/** `sso-elements-server/gateway/node`: the gateway on Node's own HTTP server. */
import { createServer, type Server } from 'node:http';
import { consoleLog, type Log, timed } from '../base/log.js';
import type { Gateway } from '../gateway.js';
import { type ExpressResponse, expressSession } from './express-session.js';
import { memoryLimits, type MemoryLimitsOptions } from '../counting/memory-limits.js';
import { gracefulStop } from './graceful-stop.js';
import { listeningUrl } from './listening-url.js';
import { createMetrics } from './metrics/create-metrics.js';
import type { Metrics, MetricsOptions, MetricsRegistry } from './metrics/metrics-port.js';
import { type MetricsServer, startMetricsServer } from './metrics/metrics-server.js';
import { nodeHandler, type NodeHandlerOptions } from './node-handler.js';
import { refuseEarly } from './refuse-early.js';
import { pooledFetch, type PooledFetchOptions } from './pooled-fetch.js';

export { createMetrics, expressSession, memoryLimits, nodeHandler, pooledFetch };
export type { ExpressResponse, MemoryLimitsOptions, Metrics, MetricsOptions, MetricsRegistry };
export type { NodeHandlerOptions, PooledFetchOptions };

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
  /**
   * Port of a server of its own with `/metrics`, `/healthz` and `/readyz`, which no reader should reach; 0 picks a free one. Default: there is none.
   */
  metricsPort?: number;
  /** Address on which that one listens. Default: `127.0.0.1`, this machine alone. */
  metricsHost?: string;
  /** What `/metrics` shows: of `createMetrics()`, whose `observe` the gateway has. Default: nothing. */
  metrics?: Metrics;
}

/** A running server. */
export interface GatewayServer {
  server: Server;
  /** The server's own address, as `http://127.0.0.1:8787`. */
  url: string;
  /** That of the server with the metrics, as `http://127.0.0.1:9464`. Absent: there is none. */
  metricsUrl?: string;
  /**
   * Answers those who have connected already, refuses new connections, asks clients to close theirs with the next answer, and resolves
   * once the running requests have ended, or `patience` has run out. From the stop on, as before it listens, `/readyz` says that it is not ready.
   */
  stop(): Promise<void>;
}

/** Bytes of a request's headers. A session's cookies take up to 17 KB, more than Node's default of 16. */
export const maxHeaderSize = 32 * 1024;

/** Milliseconds between two looks for requests that are late; Node's own are 30,000. */
const checkingInterval = 1000;

/** Before the gateway, so that whoever is told that it runs can ask. */
async function serveMetrics(
  gateway: Parameters<typeof serveGateway>[0],
  { metricsPort, metricsHost = '127.0.0.1', metrics, log }: ServeOptions & { log: Log },
): Promise<MetricsServer | undefined> {
  if (metricsPort === undefined) return undefined;
  const { readiness } = gateway;
  const ask = readiness && (() => readiness.call(gateway));
  return startMetricsServer({ port: metricsPort, host: metricsHost, metrics, readiness: ask, log });
}

/**
 * Serves the gateway on a Node HTTP server of its own. A gateway without `limits` gets some in memory. Rejects where it cannot
 * listen on a port.
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
  gateway: Pick<Gateway, 'fetch'> & Partial<Pick<Gateway, 'readiness'>>,
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
  const beside = await serveMetrics(gateway, { ...options, log });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    await beside?.close();
    throw error;
  }
  beside?.serving();
  // As where the process has no more file descriptors: it passes, and must not end the process.
  server.on('error', ({ name, code }: NodeJS.ErrnoException) =>
    log(timed({ level: 'error', event: 'server-failed', name, code }, Date.now)),
  );
  return {
    server,
    url: listeningUrl(server),
    ...(beside && { metricsUrl: beside.url }),
    async stop() {
      beside?.stopping();
      await stop(patience);
      await beside?.close();
    },
  };
}
