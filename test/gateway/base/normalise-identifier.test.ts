import { expect, test } from 'vitest';
import { normaliseIdentifier, readableIdentifier } from '../../../src/gateway/base/normalise-identifier.js';

test.each([
  ['  reader@example.org\u00a0', 'reader@example.org'],
  ['\u200breader@example.org\ufeff', 'reader@example.org'],
  ['rea\u00adder@exa\u2060mple.org', 'reader@example.org'],
  ['\u202areader@example.org\u202c', 'reader@example.org'],
  ['rea\u200dder\ufe0f@example.org\r\n', 'reader@example.org'],
  // Refused by the contract: nobody types it.
  ['reader@example.org\nBcc: a', 'reader@example.org\nBcc: a'],
  ['rea\u200bder', 'reader'],
  ['rea\u200cder', 'reader'],
  ['\u200b', ''],
  ['reader＠example．org', 'reader@example.org'],
  // A user name is not an address: wide letters may be what was registered.
  ['ｒｅａｄｅｒ', 'ｒｅａｄｅｒ'],
  ['Mu\u0308ller', 'Müller'],
  ['reader@müller.example', 'reader@xn--mller-kva.example'],
  ['reader@MÜLLER.Example', 'reader@xn--mller-kva.example'],
  ['reader@mu\u0308ller.example', 'reader@xn--mller-kva.example'],
  ['reader@xn--mller-kva.example', 'reader@xn--mller-kva.example'],
  ['reader@straße.example', 'reader@xn--strae-oqa.example'],
  ['reader@例え。テスト', 'reader@xn--r8jz45g.xn--zckzah'],
  ['Reader@Example.org', 'Reader@Example.org'],
  ['"a@b"@bücher.example', '"a@b"@xn--bcher-kva.example'],
  // No domains.
  ['reader@bücher.example:443', 'reader@bücher.example:443'],
  ['reader@bücher.example/path', 'reader@bücher.example/path'],
  ['reader@bü%63her.example', 'reader@bü%63her.example'],
  ['reader@xn--ü.example', 'reader@xn--ü.example'],
  ['reader@', 'reader@'],
  ['@bücher.example', '@bücher.example'],
])('%j has the normal form %j', (typed, normal) => {
  expect(normaliseIdentifier(typed)).toBe(normal);
  expect(normaliseIdentifier(normal)).toBe(normal);
});

test.each(['👩\u200d🚀', '❤\ufe0f', 'می\u200cخواهم'])('%j keeps what joins its parts', (name) => {
  expect(normaliseIdentifier(name)).toBe(name);
});

test('the readable form keeps the letters of the domain', () => {
  expect(readableIdentifier(' reader@müller.example\u200b')).toBe('reader@müller.example');
});
