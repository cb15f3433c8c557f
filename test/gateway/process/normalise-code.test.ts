import { expect, test } from 'vitest';
import { normaliseCode } from '../../../src/gateway/process/normalise-code.js';
import { maskIdentifier } from '../../../src/gateway/process/mask-identifier.js';
import { Failure } from '../../../src/gateway/base/failure.js';

test.each([
  ['123456', '123456'],
  [' 123 456 ', '123456'],
  ['123-456', '123456'],
  ['12–34—56', '123456'],
  ['1‐2‑3‒4―5−6', '123456'],
  ['１２３４５６', '123456'],
  ['1\u00a02\u20093\u200b4\ufeff5\t6', '123456'],
  ['12－34', '1234'],
  ['aB3', 'aB3'],
  ['0', '0'],
  ['١٢٣٤٥٦', '123456'],
  ['۱۲۳۴۵۶', '123456'],
  ['१२३४५६', '123456'],
  ['๐๑๒๓๔๕', '012345'],
  ['𝟘𝟙𝟚𝟛𝟜𝟝', '012345'],
  ['\u{1e950}\u{1e959}', '09'],
  ['12.34.56', '123456'],
  ['12·34/56', '123456'],
  ['"123_456".', '123456'],
  ['(123) 456', '123456'],
  ['1\ufe0f\u20e32\ufe0f\u20e3', '12'],
  ['Ihr Code lautet: 482 913.', '482913'],
  ['Your code is 123456. It expires in 15 minutes, at 10:30.', '123456'],
  ['G-123456 is your code', '123456'],
  ['Code 12-34-56, gültig bis 01.02.2026', '123456'],
  ['رمزك هو ١٢٣٤٥٦', '123456'],
  ['Der Code lautet A1B2C3', 'A1B2C3'],
  ['Your code: QWERTZ', 'QWERTZ'],
  ['Code 123456 – noch einmal: 123456', '123456'],
])('the code %j is sent as %j', (typed, sent) => {
  expect(normaliseCode(typed)).toBe(sent);
});

test('the length of a code finds it in a sentence', () => {
  expect(normaliseCode('Code 4711, before 123456 people know it', 4)).toBe('4711');
});

test.each([
  ['   ', 'missing'],
  ['-–—', 'missing'],
  ['1234567', 'too-long'],
  ['123 456 7', 'too-long'],
  ['123456 or 654321?', 'too-long'],
  ['There is no code in here', 'too-long'],
  ['ABCDEF or GHIJKL', 'too-long'],
])('the code %j is refused as %s', (typed, fault) => {
  let thrown: unknown;
  try {
    normaliseCode(typed);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Failure);
  expect(thrown).toMatchObject({ code: 'invalid-request', fields: { code: fault } });
});

test.each([
  ['reader@example.org', 'r•••@e•••.org'],
  ['reader@mail.example.co.uk', 'r•••@m•••.uk'],
  ['a@b', 'a•••@b•••'],
  ['reader', 'r•••'],
  ['"a@b"@example.org', '"•••@e•••.org'],
  ['@example.org', '•••@e•••.org'],
  ['x@', 'x•••@•••'],
  ['x@.org', 'x•••@.•••'],
  ['𝒜lice@example.org', '𝒜•••@e•••.org'],
  ['+4915112345678', '+49•••78'],
  ['+12345', '+•••'],
])('%j is shown as %j', (identifier, masked) => {
  expect(maskIdentifier(identifier)).toBe(masked);
});
