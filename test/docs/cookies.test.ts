import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cookieKinds, markers } from '../../src/gateway/request/own-cookies.js';

const page = readFileSync('docs/cookies.md', 'utf8');
const named = [...page.matchAll(/^\| `([\w.-]+?)(?:`|…`)/gm)].map(([, name = '']) => name);

test('every kind of cookie has a row, and every row is a cookie', () => {
  // A row names what all of a kind begin with.
  const sealed = named.filter((name) => name.startsWith('__Host-'));
  const isOf = (pattern: RegExp, name: string): boolean =>
    ['', 'x'.repeat(22), `a${'x'.repeat(12)}`].some((rest) => pattern.test(name.replace('__Host-', '') + rest));
  for (const pattern of cookieKinds)
    expect(
      sealed.some((name) => isOf(pattern, name)),
      String(pattern),
    ).toBe(true);
  for (const name of sealed)
    expect(
      cookieKinds.some((pattern) => isOf(pattern, name)),
      name,
    ).toBe(true);
  expect(named.filter((name) => !name.startsWith('__Host-')).sort()).toEqual(
    [...markers, 'sso_adopting', 'sso_silent', 'sso_probe'].sort(),
  );
});
