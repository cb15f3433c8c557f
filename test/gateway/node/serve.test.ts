import { once } from 'node:events';
import { Agent, createServer, type IncomingHttpHeaders, request as send, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { clientAddress } from '../../../src/gateway/node/client-address.js';
import type { Gateway } from '../../../src/gateway/index.js';
import { gracefulStop } from '../../../src/gateway/node/graceful-stop.js';
import { type GatewayServer, maxHeaderSize, nodeHandler, serveGateway } from '../../../src/gateway/node/serve.js';
import { credentials, origin, session, site } from '../support/harness.js';
import { until } from '../../support/until.js';

const started: GatewayServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});
async function serve(gateway: Gateway, options = {}): Promise<GatewayServer> {
  const server = await serveGateway(gateway, { port: 0, ...options });
  started.push(server);
  return server;
}

const headers = { 'X-SSO-Request': '1', 'Sec-Fetch-Site': 'same-origin', Origin: origin };
interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}
/** Over a real socket, with headers that `fetch` would not let through. */
const over = (url: string, method: string, extra: object = {}, body?: unknown, agent?: Agent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const call = send(
      url,
      {
        ...(agent && { agent }),
        method,
        headers: { ...headers, ...(text !== undefined && { 'Content-Type': 'application/json' }), ...extra },
      },
      (response) => {
        let received = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (received += piece));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: received }),
        );
      },
    );
    call.on('error', reject);
    call.end(text);
  });

test('a session of 10,000 characters goes through a real socket and back', async () => {
  const token = 'S'.repeat(10_000);
  const news = site({ '/processes/login/verify': () => session(token) });
  const { url } = await serve(news.gateway);
  const signedIn = await over(`${url}/sso/login/start`, 'POST', {}, credentials);
  expect([signedIn.status, JSON.parse(signedIn.text)]).toMatchObject([200, { kind: 'session' }]);
  const lines = signedIn.headers['set-cookie'] ?? [];
  expect(lines).toHaveLength(6);
  for (const line of lines) expect(line.length).toBeLessThan(4096);
  const cookie = lines.map((line) => line.split(';')[0]).join('; ');
  expect(cookie.length).toBeGreaterThan(13_000);
  news.clock.now += 300_000;
  const current = await over(`${url}/sso/session`, 'GET', { Cookie: cookie });
  expect([current.status, JSON.parse(current.text)]).toMatchObject([
    200,
    { kind: 'session', customer: { id: '4711' } },
  ]);
  expect(news.to('/sessions/validate')[0]?.url.searchParams.get('sessionToken')).toBe(token);
});

test('headers over 32 KB are refused by the server', async () => {
  const { url } = await serve(site().gateway);
  expect((await over(`${url}/sso/session`, 'GET', { Cookie: `a=${'x'.repeat(maxHeaderSize)}` })).status).toBe(431);
});

