import { expect, test } from 'vitest';
import { findBrowser, findLightBrowser, installers, lightOf } from '../../scripts/run/browser.js';

const playwright = '/cache/chromium/chrome';
const having =
  (...paths: string[]) =>
  (path: string): boolean =>
    paths.includes(path);

test('CHROME_PATH goes before every other browser', () => {
  const exists = having('/my/chrome', playwright, '/usr/bin/chromium');
  expect(findBrowser({ env: { CHROME_PATH: '/my/chrome' }, playwright, exists })).toBe('/my/chrome');
});

test('a CHROME_PATH that does not exist is an error that names it', () => {
  const exists = having(playwright);
  expect(() => findBrowser({ env: { CHROME_PATH: '/gone' }, playwright, exists })).toThrow(/CHROME_PATH names \/gone/);
});

test("Playwright's own browser goes before the system's", () => {
  expect(findBrowser({ env: {}, playwright, exists: having(playwright, '/usr/bin/chromium') })).toBe(playwright);
});

test.each(['/usr/bin/chromium', '/usr/bin/google-chrome'])('the system browser %s is found', (path) => {
  expect(findBrowser({ env: {}, playwright, exists: having(path) })).toBe(path);
});

test('a machine without a browser has none to find', () => {
  expect(findBrowser({ env: {}, playwright, exists: having() })).toBeUndefined();
});

test("only root on Debian falls back to Debian's package", () => {
  const names = (root: boolean, debian: boolean): string[] =>
    installers({ root, debian }).map((steps) => steps.flat().join(' '));
  expect(names(true, true)).toHaveLength(2);
  expect(names(true, true)[1]).toMatch(/apt-get update apt-get install -y .*chromium/);
  expect(names(false, true)).toEqual(['npx playwright install chromium']);
  expect(names(true, false)).toEqual(['npx playwright install chromium']);
});

const shell = '/usr/bin/chromium-headless-shell';

test("pages are tested in the shell that came with Debian's Chromium, where there is one", () => {
  const exists = having('/usr/bin/chromium', shell);
  expect(findLightBrowser({ env: {}, playwright, exists })).toBe(shell);
  expect(lightOf('/usr/bin/chromium', { env: {}, exists })).toBe(shell);
});

test.each([
  ['there is no shell', {}, ['/usr/bin/chromium'], '/usr/bin/chromium'],
  ['the Chromium is another one than Debian’s', {}, [playwright, '/usr/bin/chromium', shell], playwright],
  ['CHROME_PATH names it', { CHROME_PATH: '/usr/bin/chromium' }, ['/usr/bin/chromium', shell], '/usr/bin/chromium'],
  ['CHROME_LIGHT_PATH does', { CHROME_PATH: '/a', CHROME_LIGHT_PATH: '/b' }, ['/a', '/b'], '/b'],
  ['there is none at all', {}, [shell], undefined],
])('where %s, that is taken', (_why, env, paths, expected) => {
  expect(findLightBrowser({ env, playwright, exists: having(...paths) })).toBe(expected);
});

test('CHROME_LIGHT_PATH goes before the shell that stands beside the browser', () => {
  const env = { CHROME_LIGHT_PATH: '/b' };
  expect(lightOf('/usr/bin/chromium', { env, exists: having('/b', '/usr/bin/chromium', shell) })).toBe('/b');
});

test('a CHROME_LIGHT_PATH that does not exist is an error that names it', () => {
  const places = { env: { CHROME_LIGHT_PATH: '/gone' }, playwright, exists: having(playwright) };
  expect(() => findLightBrowser(places)).toThrow('CHROME_LIGHT_PATH names /gone');
});
