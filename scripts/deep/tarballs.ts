/** Whether the packages are the same bytes wherever they are built. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../run/nodes.js';

/** Packs what is committed, in a clone at a path; returns the digest of each tarball by its name. */
function packIn(clone: string): Record<string, string> {
  run('git', ['clone', '--quiet', '--no-hardlinks', '.', clone]);
  symlinkSync(resolve('node_modules'), join(clone, 'node_modules'));
  run('npm', ['run', '--silent', 'pack:all'], { cwd: clone });
  const packed = join(clone, 'packed');
  return Object.fromEntries(
    readdirSync(packed)
      .filter((name) => name.endsWith('.tgz'))
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(packed, name)))
          .digest('hex'),
      ]),
  );
}

/** Packs in two clones, at paths of different lengths; returns their digests. */
export function comparePacked(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'sso-tarballs-'));
  try {
    const [one, other] = [packIn(join(folder, 'a')), packIn(join(folder, 'a-longer-path', 'b'))];
    assert.equal(Object.keys(one).length, 2);
    assert.deepEqual(one, other);
    return one;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
