import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';

const key = Symbol.for('sso-elements');
const global = globalThis as unknown as Record<symbol, { version: string } | undefined>;

afterEach(() => {
  Reflect.deleteProperty(globalThis, key);
  vi.resetModules();
  vi.restoreAllMocks();
});

/** Loads one more copy, as another tag does. */
async function another() {
  vi.resetModules();
  return import('../../src/shared/page.js');
}

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect((await another()).version).toBe(version);
});

test('copies of one version share what they have, without a word', async () => {
  const error = vi.spyOn(console, 'error');
  const { page } = await another();
  expect((await another()).page).toBe(page);
  expect(error).not.toHaveBeenCalled();
});

test('a copy of another version keeps to itself, and says what to load in place of both', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const first = (global[key] = { version: '0.0.1' });
  const { page, version } = await another();
  expect(page).not.toBe(first);
  expect([global[key], Object.keys(first)]).toEqual([first, ['version']]);
  expect(error).toHaveBeenCalledExactlyOnceWith(
    `sso-elements: versions 0.0.1 and ${version} on this page; load sso-elements.js of one of them instead; see docs/elements.md.`,
  );
});
