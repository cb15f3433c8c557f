/** What is inside of the packages: as their manifests and pages say. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
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

test.each(packages)('$manifest.name imports what its manifest depends on, and nothing else', ({ manifest }) => {
  const dist = join(folderOf(manifest.name), 'dist');
  const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const pattern = /(?:^(?:import|export)\b[^'"\n]*|^\} from |\bimport\()["']([^"'./][^"']*)["']/gm;
  const imported = scripts.flatMap((file) =>
    [...readFileSync(join(dist, file), 'utf8').matchAll(pattern)].map(([, specifier = '']) => specifier),
  );
  const packagesOf = imported
    .filter((specifier) => !specifier.startsWith('node:'))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0]);
  const { '@types/node': _types, ...dependencies } = manifest['dependencies'] as Record<string, string>;
  expect([...new Set(packagesOf)].sort()).toEqual(Object.keys(dependencies).sort());
});
