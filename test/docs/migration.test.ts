import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { knownPages } from '../support/pages.js';
import { root } from '../../scripts/run/paths.js';

const guide = readFileSync(`${root}docs/moving-from-the-iframe.md`, 'utf8');

test.each(knownPages)('the migration guide explains %s', (name) => {
  expect(guide).toContain(`| \`${name}\` `);
});

test.each([
  'email',
  'source',
  'verificationUrl',
  'transferToken',
  'elementId',
  '.login()',
  '.register()',
  'data-companyId',
  'frisbii_media.min.js',
  'data-company-id',
])('the migration guide has a line for the old %s', (old) => {
  const before = guide.split('\n').map((line) => line.split('|')[1] ?? '');
  expect(before.some((cell) => cell.includes(old))).toBe(true);
});
