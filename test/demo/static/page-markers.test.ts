import { expect, test } from 'vitest';
import type { Marker } from '../../../demo/static/cookie-jar.js';
import { cookieLine, setMarkers } from '../../../demo/static/page-markers.js';

const session: Marker = { name: 'sso_session', value: '1', until: 1_800_000_000_000, sameSite: 'Lax' };
const flow: Marker = { name: 'sso_flow', value: '1', until: undefined, sameSite: 'Strict' };
/** Not there, or no more. */
const gone: Marker = { name: 'sso_flow', value: undefined, until: undefined, sameSite: 'Strict' };

test.each([
  [session, true, 'sso_session=1; Path=/; Expires=Fri, 15 Jan 2027 08:00:00 GMT; Secure; SameSite=Lax'],
  [gone, false, 'sso_flow=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Strict'],
])('the page sets %j (secure: %s) as a cookie', (marker, secure, line) => {
  expect(cookieLine(marker, secure)).toBe(line);
});

/** A document that keeps cookies as one browser does. `keeps`: whether it keeps one that is Secure, or not. */
function fakeDocument(keeps: (secure: boolean) => boolean, cookies: Record<string, string> = {}) {
  const kept = new Map(Object.entries(cookies));
  const assigned: string[] = [];
  return {
    assigned,
    get cookie() {
      return [...kept].map((pair) => pair.join('=')).join('; ');
    },
    set cookie(line: string) {
      assigned.push(line);
      const [pair = '', ...attributes] = line.split('; ');
      if (!keeps(attributes.includes('Secure'))) return;
      const [name = '', value = ''] = pair.split('=');
      if (attributes.some((each) => each.includes('1970'))) kept.delete(name);
      else kept.set(name, value);
    },
  };
}

test.each([
  ['over TLS', true, () => true],
  ['without TLS', false, () => true],
  ['without TLS where nothing Secure is kept', false, (secure: boolean) => !secure],
  ['without TLS where only its like replaces what is Secure', false, (secure: boolean) => secure],
])('%s a page has the markers afterwards, and can say so', (_where, isTls, keeps) => {
  const page = fakeDocument(keeps, { sso_flow: '1', other: 'a' });
  expect(setMarkers([session, gone], page, isTls)).toBe(true);
  expect(page.cookie).toBe('other=a; sso_session=1');
});

test('what is there is not set again', () => {
  const page = fakeDocument(() => true, { sso_session: '1' });
  expect(setMarkers([session, gone], page, true)).toBe(true);
  expect(page.assigned).toEqual([]);
});

test('where cookies are blocked, the page says that it has none', () => {
  expect(
    setMarkers(
      [session, flow],
      fakeDocument(() => false),
      true,
    ),
  ).toBe(false);
});
