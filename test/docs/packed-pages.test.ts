import { expect, test } from 'vitest';
import { documents } from '../../scripts/pack/manifests.js';
import { linksOf, pages, textOf } from './support/pages.js';

const [, forContributors = ''] = textOf('docs/README.md').split('## For those who change the code');
/** Pages whose readers have the repository. */
const inner = linksOf(forContributors.split('\n## ')[0] ?? '').map((link) =>
  link.startsWith('../') ? link.slice(3) : `docs/${link}`,
);
const isPacked = (page: string): boolean =>
  documents.some((document) => page === document || page.startsWith(`${document}/`));
/** Those of whoever has a package alone. The decisions and the demo's page are about the repository. */
const outer = pages.filter((page) => isPacked(page) && !inner.includes(page) && !/^(?:decisions|demo)\//.test(page));

/** The folders of sources that a text names: they are in no package. */
const pathsOf = (text: string): string[] => text.match(/(?<![\w./@-])(?:src|scripts|test)\/[\w./-]*/g) ?? [];

test.each(outer)('%s names no file that its reader does not have', (page) => {
  expect(pathsOf(textOf(page))).toEqual([]);
});

test('the pages for publishers are among those that are read', () => {
  expect(outer).toEqual(expect.arrayContaining(['README.md', 'docs/texts.md', 'docs/gateway.md']));
  expect(inner).toEqual(expect.arrayContaining(['docs/architecture.md', 'CONTRIBUTING.md']));
});

test('a path of the sources would be noticed', () => {
  const text = 'See `src/screens`, [tests](test/docs/x.ts), https://example.org/src/x and sso-elements-server/test/x.';
  expect(pathsOf(text)).toEqual(['src/screens', 'test/docs/x.ts']);
});
