/**
 * Builds `dist/`: browser bundles, server modules, declarations, the elements' manifest and third-party licences.
 * `--if-stale` does nothing when the sources are those of the last build; `--strict` fails when an entry is missing.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Licences } from './build/bundles.js';

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
    'scripts/build/bundles.ts',
    'scripts/build/literals.ts',
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

/** @returns whether everything is right; wrong types stop a full build, but not one that only serves the demo or the tests. */
async function buildAll(outDir: string): Promise<boolean> {
  let right = true;
  // What is built is the same wherever: under a test runner Vite would take Lit's development build.
  process.env['NODE_ENV'] = 'production';
  // Loaded here, because asking whether the build is stale must not wait for Vite.
  const { build } = await import('vite');
  const { browserBuild, browserBundles, classic, licenceText, nodeBuild, serverBuild, serverEntries } =
    await import('./build/bundles.js');
  const licences: Licences = new Map();
  const bundles = browserBundles.filter(({ entry }) => existsSync(entry));
  const servers = Object.entries(serverEntries).filter(([, entry]) => existsSync(entry));
  const missing = [...browserBundles.map(({ entry }) => entry), ...Object.values(serverEntries)].filter(
    (entry) => !existsSync(entry),
  );
  if (missing.length > 0) {
    const message = `not built, because there is no such entry yet: ${missing.join(', ')}`;
    if (options.strict) throw new Error(message);
    console.warn(message);
  }
  const declarations = tool('typescript/bin/tsc', [
    '-p',
    'tsconfig.build.json',
    '--outDir',
    join(outDir, 'types'),
  ]).catch((error: unknown) => {
    if (!options['if-stale'] || options.strict) throw error;
    right = false;
    console.warn(`The types are wrong, the code is built all the same: ${String(error)}`);
  });
  const manifest = existsSync('src/elements')
    ? tool('@custom-elements-manifest/analyzer/cem.js', [
        'analyze',
        '--config',
        'custom-elements-manifest.config.js',
        '--outdir',
        outDir,
      ])
    : Promise.resolve();
  const code = async (): Promise<void> => {
    for (const bundle of bundles) await build(browserBuild(bundle, outDir, licences));
    const all = join(outDir, 'sso-elements.js');
    if (existsSync(all)) writeFileSync(join(outDir, 'sso-elements.iife.js'), classic(readFileSync(all, 'utf8')));
    await build(nodeBuild(outDir));
    if (servers.length > 0) await build(serverBuild(Object.fromEntries(servers), outDir));
  };
  await Promise.all([code(), declarations, manifest]);
  for (const command of ['gateway/cli.js', 'settings-store/cli.js'])
    if (existsSync(join(outDir, command))) chmodSync(join(outDir, command), 0o755);
  writeFileSync(join(outDir, 'THIRD-PARTY-LICENSES.txt'), licenceText(licences));
  return right;
}

const sources = fingerprint();
if (options['if-stale'] && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) process.exit(0);

// Built beside dist and then moved: a failed build leaves the last good one, and no one reads half a build.
const started = Date.now();
const outDir = `.tmp/dist-${process.pid}`;
try {
  mkdirSync(outDir, { recursive: true });
  if (await buildAll(outDir)) writeFileSync(join(outDir, '.sources'), sources);
  rmSync('dist', { recursive: true, force: true });
  renameSync(outDir, 'dist');
  console.log(`Built dist in ${((Date.now() - started) / 1000).toFixed(1)} s`);
} catch (error) {
  console.error(`The build failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
