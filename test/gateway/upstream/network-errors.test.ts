import { expect, test } from 'vitest';
import { codeOf, isRepeatable, reasonOf } from '../../../src/gateway/upstream/network-errors.js';

const coded = (code: unknown, cause?: unknown) =>
  Object.assign(new Error('https://api.example.net/?secret', { cause }), { code });

test.each([
  [coded('ECONNREFUSED'), 'ECONNREFUSED'],
  [new TypeError('fetch failed', { cause: coded('CERT_HAS_EXPIRED') }), 'CERT_HAS_EXPIRED'],
  [new TypeError('fetch failed', { cause: new Error('no', { cause: coded('ENOTFOUND') }) }), 'ENOTFOUND'],
  [new DOMException('secret', 'NetworkError'), 'NetworkError'],
  [new TypeError('secret'), 'TypeError'],
  [coded('https://api.example.net'), 'Error'],
  [coded(5), 'Error'],
  ['secret', 'string'],
])('of %s the log says %s', (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});

test('causes that go round in a circle come to an end', () => {
  const error = new Error('a');
  error.cause = error;
  expect(codeOf(error)).toBeUndefined();
});

test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
  'after %s anything is sent again',
  (code) => {
    expect(['GET', 'POST', 'PUT'].map((method) => isRepeatable(method, coded(code)))).toEqual([true, true, true]);
  },
);
test.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])('after %s only what reads is sent again', (code) => {
  expect(['GET', 'POST', 'PUT'].map((method) => isRepeatable(method, coded(code)))).toEqual([true, false, false]);
});
test.each(['CERT_HAS_EXPIRED', 'UND_ERR_HEADERS_TIMEOUT', undefined])('after %s nothing is sent again', (code) => {
  expect(isRepeatable('GET', coded(code))).toBe(false);
});
