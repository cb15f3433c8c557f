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
])('the code %j is sent as %j', (typed, sent) => {
  expect(normaliseCode(typed)).toBe(sent);
});

test.each([
  ['   ', 'missing'],
  ['-–—', 'missing'],
  ['1234567', 'too-long'],
  ['123 456 7', 'too-long'],
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
