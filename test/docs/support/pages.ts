/** The project's Markdown: pages, their code blocks, headings and links. */
import { readdirSync, readFileSync } from 'node:fs';
import { root } from '../../../scripts/run/paths.js';

export interface Block {
  page: string;
  line: number;
  language: string;
  code: string;
}

const markdownIn = (folder: string) =>
  readdirSync(root + folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => folder + name);

/** Every page that a reader of the repository finds, from its root. */
export const pages: readonly string[] = [
  ...['', 'docs/', 'decisions/', '.github/', '.github/ISSUE_TEMPLATE/'].flatMap(markdownIn),
  'demo/README.md',
];
export const textOf = (page: string): string => readFileSync(root + page, 'utf8');

const fence = /^( *)```(\S*)[^\n]*\n([^]*?)^\1```$/gm;

export const blocksOf = (page: string, text: string): Block[] =>
  [...text.matchAll(fence)].map(({ index, 2: language = '', 3: code = '' }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language,
    code,
  }));

const withoutCode = (text: string) => text.replace(fence, '');

/** The anchors of a page, as GitHub makes them of its headings. */
export function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutCode(text).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => {
    // An underscore inside of a word is no emphasis.
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]|(?<!\w)_|_(?!\w)/g, '');
    const slug = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\s-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

/** The targets of a page's links and pictures that lead within the repository. */
export const linksOf = (text: string): string[] =>
  [
    ...withoutCode(text)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** The first cells of a page's table rows below a heading, without their marks. */
export function firstCells(text: string, heading: string): string[] {
  const section = text.split(new RegExp(`^#+ ${heading}$`, 'm'))[1]?.split(/^#/m)[0] ?? '';
  return [...section.matchAll(/^\| (`.+?) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}
