import { expect, test } from 'vitest';
import { httpCookies, RequestCookies } from '../../../src/gateway/request/cookies.js';
import { origin } from '../support/harness.js';

const read = (cookie: string) =>
  Object.fromEntries(httpCookies(false).read(new Request(origin, { headers: { Cookie: cookie } })));

test.each([
  ['', {}],
  ['a=1', { a: '1' }],
  ['a=1; b=2;c=3', { a: '1', b: '2', c: '3' }],
  ['a=1=2==', { a: '1=2==' }],
  ['a=', { a: '' }],
  ['a; =x; ;', {}],
  ['a=first; a=second', {}],
  ['a=first; b=2; a=', { b: '2' }],
  ['a=1; a=not octets', {}],
  ['\ta=1 ;\t b \t= 2', { a: '1', b: '2' }],
  ['\u00a0a=1; a\u00a0=1; \u000ba=1; \u00e9=1', {}],
  ['a="1"; b=1,2; c=1 2; d=1\\2; e=\u00a01; f=\u00e9', {}],
  ['a b=1; a,b=1; (a)=1; {a}=1; a@b=1', {}],
  ['A=1; a=2', { A: '1', a: '2' }],
  ['__proto__=1', Object.fromEntries([['__proto__', '1']])],
])('the header %j is read as %j', (header, cookies) => {
  expect(read(header)).toEqual(cookies);
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

test('a cookie that did not count is deleted where that is demanded', () => {
  const jar = new RequestCookies(new Map());
  jar.expire('twice', 'Lax');
  expect(jar.changes).toEqual([{ name: 'twice', sameSite: 'Lax', readable: false }]);
});
