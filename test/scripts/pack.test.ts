import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { elementEntries, serverEntries } from '../../scripts/build/common.js';
import { documents, packages } from '../../scripts/pack/manifests.js';
import { root } from '../../scripts/run/paths.js';
import { linksOf, pages, textOf } from '../docs/support/pages.js';

const options = { loader: 'ts', tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } } as const;

/** The packages that modules import, and all that they reach. */
function packagesOf(entries: readonly string[]): string[] {
  const seen = new Set<string>();
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    // Types are gone by then.
    const { code } = transformSync(readFileSync(root + file, 'utf8'), options);
    for (const { fileName } of ts.preProcessFile(code, true, true).importedFiles)
      if (fileName.startsWith('.')) visit(join(dirname(file), fileName).replace(/\.js$/, '.ts'));
      else if (!fileName.startsWith('node:')) found.add(/^(?:@[^/]+\/)?[^/]+/.exec(fileName)?.[0] ?? fileName);
  };
  entries.forEach(visit);
  return [...found].sort();
}
const dependenciesOf = (name: string): string[] => {
  const found = packages.find(({ manifest }) => manifest.name === name)?.manifest['dependencies'] as object;
  return Object.keys(found).sort();
};

test('the server’s package depends on what its modules import, on Node’s types, and on nothing else', () => {
  const imported = packagesOf(Object.values(serverEntries));
  expect(imported).toContain('ioredis');
  expect([...imported, '@types/node'].sort()).toEqual(dependenciesOf('sso-elements-server'));
});

test('the package of the elements depends on Lit alone, and has no peers', () => {
  expect(packagesOf(Object.values(elementEntries))).toContain('lit');
  expect(dependenciesOf('sso-elements')).toEqual(['lit']);
  const peers = packages.flatMap(({ manifest }) => [manifest['peerDependencies'], manifest['peerDependenciesMeta']]);
  expect(peers.filter((each) => each !== undefined)).toEqual([]);
});

const isPacked = (path: string): boolean =>
  documents.some((document) => path === document || path.startsWith(`${document}/`));

test('every file that a packed page links to is packed, too', () => {
  const packed = pages.filter(isPacked);
  const missing = packed.flatMap((page) =>
    linksOf(textOf(page))
      .map((link) => link.split('#')[0] ?? '')
      .filter((path) => path !== '' && !isPacked(join(dirname(page), path)))
      .map((path) => `${page}: ${path}`),
  );
  expect(packed).toContain('docs/elements.md');
  expect(missing).toEqual([]);
});

test('every packed document is there', () => {
  expect(documents.filter((document) => !existsSync(root + document))).toEqual([]);
});
