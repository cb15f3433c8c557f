import { expect, test } from 'vitest';
import { bareInteger, readJson, writeJson } from '../../src/contract/lossless.js';

/** As bytes on the wire, so that no number of this file is rounded before it is compared. */
const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  '{"subscriptionId":9007199254740993}',
  '{"subscriptionId":9223372036854775807}',
  '{"subscriptionId":-9223372036854775808}',
  '{"ids":[9007199254740993,1,{"id":9007199254740995}]}',
])('%s keeps every byte when it is read and written', (text) => {
  const read = readJson(new TextDecoder().decode(bytes(text)));
  expect(bytes(writeJson(read))).toEqual(bytes(text));
});

test('an ID past 2^53 is written as a bare integer', () => {
  const text = writeJson({ subscriptionId: bareInteger('9007199254740993') });
  expect(bytes(text)).toEqual(bytes('{"subscriptionId":9007199254740993}'));
});

test('a small ID is written as a bare integer too', () => {
  expect(writeJson({ subscriptionId: bareInteger('42') })).toBe('{"subscriptionId":42}');
});

test('an integer past 2^53 is read as a bigint with all its digits', () => {
  expect(readJson('{"id":9007199254740993}')).toEqual({ id: BigInt('9007199254740993') });
});

test.each<[string, unknown]>([
  ['0', 0],
  ['-1', -1],
  ['9007199254740991', 9007199254740991],
  ['1.5', 1.5],
  ['1e3', 1000],
  ['"9007199254740993"', '9007199254740993'],
  ['"a\\u00e9\\n"', 'aé\n'],
  ['true', true],
  ['null', null],
  ['[]', []],
])('%s is read as JSON.parse reads it', (text, value) => {
  expect(readJson(text)).toEqual(value);
});

test('a text of digits stays a text when written', () => {
  expect(writeJson({ id: '9007199254740993' })).toBe('{"id":"9007199254740993"}');
});

test('members without a value are left out, and nothing at all is written as null', () => {
  expect(writeJson({ a: undefined, b: null })).toBe('{"b":null}');
  expect(writeJson(undefined)).toBe('null');
});

test.each(['', '{', '{"a":1', '{"a":}', '<html>', '{"a":01}', "{'a':1}", '{"a":1}x', 'undefined'])(
  'malformed JSON %j throws a SyntaxError',
  (text) => {
    expect(() => readJson(text)).toThrow(SyntaxError);
  },
);

test.each(['1.5', '1e3', 'x'])('%j is no bare integer', (digits) => {
  expect(() => bareInteger(digits)).toThrow(SyntaxError);
});

test.each(['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}'])(
  '%s changes no prototype',
  (text) => {
    readJson(text);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  },
);
