/** Node's request as far as the gateway reads it. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { wholeOf } from '../../../src/gateway/base/plain-request.js';
import { type HostedRequest, toPlainRequest } from '../../../src/gateway/node/node-request.js';

const host = 'www.example.com';
function incoming(more: object = {}, body = '{"a":1}'): HostedRequest {
  const headers = { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] };
  const rawHeaders = ['Content-Type', 'application/json'];
  const given = { method: 'POST', url: '/sso/login/start', headers, rawHeaders, ...more };
  return Object.assign(Readable.from([Buffer.from(body)]), given) as unknown as HostedRequest;
}

test('headers are read by any spelling of their names, and those that came twice together', () => {
  const { headers, url, method } = toPlainRequest(incoming(), host);
  expect([method, url]).toEqual(['POST', 'http://www.example.com/sso/login/start']);
  expect([headers.get('Content-Type'), headers.get('set-cookie'), headers.get('origin')]).toEqual([
    'application/json',
    'a=1, b=2',
    null,
  ]);
  expect([headers.has('CONTENT-TYPE'), headers.has('origin')]).toEqual([true, false]);
});

test('a body is read once, by whoever comes first', async () => {
  const plain = toPlainRequest(incoming(), host);
  expect(await new Response(plain.body).text()).toBe('{"a":1}');
  const whole = toPlainRequest(incoming(), host);
  expect(whole.bodyUsed).toBe(false);
  expect(await wholeOf(whole).text()).toBe('{"a":1}');
  expect([whole.bodyUsed, whole.body]).toEqual([true, wholeOf(whole).body]);
  expect(await (await toPlainRequest(incoming(), host).blob()).text()).toBe('{"a":1}');
});

test('a stream that was handed out is the whole request’s, too', async () => {
  const plain = toPlainRequest(incoming(), host);
  const stream = plain.body;
  expect(wholeOf(plain).body).toBe(stream);
  expect(await wholeOf(plain).text()).toBe('{"a":1}');
});

test('what a parser has read is the body, and a request that has none has none', async () => {
  const source = Object.defineProperty(incoming({ body: { b: 2 } }), 'readableDidRead', { value: true });
  const parsed = toPlainRequest(source, host);
  expect(await new Response(parsed.body).text()).toBe('{"b":2}');
  expect(toPlainRequest(incoming({ method: undefined }), host).body).toBe(null);
  expect(toPlainRequest(incoming({ method: 'HEAD' }), host).body).toBe(null);
});

test('a body that nobody wants any more is not read on', async () => {
  const source = incoming();
  await toPlainRequest(source, host).body?.cancel();
  expect(source.readableEnded).toBe(false);
});