test('it serves on loopback by default, and returns its address', async () => {
  const { url, server } = await serve(site().gateway);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1');
  const six = await serve(site().gateway, { host: '::1' });
  expect(six.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  expect((await over(`${six.url}/sso/session`, 'GET')).status).toBe(200);
});

test('a port that is taken is an error', async () => {
  const { server } = await serve(site().gateway);
  await expect(serveGateway(site().gateway, { port: (server.address() as AddressInfo).port })).rejects.toThrow(
    'EADDRINUSE',
  );
});

test('the address of the socket goes to the hosted API, a header of the sender does not', async () => {
  const news = site({ '/processes/login/verify': () => session() });
  const { url } = await serve(news.gateway);
  await over(`${url}/sso/login/start`, 'POST', { 'X-Forwarded-For': '203.0.113.7' }, credentials);
  expect(news.to('/processes/login/verify')[0]?.body['ipAddress']).toBe('127.0.0.1');
});

test('behind a trusted proxy the address is the one that the proxy saw', async () => {
  const news = site({ '/processes/login/verify': () => session() });
  const { url } = await serve(news.gateway, { trustedProxies: 1 });
  await over(`${url}/sso/login/start`, 'POST', { 'X-Forwarded-For': ['6.6.6.6', '203.0.113.7'] }, credentials);
  expect(news.to('/processes/login/verify')[0]?.body['ipAddress']).toBe('203.0.113.7');
});

test('the handler fits a server of one’s own', async () => {
  const server = createServer(nodeHandler(site().gateway));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(JSON.parse((await over(`http://127.0.0.1:${port}/sso/session`, 'GET')).text)).toEqual({ kind: 'signedOut' });
  await new Promise((resolve) => server.close(resolve));
});

test('a stop lets a running request end', async () => {
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const news = site({ '/processes/login/verify': () => held.then(() => session()) });
  const server = await serveGateway(news.gateway, { port: 0 });
  const answer = over(`${server.url}/sso/login/start`, 'POST', {}, credentials);
  await until(() => news.to('/processes/login/verify').length > 0);
  const stopped = server.stop();
  release?.();
  expect((await answer).status).toBe(200);
  await stopped;
  await expect(over(`${server.url}/sso/session`, 'GET')).rejects.toThrow('ECONNREFUSED');
});

const agent = () => new Agent({ keepAlive: true, maxSockets: 1 });

test('an idle connection outlives the usual minute of a proxy, for as long as the option says', async () => {
  const { server } = await serve(site().gateway);
  expect(server.keepAliveTimeout).toBeGreaterThan(60_000);
  const short = await serve(site().gateway, { keepAliveTimeout: 90_000 });
  expect(short.server.keepAliveTimeout).toBe(90_000);
});

test('a request that does not arrive in time is given up, at its headers and at its body', async () => {
  const { server } = await serve(site().gateway);
  expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 20_000]);
  const hasty = await serve(site().gateway, { headersTimeout: 200, requestTimeout: 400 });
  const head = `POST /sso/login/start HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
  const marks = `Origin: ${origin}\r\nX-SSO-Request: 1\r\nContent-Length: 100\r\n\r\n`;
  const replies = [head, `${head}${marks}{`].map((sent) => {
    const socket = connect((hasty.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(sent));
    return readText(socket);
  });
  // Closed by the server; where it had begun to read the body, its answer is for nobody.
  for (const reply of await Promise.all(replies)) expect(reply).toMatch(/^(HTTP\/1\.1 408 |$)/);
});

test('a stop is over at once where connections are idle, and a server that is stopped twice stops', async () => {
  const server = await serveGateway(site().gateway, { port: 0 });
  const kept = agent();
  await over(`${server.url}/sso/session`, 'GET', {}, undefined, kept);
  const silent = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  await once(silent, 'connect');
  const began = performance.now();
  await Promise.all([server.stop(), server.stop()]);
  expect(performance.now() - began).toBeLessThan(5000);
  kept.destroy();
});

test('while stopping, a persistent connection is served once more, and told to close', async () => {
  const server = await serveGateway(site().gateway, { port: 0 });
  const kept = agent();
  const before = await over(`${server.url}/sso/session`, 'GET', {}, undefined, kept);
  expect(before.headers.connection).toBe('keep-alive');
  const stopped = server.stop();
  const last = await over(`${server.url}/sso/session`, 'GET', {}, undefined, kept);
  expect([last.status, last.headers.connection]).toEqual([200, 'close']);
  await stopped;
});

test('a running request on a persistent connection ends, its connection closes, and the stop does not wait on', async () => {
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const news = site({ '/processes/login/verify': () => held.then(() => session()) });
  const server = await serveGateway(news.gateway, { port: 0, patience: 60_000 });
  const answer = over(`${server.url}/sso/login/start`, 'POST', {}, credentials, agent());
  await until(() => news.to('/processes/login/verify').length > 0);
  const stopped = server.stop();
  release?.();
  expect(await answer).toMatchObject({ status: 200, headers: { connection: 'close' } });
  await stopped;
});

/** Keeps this process busy, so that what arrives meanwhile waits in the system. */
function beBusy(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}
const request = 'GET /sso/session HTTP/1.1\r\nHost: localhost\r\nX-SSO-Request: 1\r\n\r\n';

test('a stop answers those who have connected, and whom the busy process has not seen yet', async () => {
  const server = await serveGateway(site().gateway, { port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const replies = Array.from({ length: 20 }, () => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    return readText(socket);
  });
  // Each has begun to connect by then, and loopback's handshakes are done by the system while the process is busy.
  await new Promise((resolve) => process.nextTick(resolve));
  beBusy(50);
  const stopped = server.stop();
  for (const reply of await Promise.all(replies)) expect(reply).toMatch(/^HTTP\/1\.1 200 /);
  await stopped;
});

test('while requests come, idle connections stay open; once none has come for a second, they are closed', async () => {
  const server = await serveGateway(site().gateway, { port: 0, patience: 60_000 });
  const connections = Array.from({ length: 6 }, () => agent());
  const ask = (by: Agent) => over(`${server.url}/sso/session`, 'GET', {}, undefined, by);
  for (const each of connections) await ask(each);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const stopped = server.stop();
    const [idle, ...used] = connections;
    for (const each of used.slice(1)) {
      vi.advanceTimersByTime(900);
      expect(await ask(each)).toMatchObject({ status: 200, headers: { connection: 'close' } });
    }
    vi.advanceTimersByTime(1000);
    await stopped;
    await expect(ask(idle!)).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
  } finally {
    vi.useRealTimers();
  }
});

test('a stop does not wait for a process that is never quiet', async () => {
  const server = await serveGateway(site().gateway, { port: 0, patience: 60_000 });
  let isBusy = true;
  const work = () => {
    beBusy(2);
    if (isBusy) setImmediate(work);
  };
  work();
  await server.stop();
  isBusy = false;
  await expect(over(`${server.url}/sso/session`, 'GET')).rejects.toThrow('ECONNREFUSED');
});

test('an answer that ends after its connection was told to close leaves none open', async () => {
  const begun: ServerResponse[] = [];
  const server = createServer((_request, response) => void begun.push(response));
  const stop = gracefulStop(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = over(`http://127.0.0.1:${port}/`, 'GET', {}, undefined, agent());
  await until(() => begun.length > 0);
  // Sent before the stop, its head says that the connection stays open.
  begun[0]!.writeHead(200).flushHeaders();
  const idle = connect(port, '127.0.0.1');
  const ended = once(idle, 'close');
  const stopped = stop(60_000);
  // Those that are idle are closed first: it is past the moment from which each is, once its answer has ended.
  await ended;
  begun[0]!.end('late');
  expect(await answer).toMatchObject({ text: 'late' });
  await stopped;
});

