import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOf, shotsOf } from '../../scripts/screens/scene.js';
import { directory, scenes } from '../../scripts/screens/scenes.js';
import { root } from '../../scripts/run/paths.js';

test('the gallery has every scene in each of its looks and languages, and no picture of another one', () => {
  const wanted = scenes.flatMap((scene) => shotsOf(scene).map(({ language, look }) => fileOf(scene, language, look)));
  const taken = readdirSync(join(root, directory)).filter((file) => file.endsWith('.webp'));
  expect(taken.sort()).toEqual(wanted.sort());
});

test('no two scenes have one name', () => {
  const names = scenes.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});
