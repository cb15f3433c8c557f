import { expect, test } from 'vitest';
import { createMac } from '../../../src/gateway/sealed/mac.js';

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
const base64urlOf = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');

/** RFC 4231, test cases 1, 2, 6 and 7: a short key, one shorter than the code, and two longer than a block. */
const published = [
  {
    key: '0b'.repeat(20),
    text: 'Hi There',
    code: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  },
  {
    key: Buffer.from('Jefe').toString('hex'),
    text: 'what do ya want for nothing?',
    code: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    key: 'aa'.repeat(131),
    text: 'Test Using Larger Than Block-Size Key - Hash Key First',
    code: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  },
  {
    key: 'aa'.repeat(131),
    text: 'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
    code: '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  },
];

const portable = (key: Uint8Array) => createMac(key, false);

for (const [name, make] of [
  ["by the runtime's own", (key: Uint8Array) => createMac(key)],
  ['without it', portable],
] as const)
  test(`the codes of RFC 4231 come out ${name}`, () => {
    for (const { key, text, code } of published) expect(make(bytesOf(key))(text)).toBe(base64urlOf(code));
  });

test('both read a text as UTF-8, half of a pair as U+FFFD', () => {
  const key = bytesOf('0b'.repeat(20));
  for (const text of ['', 'Grüße 🙂', '\ud83d', 'a\ude42b', 'x'.repeat(5000)])
    expect(createMac(key)(text)).toBe(portable(key)(text));
});
