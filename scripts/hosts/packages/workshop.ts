/** Fresh projects that install the packages, outside of the repository: nothing of its own can be found from there. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd, type Tools } from './tools.js';

export interface Workshop {
  tools: Tools;
  /** Address of the registry that has the packages. */
  registry: string;
  /** Where the projects are; removed at the end. */
  folder: string;
}

export interface Project {
  folder: string;
  /** All that the installation printed. */
  output: string;
}

/** What npm hands on to its scripts is the repository's, not the project's. */
const withoutNpm = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name)));

/** Installs packages in a new project. Rejects with the output when that fails. */
export async function install(
  { tools, registry, folder: parent }: Workshop,
  name: string,
  packages: readonly string[],
  manager: 'npm' | 'pnpm' = 'npm',
): Promise<Project> {
  const folder = join(parent, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const options = { cwd: folder, env: { ...withoutNpm(tools.env), npm_config_cache: join(parent, 'cache') } };
  const common = ['--registry', registry, '--ignore-scripts', ...packages];
  const output =
    manager === 'npm'
      ? await runToEnd('npm', ['install', '--no-audit', '--no-fund', '--no-update-notifier', ...common], options)
      : await runToEnd(tools.node, [tools.pnpm, 'add', '--store-dir', join(parent, 'store'), ...common], options);
  return { folder, output };
}
