/** What the part installs for itself, below `.tmp`, and runs on a Node that npm brings: verdaccio and pnpm. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { nodeOf, run, withNode } from '../../run/nodes.js';

/** verdaccio needs 22 or later, and so do packages that the tests install. */
const line = '24';
const directory = resolve('.tmp/packages/tools');
const wanted = ['verdaccio@6', 'pnpm@10'];
/** verdaccio asks for a tag of node-fetch, and not every registry keeps tags: it is a version 2. */
const manifest = { private: true, overrides: { 'node-fetch': '2' } };

export interface Tools {
  /** Path of Node. */
  node: string;
  /** An environment in which `npm` and `node` run on that Node. */
  env: NodeJS.ProcessEnv;
  /** Path of verdaccio's script. */
  verdaccio: string;
  /** Path of pnpm's script. */
  pnpm: string;
}

/** Installs what is not there yet. Throws an `Error` when that fails. */
export function installTools(): Tools {
  const node = nodeOf(line);
  // As in a user's shell: what a test runner sets must not reach what is installed and built.
  const { NODE_ENV: _environment, VITEST: _runner, NODE_OPTIONS: _options, ...own } = process.env;
  const env = withNode(node, own);
  const at = (path: string): string => join(directory, 'node_modules', path);
  const tools = { node, env, verdaccio: at('verdaccio/bin/verdaccio'), pnpm: at('pnpm/bin/pnpm.cjs') };
  if (existsSync(tools.verdaccio) && existsSync(tools.pnpm)) return tools;
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(manifest)}\n`);
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted], {
    cwd: directory,
    env,
  });
  return tools;
}

/** Runs a program to its end; returns all that it printed. Rejects with that when it fails. */
export async function runToEnd(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { ...options, maxBuffer: 1 << 24 });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${[program, ...args].join(' ')} failed\n${stdout}${stderr}`, { cause: error });
  }
}
