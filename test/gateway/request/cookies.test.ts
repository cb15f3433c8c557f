import { expect, test } from 'vitest';
import { httpCookies, RequestCookies } from '../../../src/gateway/request/cookies.js';
import { ownCookies } from '../../../src/gateway/request/own-cookies.js';
import { origin } from '../support/harness.js';

const read = (cookie: string) =>
  Object.fromEntries(httpCookies(false).read(new Request(origin, { headers: { Cookie: cookie } })));

/** Names are shortened here: `°` stands for the prefix of the gateway's sealed cookies. */
const whole = (text: string) => text.replaceAll('°', '__Host-sso_');

test.each([
  ['', {}],
  ['°a=1', { '°a': '1' }],
  ['°a=1; °b=2;°c=3', { '°a': '1', '°b': '2', '°c': '3' }],
  ['°a=1=2==', { '°a': '1=2==' }],
  ['°a=', { '°a': '' }],
  ['°a; =°x; °; ;', {}],
  ['°a=first; °a=second', {}],
  ['°a=first; °b=2; °a=', { '°b': '2' }],
  ['°a=1; °a=not octets', {}],
  ['°a=not octets; °a=1', {}],
  ['\t°a=1 ;\t °b \t= 2', { '°a': '1', '°b': '2' }],
  ['\u00a0°a=1; °a\u00a0=1; \u000b°a=1; °\u00e9=1', {}],
  ['°a="1"; °b=1,2; °c=1 2; °d=1\\2; °e=\u00a01; °f=\u00e9', {}],
  ['°a b=1; °a,b=1; (°a)=1; {°a}=1; °a@b=1', {}],
  ['°A=1; °a=2', { '°A': '1', '°a': '2' }],
  ['sso_session=1; sso_flow=1; °a=2', { sso_session: '1', sso_flow: '1', '°a': '2' }],
  ['sso_session=1; sso_flow=1; sso_session=1', { sso_flow: '1' }],
  ['other=1; sso_a=2; x°a=3; a=°a; °b=°c', { '°b': '__Host-sso_c' }],
  ['__host-sso_a=1; SSO_session=1; sso_session.0=1; xsso_flow=1', {}],
])('of the header %j the cookies %j are read', (header, cookies) => {
  const named = Object.entries(cookies).map(([name, value]) => [whole(name), value] as const);
  expect(read(whole(header))).toEqual(Object.fromEntries(named));
});

test('without the prefix, all names that begin as the gateway’s do are read', () => {
  const headers = { Cookie: 'sso_dev_session=1; sso_session=2; sso_flow=3; other=4; sso_flow=5' };
  expect([...httpCookies(true).read(new Request(origin, { headers }))]).toEqual([
    ['sso_dev_session', '1'],
    ['sso_session', '2'],
  ]);
});

test('of more than twice as many cookies as the gateway sets none counts', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `__Host-sso_${index}=x`).join('; ');
  expect(Object.keys(read(many(64)))).toHaveLength(64);
  expect(read(`${many(65)}; sso_session=1`)).toEqual({ sso_session: '1' });
});

const written = (insecure: boolean, cookie: object) => {
  const headers = new Headers();
  httpCookies(insecure).write(headers, [{ name: 'n', sameSite: 'Lax', ...cookie }]);
  return headers.getSetCookie();
};
test.each([
  [false, { value: 'v', maxAge: 60 }, 'n=v; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax'],
  [false, { value: 'v' }, 'n=v; Path=/; Secure; HttpOnly; SameSite=Lax'],
  [false, { value: '1', readable: true, sameSite: 'Strict' }, 'n=1; Path=/; Secure; SameSite=Strict'],
  [true, { value: 'v', maxAge: 0 }, 'n=v; Path=/; Max-Age=0; HttpOnly; SameSite=Lax'],
  [false, {}, 'n=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax'],
])('insecure %s, %j is written as %j', (insecure, cookie, line) => {
  expect(written(insecure, cookie)).toEqual([line]);
});

test('the last word on a cookie counts, and deleting what is not there says nothing', () => {
  const jar = new RequestCookies(new Map([['old', 'x']]));
  jar.delete('none', 'Lax');
  jar.set({ name: 'a', value: '1', sameSite: 'Lax' });
  jar.set({ name: 'a', value: '2', sameSite: 'Lax' });
  jar.delete('old', 'Strict', true);
  expect(jar.changes).toEqual([
    { name: 'a', value: '2', sameSite: 'Lax' },
    { name: 'old', sameSite: 'Strict', readable: true },
  ]);
  jar.delete('a', 'Lax');
  expect(jar.names).toEqual([]);
  expect(jar.changes.map(({ value }) => value)).toEqual([undefined, undefined]);
});

test('a sealed cookie without its prefix is none, and a marker has none', () => {
  const all = ['sso_session', '__Host-sso_session', 'sso_session.1', `sso_flow_${'x'.repeat(22)}`, 'sso_flow'];
  const kept = ownCookies(new Map(all.map((name) => [name, '1'])), '__Host-');
  expect([...kept.keys()].sort()).toEqual(['__Host-sso_session', 'sso_flow', 'sso_session']);
});

test('a cookie that did not count is deleted where that is demanded', () => {
  const jar = new RequestCookies(new Map());
  jar.expire('twice', 'Lax');
  expect(jar.changes).toEqual([{ name: 'twice', sameSite: 'Lax', readable: false }]);
});
