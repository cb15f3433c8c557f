/** Types, unit tests and build on every line of Node that the package runs on. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { nodeOf, run, withNode } from '../run/nodes.js';

/** The floor of `engines`, what lies between, and what is developed on. */
export const nodeLines = ['20.19', '22', '24'] as const;

/** @returns the version that was run */
export function onNode(line: string): { version: string } {
  const node = nodeOf(line);
  // First in the path, too: tests start programs by name.
  const env = { ...withNode(node), SSO_EXCHANGES: resolve('.tmp/exchanges-deep') };
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  run(node, ['node_modules/typescript/bin/tsc', '--noEmit'], { env });
  run(node, ['--import', 'tsx', 'scripts/build.ts'], { env });
  run(node, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'], {
    env: { ...env, SSO_REPORT: `reports/deep/unit-node-${line}.json` },
  });
  return { version };
}
