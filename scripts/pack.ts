/**
 * `npm run pack:all`: both packages, as folders and as tarballs, in `packed/`, from a build of their own. The same sources make the
 * same bytes, whatever the path of the check-out.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents, packages } from './pack/manifests.js';

const target = 'packed';

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
