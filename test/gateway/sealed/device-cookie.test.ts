/** The cookie that says who has signed in here before. */
import { expect, test } from 'vitest';
import { RequestCookies } from '../../../src/gateway/request/cookies.js';
import { createDeviceCookie } from '../../../src/gateway/sealed/device-cookie.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import { secret } from '../support/harness.js';

const name = '__Host-sso_device';
function device() {
  const clock = { now: 1_700_000_000_000 };
  const now = () => clock.now;
  let drawn = 0;
  const random = (length: number) => new Uint8Array(length).fill((drawn += 1));
  return { clock, cookie: createDeviceCookie({ prefix: '__Host-', secrets: [secret], now, random }) };
}
/** What a browser sends next, once it has the cookies of the last answer. */
const nextOf = (jar: RequestCookies) => new RequestCookies(new Map(jar.names.map((each) => [each, jar.get(each)!])));

function withAccounts(...accounts: string[]) {
  const { cookie, clock } = device();
  let jar = new RequestCookies(new Map());
  for (const account of accounts) {
    cookie.keep(jar, account);
    jar = nextOf(jar);
  }
  return { cookie, clock, jar };
}

test('of several accounts one is forgotten, and the others are kept', () => {
  const { cookie, jar } = withAccounts('a', 'b');
  const kept = cookie.idOf(jar, 'b');
  cookie.forget(jar, 'a');
  expect([cookie.idOf(jar, 'a'), cookie.idOf(jar, 'b')]).toEqual([undefined, kept]);
  expect(kept).toMatch(/^[\w-]{16}$/);
});

test('with its last account the cookie goes', () => {
  const { cookie, jar } = withAccounts('a');
  cookie.forget(jar, 'a');
  expect(jar.changes).toEqual([{ name, sameSite: 'Strict', readable: false }]);
});

test('an account that is not known here changes nothing', () => {
  const { cookie, jar } = withAccounts('a', 'b');
  cookie.forget(jar, 'c');
  expect(jar.changes).toEqual([]);
});

test('of five accounts the one that signed in longest ago goes', () => {
  const { cookie, jar } = withAccounts('a', 'b', 'c', 'd', 'a', 'e');
  const known = ['a', 'b', 'c', 'd', 'e'].map((account) => cookie.idOf(jar, account));
  expect(known.map((id) => id !== undefined)).toEqual([true, false, true, true, true]);
});

test('who signs in again within a day gets no new cookie, and after it one with the same ID', () => {
  const { cookie, clock, jar } = withAccounts('a');
  const id = cookie.idOf(jar, 'a');
  cookie.keep(jar, 'a');
  expect(jar.changes).toEqual([]);
  clock.now += 86_400_000;
  cookie.keep(jar, 'a');
  expect([jar.changes.length, cookie.idOf(jar, 'a')]).toEqual([1, id]);
});

test('what can be read in it names the account by no name that is known elsewhere', async () => {
  const account = await createSealer([secret], Date.now).nameOf('limit account', 'reader@example.org');
  const { jar } = withAccounts(account);
  const shown = Buffer.from(jar.get(name)!.split('.')[1]!, 'base64url').toString();
  expect(JSON.parse(shown)).toMatchObject({ known: [[expect.stringMatching(/^[\w-]{22}$/), expect.any(String)]] });
  expect(shown).not.toContain(account);
});
