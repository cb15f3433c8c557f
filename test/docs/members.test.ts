import { expect, test } from 'vitest';
import { classicName, tagNames } from '../../scripts/build/common.js';
import { sources } from '../../scripts/rooms/sources.js';
import { firstCells, textOf } from './support/pages.js';
import { publicMembers } from './support/members.js';
import { attributes } from './support/surface.js';

const files = sources('src')
  .map(({ path }) => path)
  .filter((path) => /\/(elements|settings-editor)\/(sso-[a-z-]+|saved-event|events\/[a-z-]+-events?)\.ts$/.test(path));
const members = publicMembers(files);
const isEvent = (name: string) => name.endsWith('Event');
const elements = textOf('docs/elements.md');
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

/** `connect-url` → `connectUrl`. */
const camel = (name: string) => name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
const properties = Object.values(attributes).flat().map(camel);

test('the page of elements lists every property and method of readers’ elements, and no other', () => {
  const own = Object.entries(members).filter(([name]) => !isEvent(name) && name !== 'SsoSettings');
  expect(own.length).toBeGreaterThan(5);
  const documented = firstCells(elements, 'Properties and methods').map((cell) => cell.replace(/\(.*/, ''));
  const there = own.flatMap(([, names]) => names).filter((name) => !properties.includes(name));
  expect(sorted(documented)).toEqual(sorted(there));
});

test('the page of the settings form names all its properties and methods', () => {
  const page = textOf('docs/settings-form.md');
  const own = members['SsoSettings'] ?? [];
  expect(own).toContain('previewClient');
  expect(own.filter((name) => !new RegExp(`\`${name}(\\(\\))?\``).test(page))).toEqual([]);
});

test('the page of events lists every member of every event', () => {
  const rows = textOf('docs/events.md').split('\n');
  const missing = Object.entries(members)
    .filter(([name]) => isEvent(name))
    .flatMap(([name, own]) => {
      const type = name.replace(/Event$/, '').replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`);
      const row = rows.find((each) => each.startsWith(`| \`${type.toLowerCase()}\` `)) ?? '';
      return own.filter((member) => !row.includes(`\`${member}\``)).map((member) => `${name}.${member}`);
    });
  expect(missing).toEqual([]);
});

test('the page of elements lists every file that a page can load, and no other', () => {
  const forPages = [...tagNames, classicName].map((name) => `${name}.js`);
  expect(sorted(firstCells(elements, 'Loading them'))).toEqual(sorted(forPages));
});
