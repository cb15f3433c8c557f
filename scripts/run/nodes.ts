/** Other lines of Node, which npm brings. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/** npm's packages of Node's programs, by platform. */
const packageOf = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** Runs a program with its output shown; throws an `Error` that names it when it fails. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): void {
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} failed`);
}

/** The path of a Node of that line, installed below `.tmp` when it is not there yet. */
export function nodeOf(line: string): string {
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

/** An environment in which programs that are started by name find this Node first. */
export const withNode = (node: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({
  ...env,
  PATH: `${dirname(node)}${delimiter}${env['PATH'] ?? ''}`,
});
