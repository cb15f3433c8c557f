/**
 * The gateway's tests in Cloudflare's runtime: each file of `test/gateway` and `test/attacks` is bundled with Vitest's runner and matchers, and
 * runs there. A file that needs what a worker does not have is named with what it needs.
 */
import assert from 'node:assert/strict';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { startWorkerd, workerdVersion } from '../hosts/workerd.js';
import { leftOutFiles, leftOutTests } from './workerd/left-out.js';
import type { FileResult } from './workerd/run-file.js';
import { standIns } from './workerd/stand-ins.js';

/** What workers have of Node with the flag `nodejs_compat`, which is on by itself since August 2026. The gateway itself needs none of it: a test of its own holds that. */
const there: ReadonlySet<string> = new Set(['assert', 'assert/strict', 'buffer', 'crypto', 'events', 'path', 'zlib']);
/** What the runner in a worker does not have: it replaces modules in Node's loader. */
const noMocks = /\bvi\.(doMock|mock|resetModules)\b/;
/** The runtime of today, and the first that has all of these. */
const runtimes = [
  { compatibilityDate: '2026-11-17', compatibilityFlags: [] },
  { compatibilityDate: '2024-09-23', compatibilityFlags: ['nodejs_compat', 'enable_nodejs_process_v2'] },
] as const;

const isBuiltin = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name);
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && !name.endsWith('.browser.test.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();

async function bundled(
  entry: Pick<BuildOptions, 'entryPoints' | 'stdin'>,
): Promise<{ text: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    ...entry,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker'],
    external: ['node:*', ...builtinModules],
    alias: { vitest: resolve('scripts/deep/workerd/vitest.ts') },
    plugins: [standIns],
    logLevel: 'error',
  });
  return { text: outputFiles[0]?.text ?? '', metafile };
}

/** What of Node a bundle imports that workers do not have. */
function lacking({ outputs }: Metafile): string[] {
  const imported = Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const names = imported.filter(isBuiltin).map((name) => name.replace(/^node:/, ''));
  return [...new Set(names.filter((name) => !there.has(name)))].sort();
}

/** Why a file cannot run in a worker; `undefined`: it can. */
async function hindrance(file: string): Promise<string | undefined> {
  if (leftOutFiles[file] !== undefined) return leftOutFiles[file];
  if (noMocks.test(readFileSync(file, 'utf8'))) return 'it replaces modules';
  const { metafile } = await bundled({ entryPoints: [file] });
  const names = lacking(metafile);
  return names.length > 0 ? `it needs ${names.map((name) => `node:${name}`).join(', ')}` : undefined;
}

/** A worker that runs the file which its query names, and returns the results as JSON. Files are read in the request, as workers may do little before. */
async function workerOf(files: readonly string[]): Promise<string> {
  const contents = [
    `import { runFile } from './scripts/deep/workerd/run-file.ts';`,
    `const files = {${files.map((file) => `${JSON.stringify(file)}: () => import('./${file}')`).join(',\n')}};`,
    `export default { async fetch(request) {`,
    `  const name = new URL(request.url).searchParams.get('file');`,
    `  return Response.json(await runFile(name, files[name]));`,
    `} };`,
  ].join('\n');
  return (await bundled({ stdin: { contents, resolveDir: '.', loader: 'ts' } })).text;
}

/** What is wrong with the results of a file. */
function faultsOf(file: string, { tests, faults }: FileResult): string[] {
  const leftOut = leftOutTests[file] ?? {};
  const found = tests.flatMap(({ name, fault }) => {
    if (name in leftOut) return fault === undefined ? [`${name}: it passes, and need not be left out`] : [];
    return fault === undefined ? [] : [`${name}: ${fault}`];
  });
  const gone = Object.keys(leftOut).filter((name) => tests.every((test) => test.name !== name));
  return [
    ...faults,
    ...found,
    ...gone.map((name) => `no test to leave out is called "${name}"`),
    ...(tests.length === 0 ? ['it has no test'] : []),
  ];
}

export interface RunInWorkerd {
  version: string;
  compatibilityDates: readonly string[];
  files: number;
  /** That passed, in all runtimes together. */
  tests: number;
  /** File, or file and test → why it did not run. */
  leftOut: Record<string, string>;
}

/** Throws an `AssertionError` where a test failed. */
export async function runInWorkerd(): Promise<RunInWorkerd> {
  const all = [...filesIn('test/gateway'), ...filesIn('test/attacks')];
  const leftOut: Record<string, string> = {};
  for (const file of all) {
    const why = await hindrance(file);
    if (why !== undefined) leftOut[file] = why;
  }
  const files = all.filter((file) => !(file in leftOut));
  const module = await workerOf(files);
  let [passed, failed] = [0, 0];
  for (const { compatibilityDate, compatibilityFlags } of runtimes) {
    const worker = await startWorkerd({ module, compatibilityDate, compatibilityFlags, env: {} });
    try {
      for (const file of files) {
        const response = await fetch(`${worker.address}/?file=${encodeURIComponent(file)}`);
        const result = (await response.json()) as FileResult;
        const faults = faultsOf(file, result);
        const ran = result.tests.filter(({ fault }) => fault === undefined).length;
        passed += ran;
        failed += faults.length;
        console.log(`${faults.length > 0 ? '✗' : '✓'} ${compatibilityDate} ${file} (${ran} tests)`);
        for (const fault of faults) console.error(fault);
      }
    } finally {
      await worker.stop();
    }
  }
  for (const [file, tests] of Object.entries(leftOutTests))
    for (const [test, why] of Object.entries(tests)) leftOut[`${file}, "${test}"`] = why;
  for (const [what, why] of Object.entries(leftOut)) console.log(`Left out: ${what}: ${why}`);
  assert.equal(failed, 0, `${failed} failed in workerd`);
  return {
    version: workerdVersion,
    compatibilityDates: runtimes.map(({ compatibilityDate }) => compatibilityDate),
    files: files.length,
    tests: passed,
    leftOut,
  };
}
