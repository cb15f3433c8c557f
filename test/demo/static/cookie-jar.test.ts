import { expect, test } from 'vitest';
import { createCookieJar } from '../../../demo/static/cookie-jar.js';

const request = new Request('http://localhost/sso/session');
const headers = (): Headers => new Headers();
const read = (jar: ReturnType<typeof createCookieJar>): Record<string, string> =>
  Object.fromEntries(jar.port.read(request));

test('a cookie lives as long as it was given, and one without an age lives on', () => {
  let now = 1_000_000;
  const jar = createCookieJar(() => now);
  jar.port.write(headers(), [
    { name: 'short', value: 'a', maxAge: 60, sameSite: 'Strict' },
    { name: 'long', value: 'b', sameSite: 'Lax' },
  ]);
  now += 59_999;
  expect(read(jar)).toEqual({ short: 'a', long: 'b' });
  now += 1;
  expect(read(jar)).toEqual({ long: 'b' });
});

test('what is taken out can be put back, and still expires when it was to', () => {
  let now = 1_000_000;
  const jar = createCookieJar(() => now);
  jar.port.write(headers(), [
    { name: 'secret', value: 'a', maxAge: 60, sameSite: 'Strict' },
    { name: 'marker', value: '1', maxAge: 30, readable: true, sameSite: 'Lax' },
  ]);
  const cookies = jar.cookies();
  expect(cookies).toEqual([
    { name: 'secret', value: 'a', until: 1_060_000, readable: false, sameSite: 'Strict' },
    { name: 'marker', value: '1', until: 1_030_000, readable: true, sameSite: 'Lax' },
  ]);
  now += 30_000;
  const later = createCookieJar(() => now, JSON.parse(JSON.stringify(cookies)) as typeof cookies);
  expect(read(later)).toEqual({ secret: 'a' });
});

test('a deleted cookie is gone, and the page is told of the markers alone, once', () => {
  const jar = createCookieJar(() => 0);
  jar.port.write(headers(), [
    { name: 'secret', value: 'a', maxAge: 60, sameSite: 'Strict' },
    { name: 'marker', value: '1', maxAge: 60, readable: true, sameSite: 'Lax' },
  ]);
  jar.port.write(headers(), [
    { name: 'secret', sameSite: 'Strict' },
    { name: 'marker', readable: true, sameSite: 'Lax' },
  ]);
  expect(read(jar)).toEqual({});
  expect(jar.takeMarkers()).toEqual([
    { name: 'marker', value: '1', until: 60_000, sameSite: 'Lax' },
    { name: 'marker', value: undefined, until: undefined, sameSite: 'Lax' },
  ]);
  expect(jar.takeMarkers()).toEqual([]);
});

test('no cookie leaves in an answer', () => {
  const answer = headers();
  createCookieJar(() => 0).port.write(answer, [{ name: 'secret', value: 'a', sameSite: 'Strict' }]);
  expect([...answer]).toEqual([]);
});
