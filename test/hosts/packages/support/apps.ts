/** The project of the apps: every bundler, both packages, one installation for all test files. */
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { install, type Workshop } from '../../../../scripts/hosts/packages/workshop.js';

const bundlers = ['vite@8', 'webpack@5', 'esbuild', 'rollup@4', '@rollup/plugin-node-resolve'];
const next = ['next@16', 'react@19', 'react-dom@19'];

/** The folder of the apps' sources in that project, which is installed when it is not there yet. */
export async function appsFolder(workshop: Workshop): Promise<string> {
  const folder = join(workshop.folder, 'apps-project', 'apps');
  if (existsSync(folder)) return folder;
  await install(workshop, 'apps-project', ['sso-elements', 'sso-elements-server', ...bundlers, ...next]);
  cpSync('test/hosts/packages/apps', folder, { recursive: true });
  return folder;
}
