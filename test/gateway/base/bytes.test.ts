import { expect, test } from 'vitest';
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

test('text is read over chunks, also where one ends inside a character', async () => {
  expect(await readUtf8(stream('a', [0xc3], [0xa4], 'z'), 10)).toBe('aäz');
  expect(await readUtf8(null, 10)).toBe('');
});

test('the limit counts bytes', async () => {
  expect(await readUtf8(stream('1234', '5678'), 8)).toBe('12345678');
  expect(await readUtf8(stream('1234', '56789'), 8)).toBeUndefined();
  expect(await readUtf8(stream('ääää'), 7)).toBeUndefined();
});

test('bytes that are no UTF-8 are an error', async () => {
  await expect(readUtf8(stream([0xff, 0xfe]), 10)).rejects.toThrow(TypeError);
  await expect(readUtf8(stream([0xc3]), 10)).rejects.toThrow(TypeError);
});
