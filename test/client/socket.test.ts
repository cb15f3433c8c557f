import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from '../../src/client/client.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A client of a real server on the loopback. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  closing.push(close);
  return { client: createClient(`http://127.0.0.1:${port}/sso`), close };
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};

test('what is posted arrives as JSON with the custom header, and the answer comes back', async () => {
  const { client } = await serve((request, response) => {
    void bodyOf(request).then((body) => {
      const { method, url, headers } = request;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ method, url, body, own: headers['x-sso-request'], type: headers['content-type'] }));
    });
  });
  expect(await client('POST', 'login/start', { identifier: 'Ä' })).toEqual({
    method: 'POST',
    url: '/sso/login/start',
    body: '{"identifier":"Ä"}',
    own: '1',
    type: 'application/json',
  });
});

test('a problem document arrives with its status and waiting time', async () => {
  const { client } = await serve((_, response) => {
    response.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '12' });
    response.end('{"code":"rate-limited","reference":"r1"}');
  });
  expect(await client('POST', 'x', {})).toEqual({
    kind: 'problem',
    code: 'rate-limited',
    status: 429,
    retryAfter: 12,
    reference: 'r1',
  });
});

test('a refused connection is the problem offline', async () => {
  const { client, close } = await serve(() => undefined);
  await close();
  expect(await client('POST', 'x', {})).toEqual({ kind: 'problem', code: 'offline' });
});

test('a connection that breaks before the answer is the problem offline', async () => {
  const { client } = await serve((request) => request.socket.destroy());
  expect(await client('POST', 'x', {})).toEqual({ kind: 'problem', code: 'offline' });
});

test('a connection that breaks in the middle of the answer is the problem offline', async () => {
  const { client } = await serve((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"kind":"session",', () => request.socket.destroy());
  });
  expect(await client('POST', 'x', {})).toEqual({ kind: 'problem', code: 'offline' });
});

test('an answer that ends in the middle of its JSON is the problem bad-answer', async () => {
  const { client } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"kind":"session",');
  });
  expect(await client('POST', 'x', {})).toEqual({ kind: 'problem', code: 'bad-answer' });
});

test('an answer that stops in its middle is the problem timeout', async () => {
  const clock = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(clock.signal);
  const { client } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"kind":', () => setTimeout(() => clock.abort(new DOMException('', 'TimeoutError')), 20));
  });
  expect(await client('POST', 'x', {})).toEqual({ kind: 'problem', code: 'timeout' });
});

test('giving a call up breaks its connection', async () => {
  const given = new AbortController();
  let broken: (() => void) | undefined;
  const closed = new Promise<void>((resolve) => (broken = resolve));
  const { client } = await serve((request, response) => {
    response.on('close', () => broken?.());
    request.resume();
    given.abort();
  });
  expect(await client('POST', 'x', {}, given.signal)).toMatchObject({ kind: 'problem' });
  await closed;
});

test('a time-out of real milliseconds ends a silent call', async () => {
  const real = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => real(30));
  const { client } = await serve((request) => request.resume());
  expect(await client('GET', 'x')).toEqual({ kind: 'problem', code: 'timeout' });
});
