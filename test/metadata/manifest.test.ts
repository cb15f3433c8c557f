import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect, test, vi } from 'vitest';
import { elementsOf } from '../../scripts/build/metadata/editors.js';
import { createManifest } from '../../scripts/build/metadata/manifest.js';
import { firstCells, textOf } from '../docs/support/pages.js';
import { publicMembers } from '../docs/support/members.js';
import { attributes, events, parts, properties, slots, states } from '../docs/support/surface.js';
import { elements as modules } from '../../scripts/build/metadata/elements.js';

const manifest = await createManifest();
const elements = elementsOf(manifest);
type Element = (typeof elements)[number];
const element = (tag: string): Element => elements.find(({ tagName }) => tagName === tag)!;
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
const names = (rows: readonly { name: string }[] = []) => rows.map(({ name }) => name);
const ofReaders = elements.filter(({ tagName }) => tagName !== 'sso-settings');
const union = (of: (each: Element) => readonly { name: string }[] | undefined, among = elements) =>
  sorted(among.flatMap((each) => names(of(each))));

test('the manifest is as the published schema says', () => {
  const path = createRequire(import.meta.url).resolve('custom-elements-manifest/schema.json');
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(path, 'utf8')) as object);
  expect(validate(manifest) || validate.errors).toBe(true);
});

test('it has the eight elements with their classes and the entries that register them', () => {
  expect(sorted(elements.map(({ tagName }) => tagName))).toEqual(sorted(Object.keys(attributes)));
  const definitions = manifest.modules.flatMap(({ path, exports = [] }) =>
    exports.flatMap(({ kind, name }) => (kind === 'custom-element-definition' ? [`${path} ${name}`] : [])),
  );
  expect(definitions).toEqual(Object.keys(attributes).map((tag) => `dist/${tag.replace('sso-', '')}.js ${tag}`));
});

test.each(Object.entries(attributes))('the attributes of %s are those that the class observes', (tag, observed) => {
  expect(sorted(names(element(tag).attributes))).toEqual(sorted(observed));
});

test.each(Object.keys(attributes))('each attribute of %s has a property, a type and a description', (tag) => {
  for (const { name, fieldName, type, description } of element(tag).attributes ?? []) {
    const field = element(tag).members?.find((member) => member.kind === 'field' && member.name === fieldName);
    expect(field, name).toMatchObject({ attribute: name });
    expect(type?.text, name).toMatch(/^(string|boolean|'.+')$/);
    expect(description, name).not.toBe('');
  }
});

test('defaults and reflection are those of a new element', () => {
  const [view, showTabs] = ['view', 'showTabs'].map((name) =>
    element('sso-auth').members?.find((member) => member.name === name),
  );
  expect(view).toMatchObject({ default: "'login'", attribute: 'view', reflects: true });
  expect(showTabs).toMatchObject({ default: 'false', attribute: 'show-tabs', reflects: false });
  const endpoint = (tag: string) => element(tag).attributes?.find(({ name }) => name === 'endpoint')?.default;
  expect([endpoint('sso-login'), endpoint('sso-settings')]).toEqual(["'/sso'", "'/sso-settings'"]);
});

test('members are those that a page may use, and no other', () => {
  const known = publicMembers(Object.values(modules));
  for (const { tagName, name, members } of elements)
    expect(sorted(names(members)), tagName).toEqual(sorted(known[name] ?? []));
});

test('what only the element sets is read-only', () => {
  const readonly = element('sso-session').members?.filter((each) => 'readonly' in each && each.readonly);
  expect(names(readonly)).toEqual(['customer', 'signedIn', 'rights']);
});

test('parts, slots, states, custom properties and events are those of the templates and the docs', () => {
  expect(union(({ cssParts }) => cssParts, ofReaders)).toEqual(sorted(parts));
  expect(union((each) => each.slots)).toEqual(sorted(slots));
  expect(union(({ cssStates }) => cssStates)).toEqual(sorted(states));
  expect(union(({ cssProperties }) => cssProperties)).toEqual(sorted(properties));
  expect(union((each) => each.events)).toEqual(sorted(events));
});

test('the parts of the settings form are those of its page', () => {
  const section = textOf('docs/settings-form.md').split('## Parts')[1]!.split('The state')[0]!;
  const listed = [...section.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name);
  expect(sorted(names(element('sso-settings').cssParts))).toEqual(sorted(listed));
});

test('slots are of the elements that the page of elements names', () => {
  const rows = textOf('docs/elements.md').split('## Slots')[1]!.split('\n');
  for (const slot of firstCells(textOf('docs/elements.md'), 'Slots')) {
    const owners = rows.find((row) => row.startsWith(`| \`${slot}\``))!.split('|')[2]!;
    const listed = [...owners.matchAll(/<([a-z-]+)>/g)].map(([, name = '']) => name);
    const having = elements.filter((each) => names(each.slots).includes(slot));
    expect(sorted(having.map(({ tagName }) => tagName)), slot).toEqual(sorted(listed));
  }
});

test.each([
  ['sso-login', ['opt-in', 'resend', 'tabs'], ['qr-code', 'sessions']],
  ['sso-register', ['tabs'], ['opt-in', 'resend', 'qr-code']],
  ['sso-account-connect', ['qr-code', 'sessions', 'tabs'], ['opt-in', 'resend']],
  ['sso-password-forgotten', ['opt-in', 'tabs'], ['resend', 'qr-code']],
  ['sso-auth', [], ['opt-in', 'resend', 'qr-code', 'tabs']],
  ['sso-session', ['form', 'submit'], ['name', 'status']],
  ['sso-consents', ['submit', 'name'], ['channel', 'withdraw', 'opt-in-text']],
])('%s has no parts of screens that it does not show', (tag, absent, present) => {
  const own = names(element(tag).cssParts);
  expect(own).toEqual(expect.arrayContaining(present));
  expect(own.filter((name) => absent.includes(name))).toEqual([]);
});

test('each event has the class that the entry of its module exports', () => {
  for (const { name, type } of elements.flatMap((each) => each.events ?? [])) {
    const [reference] = type.references!;
    const module = manifest.modules.find(({ path }) => path === reference!.module);
    expect(names(module?.declarations), name).toContain(type.text);
    expect(names(module?.exports), name).toContain(type.text);
  }
});

test('nothing in it is private, and it stays small', () => {
  const text = JSON.stringify(manifest);
  expect(text).not.toMatch(/"name":"[#_]|"privacy"|renderRoot|commonFields|updateComplete/);
  expect(text.length).toBeLessThan(90_000);
});

test('it is the same where the registry has the elements of an earlier load, so that these define none', async () => {
  const first = await createManifest();
  vi.resetModules();
  expect(await createManifest()).toEqual(first);
});
