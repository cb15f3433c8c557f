import { expect, test } from 'vitest';
import { firstCells, textOf } from './support/pages.js';
import { attributes, editorParts, events, parts, properties, slots, states } from './support/surface.js';
import { sources } from '../../scripts/rooms/sources.js';

const elements = textOf('docs/elements.md');
const theming = textOf('docs/theming.md');
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

test('the README has at most 900 words', () => {
  expect(textOf('README.md').split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(900);
});

test('the tables of elements in README and docs list every element', () => {
  const names = sorted(Object.keys(attributes).map((name) => `<${name}>`));
  expect(sorted(firstCells(textOf('README.md'), 'Elements'))).toEqual(names);
  expect(sorted(firstCells(elements, 'Elements'))).toEqual(names);
});

test('the page of elements lists every attribute, and no other', () => {
  expect(sorted(firstCells(elements, 'Attributes'))).toEqual(sorted(Object.values(attributes).flat()));
});

test('the page of elements lists every slot, and no other', () => {
  expect(sorted(firstCells(elements, 'Slots'))).toEqual(sorted(slots));
});

test('the page of events lists every event, and no other', () => {
  expect(sorted(firstCells(textOf('docs/events.md'), 'Events'))).toEqual(sorted(events));
});

test('the theming page lists every part of readers’ elements, and no other', () => {
  const beside = [...theming.matchAll(/Of `<sso-(?:session|consents)>`: ([^.]*)/g)].flatMap(
    ([, list = '']) => list.match(/[a-z-]+/g) ?? [],
  );
  expect(sorted([...new Set([...firstCells(theming, 'Parts'), ...beside])])).toEqual(sorted(parts));
});

test('the theming page lists every custom property, and no other', () => {
  expect(sorted(firstCells(theming, 'Custom properties'))).toEqual(sorted(properties));
});

test('the theming page lists every state, and no other', () => {
  const section = theming.split('## States')[1]?.split('\n## ')[0] ?? '';
  const named = [...section.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name);
  expect(sorted([...new Set(named)])).toEqual(sorted(states));
});

test('the settings form has every part that its page lists', () => {
  const section = textOf('docs/settings-form.md').split('## Parts')[1] ?? '';
  const named = [...section.split('The state')[0]!.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name);
  const text = sources('src/settings-editor')
    .map((source) => source.text)
    .join('\n');
  expect(named.length).toBeGreaterThan(10);
  // The severity of a finding is a part, too.
  expect(named.filter((name) => !editorParts.includes(name) && !text.includes(`'${name}'`))).toEqual([]);
});
