/** The page that shows the pictures: a row for each language of a scene, a column for each look. */
import { languages, type Language } from '../../demo/texts/language.js';
import { fileOf, type Look, looksOf, type Scene } from './scene.js';

const cell = (scene: Scene, language: Language, look: Look, taken: ReadonlySet<string>): string => {
  const file = fileOf(scene, language, look);
  if (!taken.has(file)) return '<td></td>';
  const name = `${scene.name}, ${language}, ${look.name}`;
  return `<td><a href="${file}"><img loading="lazy" width="${Math.min(look.width, 360)}" src="${file}" alt="${name}"></a></td>`;
};

const section = (scene: Scene, taken: ReadonlySet<string>): string => {
  const looks = looksOf(scene);
  const rows = languages.map(
    (language) =>
      `<tr><th scope="row">${language}</th>${looks.map((look) => cell(scene, language, look, taken)).join('')}</tr>`,
  );
  return [
    `<section id="${scene.name}">`,
    `<h2>${scene.name}</h2>`,
    '<table>',
    `<tr><td></td>${looks.map(({ name }) => `<th scope="col">${name}</th>`).join('')}</tr>`,
    ...rows,
    '</table>',
    '</section>',
  ].join('\n');
};

/**
 * The gallery as HTML, with every scene that has a picture.
 *
 * @param taken names of the files that are there
 */
export function gallery(scenes: readonly Scene[], taken: ReadonlySet<string>): string {
  const shown = scenes.filter((scene) =>
    languages.some((language) => looksOf(scene).some((look) => taken.has(fileOf(scene, language, look)))),
  );
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<title>Every screen</title>',
    '<style>',
    'body { font-family: system-ui, sans-serif; margin: 1rem; background: #eee }',
    'section { overflow-x: auto }',
    'th, td { padding: 0.5rem; vertical-align: top }',
    'img { display: block; height: auto }',
    'nav a { margin-inline-end: 0.75rem }',
    '</style>',
    '<h1>Every screen</h1>',
    `<nav>${shown.map(({ name }) => `<a href="#${name}">${name}</a>`).join(' ')}</nav>`,
    ...shown.map((scene) => section(scene, taken)),
    '</html>',
    '',
  ].join('\n');
}
