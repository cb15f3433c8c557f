import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/run/paths.js';
import { sources } from '../../scripts/rooms/sources.js';
import { anchorsOf, linksOf, pages, textOf } from './support/pages.js';

/** What is wrong with a link of a page. */
function fault(page: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(root + target)) return `${page}: there is no ${link}`;
  if (anchor === undefined || statSync(root + target).isDirectory()) return undefined;
  return anchorsOf(textOf(target)).includes(anchor) ? undefined : `${page}: there is no heading ${link}`;
}

test('every link within the repository leads to an existing page and heading', () => {
  expect(pages.flatMap((page) => linksOf(textOf(page)).flatMap((link) => fault(page, link) ?? []))).toEqual([]);
});

test.each(['docs/nowhere.md', 'docs/README.md#nowhere', '#nowhere'])('the broken link %s is found', (link) => {
  expect(fault('README.md', link)).toContain(link);
});

test('the index of docs links to every page', () => {
  const reached = linksOf(textOf('docs/README.md')).map((link) => join('docs', link.split('#')[0] ?? ''));
  const unreached = pages.filter((page) => page.startsWith('docs/') && !reached.includes(page));
  expect(unreached).toEqual(['docs/README.md']);
});

test('the list of decisions links to every decision', () => {
  const listed = linksOf(textOf('decisions/README.md')).map((link) => join('decisions', link));
  const unlisted = pages.filter((page) => page.startsWith('decisions/') && !listed.includes(page));
  expect(unlisted).toEqual(['decisions/README.md']);
});

/** `docs/hosted-api.md, "Flows"` and `docs/hosted-api.md, Traps 4`, in comments of the sources. */
const mention = /\bdocs\/([\w-]+\.md)(?:(?:’s|'s)?, (?:"([^"]+)"|(Traps) \d+))?/g;
function mentionFaults(path: string, text: string): string[] {
  return [...text.matchAll(mention)].flatMap(([all, page = '', quoted, traps]) => {
    if (!existsSync(`${root}docs/${page}`)) return [`${path}: there is no docs/${page}`];
    const heading = quoted ?? traps;
    const slug = heading?.toLowerCase().replaceAll(' ', '-');
    return slug === undefined || anchorsOf(textOf(`docs/${page}`)).includes(slug) ? [] : [`${path}: ${all}`];
  });
}
const here = 'test/docs/links.test.ts';
const files = ['src', 'demo', 'scripts', 'test'].flatMap(sources).filter(({ path }) => path !== here);

test('comments point to existing pages and sections', () => {
  expect(files.flatMap(({ path, text }) => mentionFaults(path, text))).toEqual([]);
  expect(mentionFaults('x.ts', '// docs/hosted-api.md, "Nothing"; docs/nothing.md')).toHaveLength(2);
});
