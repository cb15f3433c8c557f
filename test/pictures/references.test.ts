import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/run/paths.js';

test('every picture in references is that of a scene, and docs/pictures.md gives the reason of each', () => {
  const taken = readdirSync(join(root, 'test/pictures/references')).filter((file) => file.endsWith('.png'));
  // The scenes are set in a browser: here they are read as text.
  const scenes = readFileSync(join(root, 'test/pictures/compared.ts'), 'utf8').matchAll(
    /^ {2}'([\w-]+)': \{\n {4}why: '(.+)',$/gm,
  );
  const reasons = [...scenes].map(([, name, why]) => ({ name, why }));
  expect(taken.sort()).toEqual(reasons.map(({ name }) => `${name}.png`).sort());
  const page = readFileSync(join(root, 'docs/pictures.md'), 'utf8');
  const listed = [...page.matchAll(/^\| ([\w-]+) +\| (.+?) +\|$/gm)].map(([, name, why]) => ({ name, why }));
  expect(listed.filter(({ name }) => taken.includes(`${name}.png`))).toEqual(reasons);
});
