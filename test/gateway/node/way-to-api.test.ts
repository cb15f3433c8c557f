/** The way to the hosted API over real sockets, by the global fetch and by the pool. */
import { once } from 'node:events';
import { createServer, request as send, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Fetch } from '../../../src/gateway/index.js';
import { pooledFetch, serveGateway } from '../../../src/gateway/node/serve.js';
import { asking, begin, optIns, putsTo, stored } from '../support/consenting.js';
import { credentials, origin, session, site } from '../support/harness.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});
async function listen(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
const ways: [string, () => Fetch][] = [
  ['the global fetch', () => (request) => fetch(request)],
  ['the pool', () => pooledFetch({ env: {} })],
];

/** A server that answers once on each connection, and ends it as the next request comes. */
async function forgetful(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const used = new WeakSet();
  const { url } = await listen((request, response) => {
    asked.push(`${request.method} ${request.url?.split('?')[0]}`);
    if (used.has(request.socket)) return void request.socket.destroy();
    used.add(request.socket);
    request.resume();
    response.setHeader('Content-Type', 'application/json');
    response.end('{"settings":{"tokenType":"EMAIL"}}');
  });
  return { url, asked };
}

test.each(ways)('by %s, what only reads is sent again where a connection had been closed', async (_name, make) => {
  const { url, asked } = await forgetful();
  const news = site({}, { apiUrl: url, fetch: make(), settingsMaxAge: 0 });
  expect((await news.get('settings')).status).toBe(200);
  // Its connection is free a turn after its answer was read to the end.
  await new Promise(setImmediate);
  expect((await news.get('settings')).status).toBe(200);
  expect(asked).toHaveLength(3);
  expect(news.log).toEqual([
    expect.objectContaining({
      level: 'info',
      event: 'upstream-repeated',
      operation: 'settings',
      reason: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/) as string,
    }),
  ]);
});

test.each(ways)('by %s, what may have been received is not sent again', async (_name, make) => {
  const { url, asked } = await forgetful();
  const news = site({}, { apiUrl: url, fetch: make() });
  // The admission reads the settings on the connection.
  const response = await news.post('login/start', credentials);
  expect(response.status).toBe(502);
  expect(asked).toEqual(['GET /processes/settings/sso', 'POST /processes/login/verify']);
  expect(news.log).toContainEqual(
    expect.objectContaining({
      event: 'upstream-failure',
      reason: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/) as string,
    }),
  );
});

test.each(ways)('by %s, a sign-in that found nobody is sent once more, since nothing went out', async (_name, make) => {
  const gone = await listen(() => undefined);
  gone.server.close();
  const asked: string[] = [];
  const { url } = await listen((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    response.writeHead(202, { 'Content-Type': 'application/json' }).end('{"customerSession":"S"}');
  });
  const real = make();
  let tries = 0;
  const fetch: Fetch = async (request) => {
    const path = new URL(request.url).pathname;
    if (!path.endsWith('/login/verify')) return Response.json({ customerId: '1', settings: {} });
    return real(new Request((tries++ ? url : gone.url) + path, request));
  };
  const news = site({}, { apiUrl: url, fetch });
  expect((await news.post('login/start', credentials)).status).toBe(200);
  expect(asked).toEqual(['POST /processes/login/verify']);
  expect(news.log.map(({ event, reason }) => [event, reason])).toEqual([['upstream-repeated', 'ECONNREFUSED']]);
});

test.each(ways)('by %s, the log says why nobody was reached', async (_name, make) => {
  const { url, server } = await listen(() => undefined);
  server.close();
  const news = site({}, { apiUrl: url, fetch: make() });
  expect((await news.get('settings')).status).toBe(502);
  expect(news.log).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'upstream-failure', reason: 'ECONNREFUSED' }),
  );
});

test('what was forwarded is finished where the reader leaves: the account is made, and the opt-in is sent', async () => {
  let reached: () => void = () => undefined;
  let reply: (response: Response) => void = () => undefined;
  const isReached = new Promise<void>((resolve) => (reached = resolve));
  const { news } = asking({
    '/processes/registration/validate': (request) => {
      request.signal.addEventListener('abort', () => reply(new Response(null, { status: 500 })));
      reached();
      return new Promise<Response>((resolve) => (reply = resolve));
    },
    [optIns]: stored,
  });
  const started = await begin(news);
  const flow = started.kind === 'step' ? started.flow : '';
  const { server, url, stop } = await serveGateway(news.gateway, { port: 0 });
  const closed = new Promise<void>((resolve) => {
    server.on('connection', (socket) => socket.once('close', resolve));
  });
  const call = send(`${url}/sso/registration/verify`, {
    method: 'POST',
    headers: {
      Cookie: [...news.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      Origin: origin,
      'X-SSO-Request': '1',
      'Content-Type': 'application/json',
    },
  }).on('error', () => undefined);
  call.end(JSON.stringify({ flow, code: '1' }));
  await isReached;
  call.destroy();
  await closed;
  reply(session(undefined, 201));
  await expect.poll(() => putsTo(news).length).toBe(1);
  await stop();
});
