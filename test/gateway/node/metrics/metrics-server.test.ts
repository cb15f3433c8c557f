/** The server of metrics and probes, over real sockets. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Gateway, type LogEvent, memoryStore } from '../../../../src/gateway/index.js';
import { startMetricsServer } from '../../../../src/gateway/node/metrics/metrics-server.js';
import { createMetrics, type GatewayServer, type Metrics, serveGateway } from '../../../../src/gateway/node/serve.js';
import { apiToken, credentials, error, secret, session, sessionToken, site } from '../../support/harness.js';
import { untilPasses } from '../../../support/until.js';

const started: GatewayServer[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

type Serving = Parameters<typeof serveGateway>[1];
async function serve(gateway: Pick<Gateway, 'fetch'>, options: Serving = {}) {
  const lines: LogEvent[] = [];
  const log = (line: LogEvent) => void lines.push(line);
  const server = await serveGateway(gateway, { port: 0, metricsPort: 0, log, ...options });
  started.push(server);
  const ask = (path: string, init?: RequestInit) => fetch(`${server.metricsUrl}${path}`, init);
  return { server, ask, lines };
}
function open(url: string | undefined): Socket {
  const socket = connect(Number(new URL(url!).port), '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

const verify = { '/processes/login/verify': () => session() };
async function measured(script = verify, options: Parameters<typeof site>[1] = {}, serving: Serving = {}) {
  const metrics = await createMetrics();
  const news = site(script, { observe: metrics.observe, ...options });
  return { news, metrics, ...(await serve(news.gateway, { metrics, ...serving })) };
}

test('metrics, with those of the process and the version, are served on this machine alone', async () => {
  const { news, server, ask } = await measured();
  await news.post('login/start', credentials);
  const answer = await ask('/metrics');
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(text).toMatch(/^sso_gateway_sign_ins_total\{route="login\/start"\} 1$/m);
  expect(text).toMatch(/^process_cpu_seconds_total /m);
  expect(text).toMatch(/^sso_gateway_build_info\{version="\d+\.\d+\.\d+",node="[\d.]+"\} 1$/m);
  expect(server.metricsUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(server.metricsUrl).not.toBe(server.url);
});

test('the gateway’s own port has none of it, and the other one nothing of the gateway', async () => {
  const { server, ask } = await measured();
  for (const path of ['/metrics', '/healthz', '/readyz']) expect((await fetch(server.url + path)).status).toBe(404);
  for (const path of ['/', '/sso/settings', '/metrics/x', '/toString']) expect((await ask(path)).status).toBe(404);
  expect((await ask('/metrics?x=1')).status).toBe(200);
});

test('there is no such server unless it is asked for', async () => {
  const server = await serveGateway(site().gateway, { port: 0 });
  started.push(server);
  expect(server).not.toHaveProperty('metricsUrl');
});

test('GET and HEAD alone are answered', async () => {
  const { ask } = await measured();
  const head = await ask('/metrics', { method: 'HEAD' });
  expect([head.status, Number(head.headers.get('content-length')) > 1000, await head.text()]).toEqual([200, true, '']);
  const posted = await ask('/metrics', { method: 'POST', body: 'x' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('it listens where it is told to, by IPv6 too', async () => {
  const { server } = await serve(site().gateway, { metricsHost: '::1' });
  expect(server.metricsUrl).toMatch(/^http:\/\/\[::1\]:\d+$/);
});

test('without metrics there are the probes', async () => {
  const { ask } = await serve(site().gateway);
  expect((await ask('/metrics')).status).toBe(404);
  expect(await (await ask('/healthz')).text()).toBe('ok\n');
  expect((await ask('/readyz')).status).toBe(200);
});

test('readyz tells the store, the secrets and what the hosted API did last', async () => {
  const { news, ask } = await measured({ '/processes/login/verify': () => error(503) });
  await news.post('login/start', credentials);
  const answer = await ask('/readyz');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
  expect(await answer.json()).toEqual({
    ready: true,
    store: 'ok',
    secrets: 'ok',
    api: {
      last: { operation: 'login/verify', outcome: 'server-error', secondsAgo: 0 },
      apiToken: 'accepted',
      missingRights: [],
      emergency: false,
      openCircuits: [],
    },
  });
});

test.each([
  ['fails', () => Promise.reject(new Error('LEAK'))],
  ['hangs', () => new Promise<never>(() => undefined)],
] as const)('with a store that %s the process is alive, not ready, and signs readers in', async (_name, get) => {
  const { news, ask } = await measured(verify, { store: { ...memoryStore(Date.now), get } });
  const answer = await ask('/readyz');
  const body = await answer.text();
  expect([answer.status, JSON.parse(body)]).toMatchObject([503, { ready: false, store: 'failed', secrets: 'ok' }]);
  expect(body).not.toContain('LEAK');
  expect((await ask('/healthz')).status).toBe(200);
  expect((await news.post('login/start', credentials)).status).toBe(200);
});

test('a gateway that somebody has wrapped is ready as long as it runs', async () => {
  const { gateway } = site();
  const { ask } = await serve({ fetch: (request) => gateway.fetch(request) });
  const answer = await ask('/readyz');
  expect([answer.status, await answer.json()]).toEqual([200, { ready: true }]);
});

test('a wrapped readiness that hangs or rejects is not ready', async () => {
  const { fetch: own } = site().gateway;
  const readiness = vi.fn(() => Promise.reject(new Error('LEAK')));
  const { ask } = await serve({ fetch: own, readiness } as Pick<Gateway, 'fetch'>);
  const answer = await ask('/readyz');
  expect([answer.status, await answer.json()]).toEqual([503, { ready: false }]);
  expect(readiness).toHaveBeenCalledTimes(1);
});

test('while it stops it is alive and not ready, until the last request has ended', async () => {
  let answerNow: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (answerNow = resolve));
  const gateway = { fetch: async () => held.then(() => new Response('late')), readiness: site().gateway.readiness };
  const { server, ask } = await serve(gateway);
  const running = fetch(server.url);
  await untilPasses(
    () =>
      new Promise<void>((resolve, reject) => {
        server.server.getConnections((_error, count) => (count > 0 ? resolve() : reject(new Error('none yet'))));
      }),
  );
  const stopped = server.stop();
  const answer = await ask('/readyz');
  expect([answer.status, await answer.json()]).toMatchObject([503, { ready: false, stopping: true, store: 'ok' }]);
  expect((await ask('/healthz')).status).toBe(200);
  answerNow?.();
  expect(await (await running).text()).toBe('late');
  await stopped;
  await expect(ask('/healthz')).rejects.toThrow('fetch failed');
});

test('a port that is taken is said at the start, and nothing is left listening', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const own = (free.address() as AddressInfo).port;
  free.close();
  await once(free, 'close');
  const { gateway } = site();
  await expect(serveGateway(gateway, { port: own, metricsPort: port })).rejects.toThrow(
    `metricsPort: nobody can listen on 127.0.0.1:${port} (EADDRINUSE)`,
  );
  await expect(fetch(`http://127.0.0.1:${own}/`)).rejects.toThrow('fetch failed');
  // The other way round.
  await expect(serveGateway(gateway, { port, metricsPort: own })).rejects.toThrow('EADDRINUSE');
  await expect(fetch(`http://127.0.0.1:${own}/healthz`)).rejects.toThrow('fetch failed');
  other.close();
});

const broken = (text: Metrics['text']): Metrics => ({ observe: () => undefined, text, contentType: 'text/plain' });
test.each([
  ['throws', () => Promise.reject(new RangeError('LEAK')), 'RangeError'],
  [
    'throws a text',
    () => {
      const text: unknown = 'LEAK';
      throw text;
    },
    'string',
  ],
  ['hangs', () => new Promise<never>(() => undefined), 'Error'],
] as const)('a registry that %s costs the scrape alone, and is said once', async (_name, text, name) => {
  const news = site(verify);
  const { ask, lines } = await serve(news.gateway, { metrics: broken(text) });
  const answers = await Promise.all([ask('/metrics'), ask('/metrics'), news.post('login/start', credentials)]);
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 200]);
  expect(await answers[0].text()).not.toContain('LEAK');
  expect(lines).toEqual([{ time: expect.any(String), level: 'error', event: 'metrics-failed', name }]);
});

test('scrapes at the same time make the text once', async () => {
  let release: ((text: string) => void) | undefined;
  const text = vi.fn(() => new Promise<string>((resolve) => (release = resolve)));
  const { server } = await serve(site().gateway, { metrics: broken(text) });
  const socket = open(server.metricsUrl);
  let got = '';
  socket.on('data', (piece: Buffer) => (got += piece.toString()));
  socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(10));
  await untilPasses(() => expect(text).toHaveBeenCalled());
  release?.('scraped 1\n');
  await untilPasses(() => expect(got.match(/^scraped 1$/gm)).toHaveLength(10));
  expect(text).toHaveBeenCalledTimes(1);
});

test('who connects and says nothing, or does not read, keeps no reader from signing in, and no stop waits', async () => {
  const { news, server, ask } = await measured();
  for (let n = 0; n < 40; n += 1) {
    const socket = open(server.metricsUrl);
    await once(socket, 'connect');
    socket.pause();
    if (n % 2) socket.write('GET /metrics HTTP/1.1\r\n');
    else for (let times = 0; times < 20; times += 1) socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
  }
  expect((await news.post('login/start', credentials)).status).toBe(200);
  expect((await ask('/healthz')).status).toBe(200);
  await server.stop();
});

test('beyond fifty connections more are refused, and come again when others are gone', async () => {
  const { server, ask } = await measured();
  for (let n = 0; n < 60; n += 1) open(server.metricsUrl);
  await untilPasses(() =>
    expect(sockets.filter((socket) => socket.destroyed || socket.readableEnded)).not.toHaveLength(0),
  );
  for (const socket of sockets.splice(0)) socket.destroy();
  await untilPasses(async () => expect((await ask('/healthz')).status).toBe(200));
});

test('nothing of a secret, an address or a person is in what it serves', async () => {
  const metrics = await createMetrics();
  const lines: unknown[] = [];
  const news = site(
    {
      '/processes/login/verify': () => session(),
      '/processes/passwordForgotten/sendToken': () => error(404, 20001),
    },
    { observe: metrics.observe, onAudit: (event) => void lines.push(event) },
  );
  const env = { address: '203.0.113.7' };
  const headers = { 'User-Agent': 'AGENT-5d2c' };
  await news.request('POST', 'login/start', {
    body: { ...credentials, page: 'https://news.example.org/PAGE-1a' },
    env,
    headers,
  });
  await news.request('POST', 'password-forgotten/start', { body: { identifier: 'other@example.org' }, env, headers });
  await news
    .request('GET', 'link/registration?sso_seal=SEAL-77&token=TOKEN-88', { env, headers })
    .catch(() => undefined);
  await news.gateway.readSession(new Request('https://news.example.org/ARTICLE-99'));
  await news.request('DELETE', 'session');
  const { ask } = await serve(news.gateway, { metrics });
  // Values are numbers, which may have any digits.
  const measured = (await (await ask('/metrics')).text()).replace(/ [\d.e+-]+$/gm, '');
  const served = measured + (await (await ask('/readyz')).text());
  const names = lines
    .flatMap((line) => Object.values(line as Record<string, unknown>))
    .filter((value) => /^[\w-]{22}$/.test(String(value)));
  expect(names.length).toBeGreaterThan(2);
  for (const text of [
    apiToken,
    secret,
    sessionToken,
    credentials.identifier,
    credentials.password,
    'example.org',
    'Rita',
    '4711',
    '203.0.113.7',
    'AGENT-5d2c',
    'PAGE-1a',
    'SEAL-77',
    'TOKEN-88',
    'ARTICLE-99',
    ...names.map(String),
  ])
    expect(served).not.toContain(text);
});

test('it is not ready before the gateway listens', async () => {
  const { readiness } = site().gateway;
  const log = () => undefined;
  const beside = await startMetricsServer({ port: 0, host: '127.0.0.1', metrics: undefined, readiness, log });
  onTestFinished(() => beside.close());
  const ask = async () => {
    const answer = await fetch(`${beside.url}/readyz`);
    return { status: answer.status, ...((await answer.json()) as object) };
  };
  expect(await ask()).toMatchObject({ status: 503, ready: false, starting: true, store: 'ok' });
  expect((await fetch(`${beside.url}/healthz`)).status).toBe(200);
  beside.serving();
  expect(await ask()).toMatchObject({ status: 200, ready: true });
});
