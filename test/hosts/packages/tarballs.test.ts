/** What is inside of the packages: as their manifests and pages say. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { componentEntries, moduleEntries } from '../../../scripts/build/common.js';
import { packages } from '../../../scripts/pack/manifests.js';
import { linksOf } from '../../docs/support/pages.js';

const names = packages.map(({ manifest }) => manifest.name);
const folderOf = (name: string): string => join('packed', name);

test.each(names)('every file that a page of %s links to is in it', (name) => {
  const pages = readdirSync(folderOf(name), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  );
  const missing = pages.flatMap((page) =>
    linksOf(readFileSync(join(folderOf(name), page), 'utf8'))
      .map((link) => join(dirname(page), link.split('#')[0] ?? ''))
      .filter((target) => !existsSync(join(folderOf(name), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(pages.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

const importing = /(?:^(?:import|export)\b[^'"\n]*|^\} from )["']([^"']*)["']/gm;
const loading = /\bimport\(["']([^"']*)["']/g;
const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, specifier = '']) => specifier);
const packagesOf = (specifiers: string[]): string[] =>
  specifiers
    .filter((specifier) => !/^(?:\.|node:)/.test(specifier))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);

test.each(packages)(
  '$manifest.name imports what its manifest depends on, and nothing else but React for components',
  ({ manifest }) => {
    const dist = join(folderOf(manifest.name), 'dist');
    const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    const imported = scripts.flatMap((file) => {
      const text = readFileSync(join(dist, file), 'utf8');
      return [...found(text, importing), ...found(text, loading)];
    });
    const { '@types/node': _types, ...dependencies } = manifest['dependencies'] as Record<string, string>;
    const fromApplication = manifest.name === 'sso-elements' ? ['react'] : [];
    const expected = [...Object.keys(dependencies), ...fromApplication];
    expect([...new Set(packagesOf(imported))].sort()).toEqual(expected.sort());
  },
);

/** The packages that a module imports at once, itself and by its chunks. */
function atOnce(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imported = found(readFileSync(file, 'utf8'), importing);
  const own = imported.filter((specifier) => specifier.startsWith('.'));
  return [...packagesOf(imported), ...own.flatMap((specifier) => atOnce(join(dirname(file), specifier), seen))];
}

test('components import React at once, and no other module does', () => {
  const dist = join(folderOf('sso-elements'), 'dist');
  const entries = [...Object.keys(componentEntries), ...Object.keys(moduleEntries)];
  const imports = (entry: string) => atOnce(join(dist, `${entry}.js`)).includes('react');
  expect(entries.filter(imports)).toEqual(Object.keys(componentEntries));
});

test.each([
  ['gateway/index', []],
  ['gateway/node', []],
  ['gateway/cli', []],
  ['redis/index', ['ioredis']],
  ['settings-store/index', []],
  ['simulator/index', ['fast-png', 'otpauth', 'qr']],
  ['testing/index', ['fast-png', 'msw', 'otpauth', 'qr']],
  ['testing/playwright', []],
])('of the heavy packages, %s imports at once %j', (entry, heavy) => {
  const imported = new Set(atOnce(join(folderOf('sso-elements-server'), `dist/${entry}.js`)));
  expect(['fast-png', 'ioredis', 'msw', 'otpauth', 'qr'].filter((name) => imported.has(name))).toEqual(heavy);
});

test('source maps name sources by their place in the repository, and no path of the machine', () => {
  const dist = join(folderOf('sso-elements'), 'dist');
  const maps = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.map'));
  const sources = maps.flatMap((file) => {
    const map = JSON.parse(readFileSync(join(dist, file), 'utf8')) as { sources: string[] };
    return map.sources;
  });
  expect(sources).toContain('src/elements/sso-login.ts');
  expect(sources.filter((source) => !/^(?:src|node_modules)\//.test(source))).toEqual([]);
});
