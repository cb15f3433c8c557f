import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import * as zlib from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { nodeHandler } from '../../../src/gateway/node/serve.js';
import { json, site } from '../support/harness.js';

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const long = 'We tell you by e-mail. '.repeat(50);
async function serve(
  before: (incoming: IncomingMessage, outgoing: ServerResponse) => void = () => undefined,
  terms = long,
) {
  const news = site({ '/processes/settings/sso': () => json({ ssoTermText: terms }) });
  const handler = nodeHandler(news.gateway);
  const server = createServer((incoming, outgoing) => {
    before(incoming, outgoing);
    handler(incoming, outgoing);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return async (headers: Record<string, string> = {}, path = '/sso/settings') => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ port, path, headers }, resolve).on('error', reject).end();
    });
    const body = await buffer(answer);
    return { status: answer.statusCode, headers: answer.headers, body };
  };
}

const readers: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: zlib.brotliDecompressSync,
  gzip: zlib.gunzipSync,
  ...('zstdDecompressSync' in zlib && { zstd: zlib.zstdDecompressSync as (bytes: Buffer) => Buffer }),
};

test.each(Object.keys(readers))('settings are sent as %s, with a tag of its own', async (coding) => {
  const ask = await serve();
  const plain = await ask();
  expect(plain.headers).toMatchObject({
    vary: 'Accept-Encoding',
    etag: expect.stringMatching(/^"[\w-]{22}"$/) as string,
  });
  expect(plain.headers['content-encoding']).toBeUndefined();
  const encoded = await ask({ 'Accept-Encoding': coding });
  expect(encoded.headers).toMatchObject({
    vary: 'Accept-Encoding',
    'content-encoding': coding,
    etag: plain.headers.etag?.replace(/"$/, `-${coding}"`),
    'content-length': String(encoded.body.length),
    'cache-control': plain.headers['cache-control'],
  });
  expect(encoded.body.length).toBeLessThan(plain.body.length / 2);
  expect(readers[coding]?.(encoded.body).equals(plain.body)).toBe(true);
});

test('what a browser has in the same coding is not sent again', async () => {
  const ask = await serve();
  const { etag: plain = '' } = (await ask()).headers;
  const { etag: brotli = '' } = (await ask({ 'Accept-Encoding': 'br' })).headers;
  for (const tag of [brotli, `W/${brotli}`, `"x", ${brotli}`]) {
    const { status, headers, body } = await ask({ 'Accept-Encoding': 'gzip, br', 'If-None-Match': tag });
    expect([status, headers.etag, headers.vary, body.length]).toEqual([304, brotli, 'Accept-Encoding', 0]);
    expect(headers['content-encoding']).toBeUndefined();
  }
  // The tag of another coding says nothing of what this browser could read.
  expect((await ask({ 'Accept-Encoding': 'gzip', 'If-None-Match': brotli })).status).toBe(200);
  expect((await ask({ 'If-None-Match': brotli })).status).toBe(200);
  expect((await ask({ 'Accept-Encoding': 'br', 'If-None-Match': plain })).headers.etag).toBe(plain);
});

test.each([
  ['gzip, deflate, br', 'br'],
  ['GZIP;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['*;q=0.1', 'br'],
  ['br;q=0, *', Object.keys(readers).includes('zstd') ? 'zstd' : 'gzip'],
  ['br;q=nonsense, gzip;q=1', 'gzip'],
  ['identity', undefined],
  ['*;q=0', undefined],
  ['', undefined],
])('a browser that accepts %j gets %s', async (accepted, coding) => {
  const ask = await serve();
  expect((await ask({ 'Accept-Encoding': accepted })).headers['content-encoding']).toBe(coding);
});

test('changed settings are compressed anew', async () => {
  const documents = ['A', 'B'].map((letter) => letter.repeat(1000));
  for (const terms of documents) {
    const { body } = await (await serve(undefined, terms))({ 'Accept-Encoding': 'gzip' });
    expect(zlib.gunzipSync(body).toString()).toContain(terms);
  }
});

test('answers for one reader, and problems, are sent as they are', async () => {
  const ask = await serve();
  for (const path of ['/sso/session', '/sso/nothing']) {
    const { headers } = await ask({ 'Accept-Encoding': 'br', 'Sec-Fetch-Site': 'same-origin' }, path);
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined]);
  }
});

test('what the host said before stays', async () => {
  const ask = await serve((_incoming, outgoing) => void outgoing.setHeader('Vary', 'Origin'));
  const { headers } = await ask({ 'Accept-Encoding': 'br' });
  expect(headers).toMatchObject({ vary: 'Origin, Accept-Encoding', 'content-encoding': 'br' });
});

test('a fetch that the operator has wrapped is the one that answers', async () => {
  const { gateway } = site();
  const own = gateway.fetch;
  const answers: string[] = [];
  gateway.fetch = async (request, env) => {
    const answer = await own(request, env);
    answers.push(await answer.clone().text());
    return answer;
  };
  const server = createServer(nodeHandler(gateway));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve) =>
    request({ port, path: '/sso/settings' }, resolve).end(),
  );
  expect([(await buffer(response)).toString()]).toEqual(answers);
  expect(answers[0]).toContain('available');
});

test('an answer that is encoded already stays as it is', async () => {
  const coded = () => Promise.resolve(new Response('x', { headers: { ETag: '"x"', 'Content-Encoding': 'br' } }));
  const server = createServer(nodeHandler({ fetch: coded }));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve) => request({ port }, resolve).end());
  expect((await buffer(response)).toString()).toBe('x');
  expect(response.headers.vary).toBeUndefined();
});
