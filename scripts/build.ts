/**
 * Builds `dist/`: browser bundles, server modules, declarations, the elements' manifest and third-party licences.
 * `--if-stale` does nothing when the sources are those of the last build; `--strict` fails when an entry is missing.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Licences } from './build/licences.js';

const run = promisify(execFile);
const stamp = 'dist/.sources';

const { values: options } = parseArgs({ options: { 'if-stale': { type: 'boolean' }, strict: { type: 'boolean' } } });

/** A digest of every file that a build reads, so that a check-out or a deleted file counts as a change too. */
function fingerprint(): string {
  const files = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  const inputs = [
    ...files,
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'scripts/build.ts',
    ...readdirSync('scripts/build').map((name) => `scripts/build/${name}`),
  ];
  const hash = createHash('sha256');
  for (const file of inputs.sort()) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Runs a tool of node_modules; its output is shown when it fails. */
async function tool(script: string, args: string[]): Promise<void> {
  try {
    await run(process.execPath, [join('node_modules', script), ...args], { maxBuffer: 1 << 24 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${script} failed\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}

async function buildAll(outDir: string): Promise<void> {
  // What is built is the same wherever: under a test runner Vite would take Lit's development build.
  process.env['NODE_ENV'] = 'production';
  // Loaded here, because asking whether the build is stale must not wait for Vite.
  const { build } = await import('vite');
  const { folders } = await import('./build/common.js');
  const { licenceText } = await import('./build/licences.js');
  const { nameByContent, partsFolder } = await import('./build/lazy-parts.js');
  const { modulesBuild } = await import('./build/modules.js');
  const { commands, serverBuild } = await import('./build/server.js');
  const { classicBuild, partsBuild, tagBuild, tagEntries } = await import('./build/tags.js');
  const [browser, modules, server] = [folders.browser, folders.modules, folders.server].map((each) => join(outDir, each));
  const inTags: Licences = new Map();
  const inModules: Licences = new Map();
  // What only serves the demo and the tests needs no declarations; those are what a build takes longest for.
  const declarations = options['if-stale'] ? undefined : tool('tsx/dist/cli.mjs', ['scripts/build/types.ts', outDir]);
  const code = async (): Promise<void> => {
    await build(partsBuild(browser!, inTags));
    const parts = nameByContent(join(browser!, partsFolder));
    for (const name of Object.keys(tagEntries) as (keyof typeof tagEntries)[])
      await build(tagBuild(name, browser!, parts, inTags));
    await build(classicBuild(browser!, parts, inTags));
    await build(modulesBuild(modules!, inModules));
    await build(serverBuild(server!));
  };
  await Promise.all([code(), declarations]);
  for (const command of commands) chmodSync(join(server!, `${command}.js`), 0o755);
  writeFileSync(join(browser!, 'THIRD-PARTY-LICENSES.txt'), licenceText(inTags));
  writeFileSync(join(modules!, 'THIRD-PARTY-LICENSES.txt'), licenceText(inModules, 'modules'));
}

const sources = fingerprint();
if (options['if-stale'] && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) process.exit(0);

// Built beside dist and then moved: a failed build leaves the last good one, and no one reads half a build.
const started = Date.now();
const outDir = `.tmp/dist-${process.pid}`;
try {
  mkdirSync(outDir, { recursive: true });
  await buildAll(outDir);
  writeFileSync(stampOf(outDir), sources);
  rmSync('dist', { recursive: true, force: true });
  renameSync(outDir, 'dist');
  console.log(`Built dist in ${((Date.now() - started) / 1000).toFixed(1)} s`);
} catch (error) {
  console.error(`The build failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
