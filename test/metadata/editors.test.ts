import { expect, test } from 'vitest';
import { cssData, elementsOf, htmlData, webTypes } from '../../scripts/build/metadata/editors.js';
import { createManifest } from '../../scripts/build/metadata/manifest.js';

interface Named {
  name: string;
  values?: readonly Named[];
  valueSet?: string;
  attributes?: readonly Named[];
  js?: { events: readonly Named[]; properties: readonly Named[] };
}
const manifest = await createManifest();
const elements = elementsOf(manifest);
const html = (htmlData(manifest) as { tags: readonly Named[] }).tags;
const css = cssData(manifest) as Record<'properties' | 'pseudoElements' | 'pseudoClasses', readonly Named[]>;
const jetBrains = webTypes(manifest, '1.2.3') as { version: string; contributions: { html: { elements: Named[] } } };
const names = (rows: readonly { name: string }[] = []) => rows.map(({ name }) => name);

test('VS Code and JetBrains know every element with its attributes', () => {
  const known = elements.map(({ tagName, attributes }) => [tagName, names(attributes)]);
  expect(html.map(({ name, attributes }) => [name, names(attributes)])).toEqual(known);
  const listed = jetBrains.contributions.html.elements.map(({ name, attributes }) => [name, names(attributes)]);
  expect(listed).toEqual(known);
  expect(jetBrains.version).toBe('1.2.3');
});

test('VS Code offers the values of an attribute, and none where it is there or not', () => {
  const attribute = (tag: string, name: string) =>
    html.find((each) => each.name === tag)?.attributes?.find((each) => each.name === name);
  expect(names(attribute('sso-login', 'connect-link')?.values)).toEqual(['shown', 'hidden']);
  expect(names(attribute('sso-auth', 'view')?.values)).toContain('account-connect');
  expect(attribute('sso-auth', 'show-tabs')?.valueSet).toBe('v');
});

test('VS Code knows custom properties, parts and states, each once', () => {
  expect(names(css.properties)).toContain('--sso-accent');
  expect(names(css.pseudoElements)).toContain('::part(submit)');
  expect(names(css.pseudoClasses)).toContain(':state(two-factor)');
  for (const rows of Object.values(css).filter(Array.isArray)) expect(new Set(names(rows)).size).toBe(rows.length);
});

test('JetBrains knows events, and the properties that a page may set', () => {
  const { js } = jetBrains.contributions.html.elements.find(({ name }) => name === 'sso-session')!;
  expect(names(js?.events)).toEqual(['sso-session', 'sso-problem']);
  expect(names(js?.properties)).toEqual(['endpoint', 'client']);
});
