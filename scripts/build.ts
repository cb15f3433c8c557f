/**
 * `npm run build`: `dist/`, in a folder for each purpose (`scripts/build/common.ts`). `--if-stale` does nothing when the sources are
 * those of the last build, and leaves out what only the packages need: declarations and the elements' manifest.
 */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { buildSources, fingerprint } from './build/fingerprint.js';

const run = promisify(execFile);
/** Which sources the last build was made of. Outside `dist`, of which every file is for publishers. */
const stamp = '.tmp/dist-sources';

const { values: options } = parseArgs({ options: { 'if-stale': { type: 'boolean' } } });

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
  // Loaded here, because asking whether the build is stale must not wait for Vite.
  const { buildCode } = await import('./build/code.js');
  const { commands, folders, publishEntries } = await import('./build/common.js');
  const described = options['if-stale']
    ? []
    : [
        tool('tsx/dist/cli.mjs', ['scripts/build/types.ts', outDir]),
        tool('tsx/dist/cli.mjs', ['scripts/build/metadata.ts', join(outDir, folders.modules)]),
      ];
  await Promise.all([buildCode(outDir), ...described]);
  const inPublish = Object.keys(publishEntries).map((name) => join(folders.publish, name));
  for (const command of [...commands.map((name) => join(folders.server, name)), ...inPublish])
    chmodSync(join(outDir, `${command}.js`), 0o755);
}

const sources = fingerprint(buildSources);
if (options['if-stale'] && existsSync('dist') && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources)
  process.exit(0);

// Built beside dist and then moved: a failed build leaves the last good one, and no one reads half a build.
const started = Date.now();
const outDir = `.tmp/dist-${process.pid}`;
try {
  mkdirSync(outDir, { recursive: true });
  await buildAll(outDir);
  rmSync('dist', { recursive: true, force: true });
  renameSync(outDir, 'dist');
  writeFileSync(stamp, sources);
  console.log(`Built dist in ${((Date.now() - started) / 1000).toFixed(1)} s`);
} catch (error) {
  console.error(`The build failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
