/**
 * `npm run screens:compare`: compares a few pictures with those in test/pictures/references. With `-- --update` it takes them
 * anew, each packed as small as a PNG of full colours gets.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { clearLeftOut } from './run/left-out.js';

const references = 'test/pictures/references';
const updates = process.argv.includes('--update');

/** The same picture without its transparency, of which a page has none. */
function pack(file: Uint8Array): Uint8Array {
  const { width, height, data, channels } = decode(file);
  if (channels !== 4) return file;
  return encode(
    { width, height, channels: 3, data: data.filter((_, index) => index % 4 !== 3) },
    { zlib: { level: 9 } },
  );
}

clearLeftOut();
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'browser', 'test/pictures'];
const { status } = spawnSync(process.execPath, [...vitest, ...(updates ? ['--update'] : [])], { stdio: 'inherit' });
if (updates)
  for (const file of readdirSync(references).filter((name) => name.endsWith('.png')))
    writeFileSync(join(references, file), pack(readFileSync(join(references, file))));
process.exitCode = status ?? 1;
