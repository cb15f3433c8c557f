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

const repeated = (error: unknown) => ['GET', 'POST', 'PUT'].map((method) => isRepeatable(method, error));
const from = (syscall: string, code: string) => Object.assign(coded(code), { syscall });
const several = (...errors: Error[]) => Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });

test.each([
  ['a connection that was refused', from('connect', 'ECONNREFUSED')],
  ['a host that cannot be reached', from('connect', 'EHOSTUNREACH')],
  ['a network that cannot be reached', from('connect', 'ENETUNREACH')],
  ['a name that is not found', from('getaddrinfo', 'ENOTFOUND')],
  ['a name that cannot be looked up now', from('getaddrinfo', 'EAI_AGAIN')],
  ['a connection that took too long', coded('UND_ERR_CONNECT_TIMEOUT')],
  ['all addresses of a name', several(from('connect', 'ECONNREFUSED'), from('connect', 'ENETUNREACH'))],
])('after %s anything is sent again', (_name, error) => {
  expect(repeated(new TypeError('fetch failed', { cause: error }))).toEqual([true, true, true]);
});

test.each([
  ['a host that is gone', from('read', 'EHOSTUNREACH')],
  ['a network that is gone', from('write', 'ENETUNREACH')],
  ['an error that does not say when', coded('ENETUNREACH')],
  ['one of several addresses', several(from('connect', 'ECONNREFUSED'), from('read', 'EHOSTUNREACH'))],
  ['several addresses of which nothing is said', several()],
  ['several addresses, one without a code', several(from('connect', 'ECONNREFUSED'), new Error('no'))],
])('after %s only what reads is sent again: the body may have gone out', (_name, error) => {
  expect(repeated(new TypeError('fetch failed', { cause: error }))).toEqual([true, false, false]);
});
test.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])('after %s only what reads is sent again', (code) => {
  expect(['GET', 'POST', 'PUT'].map((method) => isRepeatable(method, coded(code)))).toEqual([true, false, false]);
});
test.each(['CERT_HAS_EXPIRED', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT', undefined])(
  'after %s nothing is sent again',
  (code) => {
    expect(repeated(Object.assign(coded(code), { syscall: 'connect' }))).toEqual([false, false, false]);
  },
);
