import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/run/paths.js';

const picture = /\.(png|webp|jpe?g|gif|avif)$/;
/** What git ignores, and its own files. */
const outside = ['.git', 'node_modules', 'dist', 'dist-demo', 'coverage', 'reports', '.tmp'];

/** Every picture of the repository: path and size in bytes. */
const pictures = readdirSync(root, { withFileTypes: true })
  .filter(({ name }) => !outside.includes(name))
  .flatMap((each) =>
    each.isDirectory()
      ? readdirSync(join(root, each.name), { recursive: true, encoding: 'utf8' }).map((path) => join(each.name, path))
      : [each.name],
  )
  .filter((path) => picture.test(path))
  .map((path) => ({ path: relative('.', path).replaceAll('\\', '/'), bytes: statSync(join(root, path)).size }));

test('all pictures of the repository together take at most 1 MB', () => {
  const total = pictures.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total, pictures.map(({ path, bytes }) => `${bytes} ${path}`).join('\n')).toBeLessThanOrEqual(1_000_000);
});

test('a picture that is compared takes at most 30 KB', () => {
  const references = pictures.filter(({ path }) => path.startsWith('test/pictures/'));
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter(({ bytes }) => bytes > 30_000)).toEqual([]);
});
