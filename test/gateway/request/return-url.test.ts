import { expect, test } from 'vitest';
import { allowedReturnUrl } from '../../../src/gateway/request/return-url.js';
import { origin, session, site } from '../support/harness.js';

const anywhere = { origins: [origin], returnPaths: ['/'] };
const account = { origins: [origin], returnPaths: ['/konto', '/abo/'] };

test.each([
  ['/', '/'],
  ['/artikel/1?a=b#c', '/artikel/1?a=b#c'],
  [`${origin}/artikel`, '/artikel'],
  ['/a/../b', '/b'],
  ['/%2f%2fevil.example', '/%2f%2fevil.example'],
  ['/ä ö', '/%C3%A4%20%C3%B6'],
  ['/go?to=https://evil.example', '/go?to=https://evil.example'],
])('%j is allowed, as %j', (value, allowed) => {
  expect(allowedReturnUrl(value, origin, anywhere)).toBe(allowed);
});

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https://evil.example/',
  'https:evil.example',
  `${origin}.evil.example/`,
  `${origin}@evil.example/`,
  'http://news.example.org/',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  'artikel',
  '',
  ' /artikel',
  '/\u0000',
  'https://[',
])('%j is never allowed', (value) => {
  expect(allowedReturnUrl(value, origin, anywhere)).toBeUndefined();
});

test.each([
  ['/konto', true],
  ['/konto/daten', true],
  ['/konto?x', true],
  ['/kontoauszug', false],
  ['/abo/1', true],
  ['/abo/', true],
  ['/abo', false],
  ['/', false],
  ['/konto/../admin', false],
  ['/konto/%2e%2e/admin', false],
  ['/konto/..%2fadmin', false],
  ['/konto/..%2Fadmin', false],
  ['/konto/%2e%2e%2fadmin', false],
  ['/konto/..%5cadmin', false],
  ['/konto/..%252fadmin', false],
  ['/konto/%252e%252e%252fadmin', false],
  ['/konto/a%2fb', true],
  ['/konto/100%25', true],
])('with the paths /konto and /abo/, %j is allowed: %s', (value, allowed) => {
  expect(allowedReturnUrl(value, origin, account) !== undefined).toBe(allowed);
});

test('without a known origin only paths are allowed', () => {
  expect(allowedReturnUrl('/a', undefined, anywhere)).toBe('/a');
  expect(allowedReturnUrl('/a', 'https://other.example', anywhere)).toBe('/a');
  expect(allowedReturnUrl('https://other.example/a', 'https://other.example', anywhere)).toBeUndefined();
});

test('an allowed address is in the answer, another is left out and logged, and the reader is signed in', async () => {
  const news = site({ '/processes/login/verify': () => session() });
  const signIn = async (returnUrl: string): Promise<unknown> =>
    (await news.post('login/start', { identifier: 'r', password: 'p', returnUrl })).json();
  expect(await signIn('/artikel/1')).toMatchObject({ kind: 'session', returnUrl: '/artikel/1' });
  const refused = await signIn('https://evil.example/x');
  expect(refused).toMatchObject({ kind: 'session' });
  expect(refused).not.toHaveProperty('returnUrl');
  expect(news.log.map(({ event }) => event)).toEqual(['return-url-refused']);
  expect(JSON.stringify(news.log)).not.toContain('evil');
});
