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

const waits = /\bsetTimeout\(|\bwaitForTimeout\(|\b(sleep|delay)\(|\btimers\/promises\b|\bretry: *[\d{]/;
/** Bounds that a busy machine reaches: a second by default. */
const hasty = /\bvi\.wait(For|Until)\(|\bexpect\.(poll|element)\(.*\{ timeout:/;
/** Where a timer is no wait of the test → what it is. */
const timers = {
  'test/client/socket.test.ts': 'a server that stops in the middle of its answer',
} as const satisfies Record<string, string>;
const isTimer = (path: string): boolean => Object.keys(timers).includes(path);

test('src contains no address, ID or password of the demo', () => {
  expect(lines(src, demo)).toEqual([]);
});

test('src never bypasses the type checker, the linter or the coverage', () => {
  expect([...lines(src, anyType), ...lines(src, escapes)]).toEqual([]);
});

test('no test is skipped, exclusive, expected to fail, or still to be written', () => {
  expect(lines(tests, halted)).toEqual([]);
});

test('no test waits for a fixed time or is retried', () => {
  const driven = [...tests, ...sources('scripts/drive')];
  expect(
    lines(
      driven.filter(({ path }) => !isTimer(path)),
      waits,
    ),
  ).toEqual([]);
  const used = driven.filter((file) => isTimer(file.path) && lines([file], waits).length > 0).map(({ path }) => path);
  expect(used.sort()).toEqual(Object.keys(timers).sort());
});

test('no wait for a condition has a bound of its own', () => {
  expect(
    lines(
      tests.filter(({ path }) => path !== 'test/support/until.ts'),
      hasty,
    ),
  ).toEqual([]);
});

test.each([
  [demo, "const user = 'reader@example.org';"],
  [anyType, 'const x = y as any;'],
  [anyType, 'function f(x: any, y: string) {}'],
  [escapes, '// eslint-disable-next-line'],
  [halted, "test.skip('a', () => {});"],
  [halted, "describe.concurrent.only('a', () => {});"],
  [halted, "test.todo('a');"],
  [waits, 'await new Promise((resolve) => setTimeout(resolve, 100));'],
  [waits, 'await page.waitForTimeout(500);'],
  [waits, "test('a', { retry: 2 }, () => {});"],
  [hasty, 'await vi.waitFor(() => expect(heard).toEqual([2]));'],
  [hasty, 'await expect.element(status, { timeout: 2000 }).toBeVisible();'],
])('the pattern %s finds its target', (pattern, text) => {
  expect(lines([{ path: 'x.ts', text }], pattern)).toHaveLength(1);
});
