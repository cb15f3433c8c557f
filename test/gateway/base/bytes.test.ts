import { expect, test, vi } from 'vitest';
import { encodeBase64url, digest, readUtf8 } from '../../../src/gateway/base/bytes.js';

test.each([
  [[], ''],
  [[0], 'AA'],
  [[255], '_w'],
  [[251, 255], '-_8'],
  [[1, 2, 3], 'AQID'],
  [[1, 2, 3, 4], 'AQIDBA'],
])('bytes %j are %j in base64url', (bytes, text) => {
  expect(encodeBase64url(Uint8Array.from(bytes))).toBe(text);
});

test('base64url agrees with the platform for random bytes', () => {
  for (let length = 0; length < 40; length++) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
  }
});

test('a digest is the same for the same text, and 22 characters long', async () => {
  expect(await digest('a')).toBe('ypeBEsobvcr6wjGzmiPcTa');
  expect(await digest('b')).not.toBe(await digest('a'));
});

const stream = (...chunks: (string | number[])[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : Uint8Array.from(chunk));
      controller.close();
    },
  });

const message = (...chunks: (string | number[])[]) => new Response(stream(...chunks));

/** A request as Firefox has them: without `body`. `read` counts how often it was read. */
function withoutStream(text: string, headers: Record<string, string> = {}) {
  const request = new Request('https://site.test/', { method: 'POST', body: text, headers });
  const blob = vi.spyOn(request, 'blob');
  return { request: Object.defineProperty(request, 'body', { value: undefined }), blob };
}

test('text is read over chunks, also where one ends inside a character', async () => {
  expect(await readUtf8(message('a', [0xc3], [0xa4], 'z'), 10)).toBe('aäz');
  expect(await readUtf8(new Response(null), 10)).toBe('');
});

test('the limit counts bytes', async () => {
  expect(await readUtf8(message('1234', '5678'), 8)).toBe('12345678');
  expect(await readUtf8(message('1234', '56789'), 8)).toBeUndefined();
  expect(await readUtf8(message('ääää'), 7)).toBeUndefined();
});

test('bytes that are no UTF-8 are an error', async () => {
  await expect(readUtf8(message([0xff, 0xfe]), 10)).rejects.toThrow(TypeError);
  await expect(readUtf8(message([0xc3]), 10)).rejects.toThrow(TypeError);
});

test('a body is read where requests have no stream', async () => {
  expect(await readUtf8(withoutStream('zwölf').request, 10)).toBe('zwölf');
  expect(await readUtf8(withoutStream('').request, 10)).toBe('');
});

test('the limit counts bytes where requests have no stream', async () => {
  expect(await readUtf8(withoutStream('zwölf').request, 5)).toBeUndefined();
  expect(await readUtf8(withoutStream('zwölf').request, 6)).toBe('zwölf');
});

test('a body that declares too many bytes is not read at all', async () => {
  const { request, blob } = withoutStream('long', { 'content-length': '11' });
  expect(await readUtf8(request, 10)).toBeUndefined();
  expect(blob).not.toHaveBeenCalled();
  const pull = vi.fn();
  const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
  expect(await readUtf8(new Response(body, { headers: { 'content-length': '11' } }), 10)).toBeUndefined();
  expect(pull).not.toHaveBeenCalled();
});
