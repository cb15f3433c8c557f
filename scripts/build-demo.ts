/**
 * `npm run build:demo`: the demo as a static site, in which gateway and simulator run in the page's service worker. Builds what is
 * stale of `dist` first. `--out DIR`: where to; default `dist-demo`. What was there before is replaced.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { isElementFile } from '../demo/node/asset-files.js';
import { prerender } from '../demo/static/prerender.js';
import type { Licences } from './build/bundles.js';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist-demo' } } });

async function buildDemo(outDir: string): Promise<void> {
  // What is built is the same wherever: under a test runner Vite would take development builds.
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  const { licenceText } = await import('./build/bundles.js');
  const { demoBuild, demoScripts } = await import('./build/demo-bundles.js');
  const licences: Licences = new Map();
  for (const name of Object.keys(demoScripts) as (keyof typeof demoScripts)[])
    await build(demoBuild(name, outDir, licences));
  for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' }))
    if (isElementFile(name.replaceAll('\\', '/'))) cpSync(join('dist', name), join(outDir, 'assets', name));
  cpSync('demo/public', join(outDir, 'site'), { recursive: true });
  for (const [name, text] of await prerender()) {
    const file = join(outDir, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const elements = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8');
  writeFileSync(
    join(outDir, 'THIRD-PARTY-LICENSES.txt'),
    `${elements}\n---\n\n${licenceText(licences, 'scripts of the demo')}`,
  );
}

execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts', '--if-stale'], { stdio: 'inherit' });

// Built beside and then moved: a failed build leaves the last good one.
const started = Date.now();
const outDir = `.tmp/dist-demo-${process.pid}`;
try {
  await buildDemo(outDir);
  const worker = brotliCompressSync(readFileSync(join(outDir, 'sw.js'))).length;
  rmSync(values.out, { recursive: true, force: true });
  mkdirSync(dirname(values.out), { recursive: true });
  renameSync(outDir, values.out);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`Built ${values.out} in ${seconds} s; its worker has ${(worker / 1024).toFixed(0)} KiB (brotli)`);
} catch (error) {
  console.error(`The build failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