test('a stop does not wait for a process that is never quiet beyond its patience', async () => {
  const server = await serveGateway(site().gateway, { port: 0, patience: 50 });
  let isBusy = true;
  let rounds = 0;
  const work = () => {
    beBusy(2);
    rounds += 1;
    if (isBusy) setImmediate(work);
  };
  work();
  await server.stop();
  isBusy = false;
  // Each takes two milliseconds or more; it would be hundreds.
  expect(rounds).toBeLessThan(100);
});

test('while stopping, a request is answered that arrived on an idle connection as the process was busy', async () => {
  const server = await serveGateway(site().gateway, { port: 0 });
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  const seen: string[] = [];
  socket.on('data', (piece) => seen.push(String(piece)));
  const ended = once(socket, 'close');
  socket.write(request);
  await until(() => seen.length > 0);
  // After these come timers, and sockets only then: by that time it is past the moment at which idle connections are closed.
  await new Promise((resolve) => setImmediate(resolve));
  const stopped = server.stop();
  socket.write(request);
  beBusy(1200);
  await ended;
  expect(seen.join('').match(/HTTP\/1\.1 200 /g)).toHaveLength(2);
  await stopped;
});

test('a response that has begun when the server stops is sent to its end', async () => {
  const begun: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    response.write('first, ');
    begun.push(response);
  });
  const stop = gracefulStop(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const stopped = stop(30_000);
  begun[0]?.end('last');
  expect(await response.text()).toBe('first, last');
  await stopped;
});

test('an error of the server itself does not end the process', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const { server } = await serve(site().gateway);
  server.emit('error', Object.assign(new Error('accept'), { code: 'EMFILE' }));
  expect(said.mock.calls.flat().join()).toContain('EMFILE');
  said.mockRestore();
});

test('a stop waits no longer than its patience', async () => {
  const news = site({ '/processes/login/verify': () => new Promise<Response>(() => undefined) });
  const server = await serveGateway(news.gateway, { port: 0, patience: 50 });
  const answer = over(`${server.url}/sso/login/start`, 'POST', {}, credentials);
  const broken = expect(answer).rejects.toThrow();
  await until(() => news.to('/processes/login/verify').length > 0);
  await server.stop();
  await broken;
});

/** Socket, X-Forwarded-For, trusted proxies → address. */
test.each([
  ['203.0.113.9', undefined, 0, '203.0.113.9'],
  ['::ffff:203.0.113.9', '6.6.6.6', 0, '203.0.113.9'],
  [undefined, '6.6.6.6', 0, undefined],
  ['10.0.0.1', '203.0.113.7', 1, '203.0.113.7'],
  ['10.0.0.1', '6.6.6.6, 203.0.113.7', 1, '203.0.113.7'],
  ['10.0.0.1', '6.6.6.6, 203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
  ['10.0.0.1', '203.0.113.7', 2, '10.0.0.1'],
  ['10.0.0.1', undefined, 1, '10.0.0.1'],
  ['10.0.0.1', '', 1, '10.0.0.1'],
  [undefined, '', 1, undefined],
  ['10.0.0.1', '203.0.113.7:5123', 1, '203.0.113.7'],
  ['10.0.0.1', '[2001:db8::1]:5123', 1, '2001:db8::1'],
  ['10.0.0.1', '[2001:db8::1]', 1, '2001:db8::1'],
  ['10.0.0.1', '2001:db8::1', 1, '2001:db8::1'],
  ['10.0.0.1', '"[2001:db8::1]:5123"', 1, '2001:db8::1'],
  ['10.0.0.1', 'fe80::1%eth0', 1, 'fe80::1'],
  ['10.0.0.1', '[fe80::1%25eth0]:80', 1, 'fe80::1'],
  ['fe80::2%eth0', undefined, 0, 'fe80::2'],
  ['10.0.0.1', '2001:db8:1:2:3:4:5:6:5123', 1, '2001:db8:1:2:3:4:5:6'],
  ['10.0.0.1', 'unknown', 1, undefined],
  ['10.0.0.1', '999.1.1.1', 1, undefined],
  ['2001:db8::2', undefined, -1, '2001:db8::2'],
])('socket %s, forwarded for %j behind %i proxies: %s', (socket, forwarded, trusted, address) => {
  expect(clientAddress(socket, forwarded, trusted)).toBe(address);
});
