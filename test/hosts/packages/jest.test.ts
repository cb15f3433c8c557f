/** Jest with its jsdom, which lacks more of a browser than jsdom alone: of a project that installed the package. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runToEnd } from '../../../scripts/hosts/packages/tools.js';
import { install } from '../../../scripts/hosts/packages/workshop.js';

const workshop = inject('workshop');

test('a whole sign-in passes under Jest', { timeout: 300_000 }, async () => {
  const jest = ['jest@30', 'jest-environment-jsdom@30'];
  const { folder } = await install(workshop, 'jest-project', ['sso-elements', ...jest]);
  copyFileSync('test/hosts/packages/apps/jest-sign-in.js', join(folder, 'sign-in.test.js'));
  const args = ['--experimental-vm-modules', join(folder, 'node_modules/jest/bin/jest.js'), '--json'];
  const output = await runToEnd(process.execPath, args, { cwd: folder, env: workshop.tools.env });
  const report = /^\{.*"numTotalTests".*\}$/m.exec(output)?.[0] ?? '{}';
  expect(JSON.parse(report)).toMatchObject({ success: true, numPassedTests: 1, numTotalTests: 1 });
});
