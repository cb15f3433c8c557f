import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, get, type Server as TlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { pooledFetch } from '../../../src/gateway/node/serve.js';
import { selfSigned } from '../../support/self-signed.js';

const servers: (Server | TlsServer)[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listen(answer: RequestListener): Promise<{ url: string; server: Server; connections: () => number }> {
  let connections = 0;
  const server = createServer(answer).on('connection', () => connections++);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, connections: () => connections };
}
const none = { env: {} };
const init = { method: 'GET', headers: {}, redirect: 'manual' as const, signal: new AbortController().signal };

test('calls one after the other take the connections that are there', async () => {
  const { url, connections } = await listen((_request, response) => response.end('{}'));
  const { direct } = pooledFetch(none);
  for (let n = 0; n < 9; n += 1) expect(await (await direct(url, init)).text()).toBe('{}');
  // A connection is free again a moment after the end of its reply.
  expect(connections()).toBeLessThanOrEqual(2);
});

test('more calls than connections wait for one, and all are answered', async () => {
  let isHeld = true;
  const held: (() => void)[] = [];
  const { url, connections } = await listen((_request, response) => {
    if (isHeld) held.push(() => response.end('{}'));
    else response.end('{}');
  });
  const { direct } = pooledFetch({ ...none, connections: 2 });
  const all = Promise.all(Array.from({ length: 9 }, async () => (await direct(url, init)).text()));
  await expect.poll(() => held.length).toBe(2);
  isHeld = false;
  for (const release of held) release();
  expect(await all).toEqual(Array.from({ length: 9 }, () => '{}'));
  expect(connections()).toBe(2);
});

test('a call that waits for a connection is given up with its signal, and never sent', async () => {
  const asked: (string | undefined)[] = [];
  const { url } = await listen((request) => asked.push(request.url));
  const { direct } = pooledFetch({ ...none, connections: 1 });
  const stop = new AbortController();
  const first = direct(`${url}/first`, { ...init, signal: stop.signal });
  const second = direct(`${url}/second`, { ...init, signal: stop.signal });
  await expect.poll(() => asked).toEqual(['/first']);
  stop.abort();
  await expect(first).rejects.toThrow(/abort/i);
  await expect(second).rejects.toThrow(/abort/i);
  expect(asked).toEqual(['/first']);
});

test('it takes a request as well, with its headers and its body', async () => {
  const { url } = await listen((request, response) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        response.setHeader('X-Two', ['a', 'b']);
        response.end(JSON.stringify([request.method, request.headers['x-own'], String(Buffer.concat(parts))]));
      });
  });
  const response = await pooledFetch(none)(
    new Request(url, { method: 'POST', headers: { 'X-Own': '1' }, body: 'typed' }),
  );
  expect(response.headers.get('x-two')).toBe('a, b');
  expect(await response.json()).toEqual(['POST', '1', 'typed']);
  expect(await (await pooledFetch(none)(new Request(url))).json()).toEqual(['GET', null, '']);
});

test('a redirect is handed over, not followed', async () => {
  const { url } = await listen((_request, response) => response.writeHead(307, { Location: '/elsewhere' }).end());
  const { status, redirected } = await pooledFetch(none).direct(url, init);
  expect([status, redirected]).toEqual([307, false]);
});

test.each([204, 205])('a reply with %i has no body', async (status) => {
  const { url } = await listen((_request, response) => response.writeHead(status).end());
  const response = await pooledFetch(none).direct(url, init);
  expect([response.status, response.body]).toEqual([status, null]);
});

test('a status that no response can have is an error', async () => {
  const { url } = await listen((_request, response) => response.writeHead(700).end('?'));
  await expect(pooledFetch(none).direct(url, init)).rejects.toThrow(RangeError);
});

test('a long body is read whole, and of an endless one no more than its reader takes', async () => {
  const long = 'x'.repeat(300_000);
  const { url } = await listen((_request, response) => response.end(long));
  expect(await (await pooledFetch(none).direct(url, init)).text()).toBe(long);

  const endless = await listen((_request, response) => {
    const more = (): void => {
      while (response.write(long));
      response.once('drain', more);
    };
    more();
  });
  const gone = new Promise<void>((resolve) => {
    endless.server.on('connection', (socket) => socket.once('close', resolve));
  });
  const reader = (await pooledFetch(none).direct(endless.url, init)).body!.getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  await gone;
});

test('an error has the code of the system', async () => {
  // Not one that was free a moment ago: another process may have it by now.
  await expect(pooledFetch(none).direct('http://127.0.0.1:2/', init)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a server whose certificate nobody signed gets no request', async () => {
  const asked: (string | undefined)[] = [];
  const server = createTlsServer(selfSigned, (request, response) => {
    asked.push(request.url);
    response.end('{}');
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const refused = { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
  await expect(pooledFetch(none).direct(`${url}/direct`, init)).rejects.toMatchObject(refused);
  await expect(pooledFetch(none)(new Request(`${url}/request`))).rejects.toMatchObject(refused);
  // It is the certificate alone: who knows it is answered.
  const [known] = (await once(get(`${url}/known`, { ca: selfSigned.cert, agent: false }), 'response')) as [
    IncomingMessage,
  ];
  known.resume();
  expect(known.statusCode).toBe(200);
  expect(asked).toEqual(['/known']);
});

test.each([
  ['HTTP_PROXY', '', true],
  ['http_proxy', '', true],
  ['HTTP_PROXY', '127.0.0.1', false],
])('%s is used, unless NO_PROXY (%j) names the host', async (name, NO_PROXY, isUsed) => {
  const { url } = await listen((_request, response) => response.end('there'));
  const asked: (string | undefined)[] = [];
  const proxy = await listen(() => undefined);
  proxy.server.on('connect', (request, socket) => {
    asked.push(request.url);
    const there = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    for (const end of [there, socket]) end.on('error', () => undefined);
  });
  const { direct } = pooledFetch({ env: { [name]: proxy.url, NO_PROXY } });
  expect(await (await direct(url, init)).text()).toBe('there');
  expect(asked).toEqual(isUsed ? [new URL(url).host] : []);
});
