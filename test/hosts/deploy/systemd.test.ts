/** The unit of `deploy/systemd`, as systemd itself reads it. It is not started: a test has no machine of its own. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commandRows } from '../../../src/gateway/node/command/command-table.js';

const folder = mkdtempSync(join(tmpdir(), 'sso-unit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const template = 'deploy/systemd/sso-elements-gateway@.service';
const unit = join(folder, 'sso-elements-gateway@8787.service');
copyFileSync(template, unit);
const analyze = (...args: string[]): string =>
  execFileSync('systemd-analyze', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

test('systemd finds nothing to complain of', () => {
  expect(analyze('verify', '--recursive-errors=no', '--man=no', unit)).toBe('');
});

test('it is exposed to little', () => {
  // Of 100; what is left is the network, and a compiler.
  const report = analyze('security', '--offline=true', '--threshold=20', '--no-pager', unit);
  expect(report).toMatch(/Overall exposure level .*: 1\.\d OK/);
});

test('files name variables that the command knows, and no secret of it', () => {
  const known = new Map(commandRows.flatMap((row) => (row.env ? [[row.env, row] as const] : [])));
  const set = [...readFileSync('deploy/systemd/gateway.env', 'utf8').matchAll(/^(\w+)=/gm)].map(([, name]) => name!);
  expect(set.filter((name) => !known.has(name))).toEqual([]);
  const text = readFileSync(template, 'utf8');
  const credentials = [...text.matchAll(/^LoadCredential=(\w+):/gm)].map(([, name]) => name!);
  expect(credentials.filter((name) => !known.get(name)?.secret)).toEqual([]);
  for (const name of ['SSO_API_TOKEN', 'SSO_SECRETS']) {
    expect(credentials).toContain(name);
    expect(set).not.toContain(name);
  }
});
