/** What is no request, or two in one, over real sockets: refused with the headers of every other answer, and the connection closed. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { nodeHandler, serveGateway } from '../../../src/gateway/node/serve.js';
import { credentials, origin, session, site, type Site } from '../support/harness.js';
import { protections } from '../support/protections.js';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});
async function serve(news: Site, options = {}): Promise<Server> {
  const { server, stop } = await serveGateway(news.gateway, { port: 0, patience: 0, ...options });
  ends.push(stop);
  return server;
}
/** Sends bytes as they are; resolves with all that comes back. */
function send(server: Server, text: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
  return readText(socket);
}
const lines = (...each: string[]) => `${each.join('\r\n')}\r\n\r\n`;
const close = 'Connection: close';
const host = `Host: ${new URL(origin).host}`;
const protectedBy = Object.entries(protections).map(([name, value]) => `${name}: ${value}`.toLowerCase());
function expectProtected(reply: string): void {
  const head = reply.split('\r\n\r\n', 1)[0]?.toLowerCase().split('\r\n') ?? [];
  expect(head).toEqual(expect.arrayContaining(protectedBy));
}

test.each([
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['a header without a name', lines('GET /sso/session HTTP/1.1', host, ': x'), 400],
  ['a header with NUL in it', lines('GET /sso/session HTTP/1.1', host, 'A: b\0c'), 400],
  ['a name with a blank before its colon', lines('GET /sso/session HTTP/1.1', host, 'Content-Length : 5'), 400],
  ['two lengths', lines('POST /sso/login/start HTTP/1.1', host, 'Content-Length: 5', 'Content-Length: 6'), 400],
  [
    'a length and chunks',
    `${lines('POST /sso/login/start HTTP/1.1', host, 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    400,
  ],
  ['a coding of the transfer that nobody has', lines('POST /sso/x HTTP/1.1', host, 'Transfer-Encoding: x'), 400],
  ['chunks that are not the last coding', lines('POST /sso/x HTTP/1.1', host, 'Transfer-Encoding: chunked, x'), 400],
  ['headers over 32 KB', lines('GET /sso/session HTTP/1.1', host, `A: ${'x'.repeat(33_000)}`), 431],
  ['an expectation', lines('POST /sso/login/start HTTP/1.1', host, close, 'Expect: wonders'), 417],
  ['a method of its own', lines('GRAB /sso/session HTTP/1.1', host, close), 400],
  ['TRACE', lines('TRACE /sso/session HTTP/1.1', host, close), 400],
  ['no host', lines('GET /sso/session HTTP/1.1', close), 400],
  ['two hosts', lines('GET /sso/session HTTP/1.1', host, 'Host: evil.example', close), 400],
  ['a host with a path', lines('GET /sso/session HTTP/1.1', `${host}/x`, close), 400],
  ['a host with a user', lines('GET /sso/session HTTP/1.1', 'Host: evil.example@news.example.org', close), 400],
])('%s is refused, and the connection closed', async (_name, text, status) => {
  const news = site();
  const reply = await send(await serve(news), text);
  expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(reply.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  expectProtected(reply);
  expect(news.sent).toEqual([]);
});

test('a request of HTTP/1.0 needs no host', async () => {
  expect(await send(await serve(site()), lines('GET /sso/session HTTP/1.0'))).toMatch(/^HTTP\/1\.1 200 /);
});

test('headers that do not arrive in time are answered with the same headers', async () => {
  const reply = await send(
    await serve(site(), { headersTimeout: 300, requestTimeout: 400 }),
    'GET /sso/session HTTP/1.1\r\n',
  );
  expect(reply).toMatch(/^HTTP\/1\.1 408 /);
  expectProtected(reply);
});

test('what follows a good request on the same connection is refused behind its answer', async () => {
  const reply = await send(await serve(site()), `${lines('GET /sso/session HTTP/1.1', host)}rubbish\r\n\r\n`);
  expect(reply.match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe('HTTP/1.1 400');
});

test('in the middle of an answer nothing is written that could be taken for a part of it', async () => {
  const { refuseEarly } = await import('../../../src/gateway/node/refuse-early.js');
  const server = createServer(
    (_request, response) => void response.writeHead(200, { 'Content-Length': '10' }).write('12345'),
  );
  refuseEarly(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1', () => socket.write(lines('GET / HTTP/1.1', host)));
  socket.once('data', () => socket.write('rubbish\r\n\r\n'));
  const reply = await readText(socket).catch(() => 'broken off');
  expect(reply).not.toContain('400');
  await new Promise((resolve) => server.close(resolve));
});

test.each([
  '/sso/../sso/session',
  '/sso/./session',
  '/x/..//sso/session',
  '//sso/session',
  '/sso//session',
  '/sso\\session',
  '\\sso\\session',
  '/sso/session#',
  '/sso/%73ession',
  '/sso%2fsession',
  '/sso/session%00',
  '/sso/session%c0%af',
  '/sso/sess\u00edon',
  '/sso/session;x=1',
  '/SSO/session',
  '/sso/Session',
  'http://news.example.org/sso/../sso/session',
  '*',
])('%s is no call: its path has one spelling', async (path) => {
  const method = path === '*' ? 'OPTIONS' : 'GET';
  const reply = await send(await serve(site()), lines(`${method} ${path} HTTP/1.1`, host, close));
  expect(reply).toMatch(/^HTTP\/1\.1 40[04] /);
  expect(reply).not.toContain('signedOut');
  expectProtected(reply);
});

test('a whole address as proxies send it leads to its path, whatever host it names', async () => {
  const ask = async (target: string) => send(await serve(site()), lines(`GET ${target} HTTP/1.1`, host, close));
  expect(await ask('http://evil.example/sso/session')).toContain('{"kind":"signedOut"}');
  expect(await ask('http://evil.example')).toMatch(/^HTTP\/1\.1 404 /);
});

test.each([
  'Forwarded: for=203.0.113.9;host=evil.example;proto=https',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-For: 203.0.113.9',
  'X-Real-IP: 203.0.113.9',
  'X-Original-URL: /sso/settings',
  'X-Rewrite-URL: /sso/settings',
  'X-HTTP-Method-Override: DELETE',
])('%s of a sender changes nothing where no proxy is trusted', async (line) => {
  const news = site({ '/processes/login/verify': () => session() });
  const body = JSON.stringify(credentials);
  const reply = await send(
    await serve(news),
    lines(
      'POST /sso/login/start HTTP/1.1',
      host,
      close,
      line,
      `Origin: ${origin}`,
      'X-SSO-Request: 1',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ) + body,
  );
  expect(reply).toMatch(/^HTTP\/1\.1 200 /);
  expect(news.to('/processes/login/verify')[0]?.body['ipAddress']).toBe('127.0.0.1');
  expect(reply).not.toMatch(/evil|203\.0/);
});

test('on a server of one’s own a body that stops ends with an answer, and the connection is closed', async () => {
  const server = createServer(nodeHandler(site({}, { bodyTimeout: 300 }).gateway));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(() => resolve())));
  const head = lines(
    'POST /sso/login/start HTTP/1.1',
    host,
    `Origin: ${origin}`,
    'X-SSO-Request: 1',
    'Content-Type: application/json',
    'Content-Length: 100',
  );
  const reply = await send(server, `${head}{"a":`);
  expect(reply).toMatch(/^HTTP\/1\.1 400 /);
  expect(reply.toLowerCase()).toContain('connection: close');
  expectProtected(reply);
});
