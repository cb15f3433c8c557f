import { expect, test } from 'vitest';
import { sources } from '../../scripts/rooms/sources.js';

const src = sources('src');
// This file is the only one that has to spell out what the others may not contain.
const tests = sources('test').filter(({ path }) => path !== 'test/architecture/text.test.ts');

/** `path:line: text` of each line that a pattern finds. */
const lines = (files: typeof src, pattern: RegExp): string[] =>
  files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );

const demo = /@example\.org|100200300|9007199254740993|correct horse battery/;
const anyType = /^(?!\s*(\/?\*|\/\/)).*(:\s*any\b|\bas any\b|<any\b)/;
const escapes = /@ts-(ignore|nocheck|expect-error)|eslint-disable|(v8|c8|istanbul) ignore/;
const halted =
  /\b(test|it|describe|suite|expect)(\.\w+)*\.(skip|skipIf|runIf|only|todo|fails)\b|\bx(it|test|describe)\(/;

test('no address, ID or password of the demo is in src', () => {
  expect(lines(src, demo)).toEqual([]);
});

test('src has no way round the type checker, the linter or the coverage', () => {
  expect([...lines(src, anyType), ...lines(src, escapes)]).toEqual([]);
});

test('no test is skipped, exclusive, expected to fail, or left to be written', () => {
  expect(lines(tests, halted)).toEqual([]);
});

test.each([
  [demo, "const user = 'reader@example.org';"],
  [anyType, 'const x = y as any;'],
  [anyType, 'function f(x: any, y: string) {}'],
  [escapes, '// eslint-disable-next-line'],
  [halted, "test.skip('a', () => {});"],
  [halted, "describe.concurrent.only('a', () => {});"],
  [halted, "test.todo('a');"],
])('the pattern %s finds what it is for', (pattern, text) => {
  expect(lines([{ path: 'x.ts', text }], pattern)).toHaveLength(1);
});
