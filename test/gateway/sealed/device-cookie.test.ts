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
  return { clock, cookie: createDeviceCookie({ prefix: '__Host-', sealer: createSealer([secret], now), now, random }) };
}
/** What a browser sends next, once it has the cookies of the last answer. */
const nextOf = (jar: RequestCookies) => new RequestCookies(new Map(jar.names.map((each) => [each, jar.get(each)!])));

async function withAccounts(...accounts: string[]) {
  const { cookie, clock } = device();
  let jar = new RequestCookies(new Map());
  for (const account of accounts) {
    await cookie.keep(jar, account);
    jar = nextOf(jar);
  }
  return { cookie, clock, jar };
}

test('of several accounts one is forgotten, and the others are kept', async () => {
  const { cookie, jar } = await withAccounts('a', 'b');
  const kept = await cookie.idOf(jar, 'b');
  await cookie.forget(jar, 'a');
  expect([await cookie.idOf(jar, 'a'), await cookie.idOf(jar, 'b')]).toEqual([undefined, kept]);
  expect(kept).toMatch(/^[\w-]{16}$/);
});

test('with its last account the cookie goes', async () => {
  const { cookie, jar } = await withAccounts('a');
  await cookie.forget(jar, 'a');
  expect(jar.changes).toEqual([{ name, sameSite: 'Strict', readable: false }]);
});

test('an account that is not known here changes nothing', async () => {
  const { cookie, jar } = await withAccounts('a', 'b');
  await cookie.forget(jar, 'c');
  expect(jar.changes).toEqual([]);
});

test('of five accounts the one that signed in longest ago goes', async () => {
  const { cookie, jar } = await withAccounts('a', 'b', 'c', 'd', 'a', 'e');
  const known = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((account) => cookie.idOf(jar, account)));
  expect(known.map((id) => id !== undefined)).toEqual([true, false, true, true, true]);
});

test('who signs in again within a day gets no new cookie, and after it one with the same ID', async () => {
  const { cookie, clock, jar } = await withAccounts('a');
  const id = await cookie.idOf(jar, 'a');
  await cookie.keep(jar, 'a');
  expect(jar.changes).toEqual([]);
  clock.now += 86_400_000;
  await cookie.keep(jar, 'a');
  expect([jar.changes.length, await cookie.idOf(jar, 'a')]).toEqual([1, id]);
});
