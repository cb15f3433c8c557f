/** The server of metrics and probes: apart from the gateway's, so that no reader can reach it, and nothing that hangs on it holds up a sign-in. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Log, timed } from '../../base/log.js';
import { protection } from '../../base/protection.js';
import { singleFlight } from '../../base/single-flight.js';
import type { Gateway } from '../../gateway.js';
import { createQuiet } from '../../observing/observe.js';
import { listeningUrl } from '../listening-url.js';
import { refuseEarly } from '../refuse-early.js';
import type { Metrics } from './metrics-port.js';

export interface MetricsServerOptions {
  port: number;
  host: string;
  /** Absent: probes alone. */
  metrics: Metrics | undefined;
  /** Absent: the gateway is one that somebody has wrapped, and nobody can say more than that it runs. */
  readiness: Gateway['readiness'] | undefined;
  log: Log;
}

export interface MetricsServer {
  /** As `http://127.0.0.1:9464`. */
  url: string;
  /** The gateway's own port answers now; before, it is not ready. */
  serving(): void;
  /** From now on it is not ready. */
  stopping(): void;
  /** Cuts all connections. */
  close(): Promise<void>;
}

/** Connections at once: a scraper that hangs uses one up, for a while. */
const mostConnections = 50;
/** Milliseconds for a request, for its headers and for the text of the metrics; also those for which nothing moves on a connection. */
const patience = { request: 5000, headers: 5000, text: 5000, idle: 10_000, checking: 1000 } as const;

const text = 'text/plain; charset=utf-8';
const json = 'application/json';

type Phase = 'starting' | 'serving' | 'stopping';

interface Answer {
  status: number;
  type: string;
  body: string;
}

/** Rejects after so many milliseconds. */
async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), milliseconds).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function createAnswers({ metrics, readiness, log }: MetricsServerOptions, phaseNow: () => Phase) {
  const mayLog = createQuiet();
  // However many ask, the text is made once at a time.
  const share = singleFlight<string>();

  async function metricsNow(): Promise<Answer> {
    if (!metrics) return { status: 404, type: text, body: 'No metrics\n' };
    try {
      const body = await inTime(
        share('text', () => metrics.text()),
        patience.text,
      );
      return { status: 200, type: metrics.contentType, body };
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      if (mayLog()) log(timed({ level: 'error', event: 'metrics-failed', name }, Date.now));
      return { status: 500, type: text, body: 'The metrics cannot be read\n' };
    }
  }

  async function readyNow(): Promise<Answer> {
    const found = readiness && (await inTime(readiness(), patience.request).catch(() => ({ ready: false })));
    const phase = phaseNow();
    const ready = phase === 'serving' && (found?.ready ?? true);
    return {
      status: ready ? 200 : 503,
      type: json,
      body: `${JSON.stringify({ ...found, ready, ...(phase !== 'serving' && { [phase]: true }) })}\n`,
    };
  }

  return {
    '/metrics': metricsNow,
    '/healthz': async (): Promise<Answer> => ({ status: 200, type: text, body: 'ok\n' }),
    '/readyz': readyNow,
  };
}

function send(outgoing: ServerResponse, { status, type, body }: Answer, more: Record<string, string> = {}): void {
  const length = String(Buffer.byteLength(body));
  const headers = { ...protection, 'Cache-Control': 'no-store', 'Content-Type': type, 'Content-Length': length };
  outgoing.writeHead(status, { ...headers, ...more });
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body);
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      reject(new Error(`metricsPort: nobody can listen on ${host}:${port} (${String(code)})`));
    });
    server.listen(port, host, resolve);
  });
  server.removeAllListeners('error');
}

/** Starts the server. Rejects where it cannot listen, as where the port is taken. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { port, host, log } = options;
  let phase: Phase = 'starting';
  const answers = createAnswers(options, () => phase);

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = String(incoming.url).replace(/\?.*$/s, '');
    if (!Object.hasOwn(answers, path)) send(outgoing, { status: 404, type: text, body: 'Not found\n' });
    else if (incoming.method === 'GET' || incoming.method === 'HEAD')
      send(outgoing, await answers[path as keyof typeof answers]());
    else {
      const how = { Allow: 'GET, HEAD', Connection: 'close' };
      send(outgoing, { status: 405, type: text, body: 'Only GET\n' }, how);
    }
  }

  const server = createServer(
    {
      requestTimeout: patience.request,
      headersTimeout: patience.headers,
      connectionsCheckingInterval: patience.checking,
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      for (const stream of [incoming, outgoing]) stream.on('error', () => undefined);
      handle(incoming, outgoing).catch(() => outgoing.destroy());
    },
  );
  refuseEarly(server);
  server.maxConnections = mostConnections;
  // Whoever does not read what it asked for is cut.
  server.setTimeout(patience.idle);
  await listen(server, port, host);
  server.on('error', ({ name, code }: NodeJS.ErrnoException) =>
    log(timed({ level: 'error', event: 'server-failed', name, code }, Date.now)),
  );
  return {
    url: listeningUrl(server),
    serving() {
      phase = 'serving';
    },
    stopping() {
      phase = 'stopping';
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
