/**
 * `npm run pack:all`: both packages, as folders and as tarballs, in `packed/`, from a build of their own. The same sources make the
 * same bytes, whatever the path of the check-out. `--if-stale` does nothing when what went in has not changed.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSources, fingerprint } from './build/fingerprint.js';
import { documents, packages } from './pack/manifests.js';

const target = 'packed';
/** Of what the last packages were made. */
const stamp = '.tmp/packed-sources';
const sources = fingerprint([...buildSources, ...documents, 'scripts/pack', 'scripts/pack.ts', 'package.json']);

const { values: options } = parseArgs({ options: { 'if-stale': { type: 'boolean' } } });
if (options['if-stale'] && existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources)
  process.exit(0);
rmSync(stamp, { force: true });

execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { stdio: 'inherit' });
rmSync(target, { recursive: true, force: true });
for (const { manifest, built } of packages) {
  const folder = join(target, manifest.name);
  for (const document of documents) {
    mkdirSync(dirname(join(folder, document)), { recursive: true });
    cpSync(document, join(folder, document), { recursive: true });
  }
  for (const [from, to] of Object.entries(built)) cpSync(join('dist', from), join(folder, to), { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const arguments_ = ['pack', `./${folder}`, '--pack-destination', target, '--json', '--ignore-scripts'];
  const [made] = JSON.parse(execFileSync('npm', arguments_, { encoding: 'utf8' })) as [
    { filename: string; size: number; integrity: string },
  ];
  console.log(`${join(target, made.filename)}  ${(made.size / 1024).toFixed(0)} KiB  ${made.integrity}`);
}
writeFileSync(stamp, sources);
