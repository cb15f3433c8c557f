import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/run/paths.js';
import { chooseShots } from '../../scripts/screens/choice.js';
import { gallery } from '../../scripts/screens/gallery.js';
import { scenes } from '../../scripts/screens/scenes.js';

const files = (...args: string[]): string[] => chooseShots(args, scenes).shots.map(({ file }) => file);

test('no two scenes have one name', () => {
  const names = scenes.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test('docs/pictures.md lists every scene, in the order of the gallery, and no other one', () => {
  const page = readFileSync(join(root, 'docs/pictures.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `([\w-]+)` +\|/gm)].map(([, name]) => name);
  expect(listed).toEqual(scenes.map(({ name }) => name));
});

test('every scene is taken in both languages, on a phone, and dark', () => {
  const all = files();
  const missing = scenes.flatMap(({ name }) =>
    [`${name}-en-light-360`, `${name}-de-light-360`, `${name}-en-dark-360`].filter(
      (start) => !all.includes(`${start}.webp`),
    ),
  );
  expect(missing).toEqual([]);
  expect(all).toEqual([...new Set(all)]);
});

test('names, languages and looks choose among the pictures', () => {
  expect(files('verify', '--language', 'de', '--look', 'dark-360')).toEqual(['verify-de-dark-360.webp']);
  expect(files('connect', 'off', '--language', 'en', '--look', 'light-360', '--look', 'light-1280')).toEqual([
    'off-en-light-360.webp',
    'off-en-light-1280.webp',
    'connect-en-light-360.webp',
    'connect-en-light-1280.webp',
  ]);
  expect(chooseShots(['verify'], scenes).all).toBe(false);
  expect(chooseShots([], scenes).all).toBe(true);
});

test.each([
  [['credential'], /No scene is called credential\. There are: credentials, /],
  [['--language', 'fr'], /No language is called fr\. There are: en, de$/],
  [['--look', '360'], /No look is called 360\. There are: light-360, dark-360, light-1280/],
  [['demo-front', '--look', 'light-1280'], /No picture is taken/],
])('%j is refused with what there is', (args, message) => {
  expect(() => chooseShots(args, scenes)).toThrow(message);
});

test.each([
  [[], {}, 'reports/screens'],
  [[], { SCREENS_DIR: 'artefacts' }, 'artefacts'],
  [['--out', 'mine'], { SCREENS_DIR: 'artefacts' }, 'mine'],
])('with %j and %j the pictures go to %s', (args, environment, out) => {
  expect(chooseShots(args, scenes, environment).out).toBe(out);
});

test('the gallery shows the pictures that were taken, each linked to its file, and no scene without one', () => {
  const taken = files('off', '--language', 'de', '--look', 'dark-360');
  const page = gallery(scenes, new Set(taken));
  expect(page).toContain('<a href="off-de-dark-360.webp"><img');
  expect(page).toContain('alt="off, de, dark-360"');
  expect(page.match(/<section /g)).toHaveLength(1);
  expect(page.match(/<img /g)).toHaveLength(1);
});
