import { expect, test } from 'vitest';
import { commentsOf, exportsOf } from '../../scripts/rooms/imports.js';
import { type Source, sources } from '../../scripts/rooms/sources.js';

const src = sources('src');
const others = ['scripts', 'demo', 'test'].flatMap(sources);

const namesOf = (files: readonly Source[]) => files.map((file) => ({ path: file.path, names: exportsOf(file) }));
const exported = namesOf(src);

/** Name → files that export it, where there are several. */
function duplicates(files: ReturnType<typeof namesOf>): Record<string, string[]> {
  const by = new Map<string, Set<string>>();
  for (const { path, names } of files) for (const name of names) by.set(name, (by.get(name) ?? new Set()).add(path));
  return Object.fromEntries([...by].filter(([, paths]) => paths.size > 1).map(([name, paths]) => [name, [...paths]]));
}

test('no exported name of src stands for two things', () => {
  expect(duplicates(exported)).toEqual({});
});

test('a name that two files export is found, whatever it names; a re-export does not count', () => {
  const files = [
    { path: 'a.ts', text: 'export const x = 1;\nexport interface Y {}\nexport const { z } = x;' },
    { path: 'b.ts', text: 'export class x {}\nexport type Y = 1;\nexport function z() {}\nconst w = 1;' },
    { path: 'c.ts', text: "export { x, type Y } from './a.js';\nexport const w = 1;" },
  ];
  expect(duplicates(namesOf(files))).toEqual({ x: ['a.ts', 'b.ts'], Y: ['a.ts', 'b.ts'], z: ['a.ts', 'b.ts'] });
});

/** What a comment may not point at: it is not in the repository. */
const elsewhere = /contract\/README|\b(ARCHITECTURE|EXPERIENCE|LAYOUT|STYLE|TOOLCHAIN|HARDENING)\.md|\.\.\/shared\b/;
const pointers = (files: readonly Source[]): string[] =>
  files
    .filter(({ text }) => elsewhere.test(text))
    .flatMap((file) =>
      commentsOf(file)
        .filter(({ text }) => elsewhere.test(text))
        .map(({ line }) => `${file.path}:${line}`),
    );

test('no comment points to a document outside the repository', () => {
  expect(pointers([...src, ...others])).toEqual([]);
  expect(pointers([{ path: 'a.ts', text: 'const a = 1; // contract/README.md, Traps 9' }])).toEqual(['a.ts:1']);
});
