/** Names of accounts and addresses: those that limits have counted under must stay the same. */
import { createHmac, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKeyedNames } from '../../../src/gateway/sealed/keyed-names.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';

const secret = 'a sealing secret of more than 32 characters';

/** HKDF (RFC 5869) and HMAC (RFC 2104) by Node's own cryptography. */
function byNode(purpose: string, text: string): string {
  const key = hkdfSync('sha256', secret, '', `sso-elements cookie 1: name: ${purpose}`, 32);
  return createHmac('sha256', Buffer.from(key)).update(text).digest('base64url').slice(0, 22);
}

test.each([
  ['limit account', 'reader@example.org'],
  ['limit account', 'Jürgen@exämple.org'],
  ['limit address', '2001:db8:0:1'],
  ['limit address', ''],
])('a name for %s is the HMAC of %j, by a key that is derived from the first secret', async (purpose, text) => {
  const sealer = createSealer([secret, 'an older secret of more than 32 characters'], Date.now);
  expect(await sealer.nameOf(purpose, text)).toBe(byNode(purpose, text));
});

test('an identifier that comes again is named without the secret, until a hundred others came', async () => {
  const named: string[] = [];
  const names = createKeyedNames({
    async nameOf(purpose, text) {
      named.push(text);
      return `${purpose}: ${text}`;
    },
  });
  const first = await names.ofAccount('Reader+1@Example.org');
  expect([await names.ofAccount('Reader+1@Example.org'), named]).toEqual([first, ['reader@example.org']]);
  for (let index = 0; index < 100; index += 1) await names.ofAccount(`reader-${index}@example.org`);
  expect([await names.ofAccount('Reader+1@Example.org'), named.length]).toEqual([first, 102]);
});
