import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/run/paths.js';
import { ownVersion } from '../../../src/gateway/node/own-version.js';

test('the version is that of the nearest manifest above; without one it is unknown', () => {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
  expect(ownVersion()).toBe(version);
  expect(ownVersion('file:///nowhere/at/all/module.js')).toBe('unknown');
});
