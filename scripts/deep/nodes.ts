/** Types, unit tests and build on every line of Node that the package runs on; npm brings them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/** The floor of `engines`, what lies between, and what is developed on. */
export const nodeLines = ['20.19', '22', '24'] as const;

/** npm's packages of Node's programs, by platform. */
const packageOf = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** Runs a program with its output shown; throws an `Error` that names it when it fails. */
function run(program: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): void {
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} failed`);
}

/** The path of a Node of that line, installed below `.tmp` when it is not there yet. */
function nodeOf(line: string): string {
  const directory = resolve('.tmp/nodes', line);
  const program = join(directory, 'node_modules', packageOf, 'bin', 'node');
  if (existsSync(program)) return program;
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', `${packageOf}@${line}`], {
    cwd: directory,
  });
  return program;
}

/** @returns the version that was run */
export function onNode(line: string): { version: string } {
  const node = nodeOf(line);
  // First in the path, too: tests start programs by name.
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`,
    SSO_EXCHANGES: resolve('.tmp/exchanges-deep'),
  };
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  run(node, ['node_modules/typescript/bin/tsc', '--noEmit'], { env });
  run(node, ['--import', 'tsx', 'scripts/build.ts'], { env });
  run(node, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'], {
    env: { ...env, SSO_REPORT: `reports/deep/unit-node-${line}.json` },
  });
  return { version };
}
