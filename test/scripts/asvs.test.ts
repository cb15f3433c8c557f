import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { notShown, patternOf } from '../../scripts/asvs/evidence.js';
import type { Row } from '../../scripts/asvs/row.js';
import { rows } from '../../scripts/asvs/rows.js';

const written = (text: string) => text.replace(/\\(['"`])/g, '$1');

test('every test that a row names is in its file, under this name', () => {
  const absent = rows.flatMap((row) =>
    ('tests' in row ? row.tests : []).filter(
      ([file, name]) => !existsSync(file) || !written(readFileSync(file, 'utf8')).includes(name),
    ),
  );
  expect(absent).toEqual([]);
});

test('no row is there twice, and each has the number of version 5', () => {
  const ids = rows.map(({ id }) => id);
  expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
  expect(ids.filter((id) => !/^v5\.0\.0-\d{1,2}\.\d{1,2}\.\d{1,2}$/.test(id))).toEqual([]);
});

const row: Row = { id: 'v5.0.0-1.1.1', what: 'x', tests: [['test/a.test.ts', 'a %s of %i']] };
const report = (title: string, ...statuses: string[]) => ({
  testResults: [
    {
      name: resolve('test/a.test.ts'),
      assertionResults: statuses.map((status) => ({ fullName: `group ${title}`, title, status })),
    },
  ],
});

test('a row is shown by its tests where all of them passed', () => {
  expect(notShown(report('a b of 3', 'passed', 'passed'), [row])).toEqual([]);
});

test('a test that did not run, was left out or failed shows nothing', () => {
  expect(notShown({ testResults: [] }, [row])).toEqual(['v5.0.0-1.1.1: test/a.test.ts: a %s of %i: did not run']);
  expect(notShown(report('another', 'passed'), [row])).toHaveLength(1);
  for (const status of ['failed', 'skipped', 'pending'])
    expect(notShown(report('a b of 3', 'passed', status), [row])[0]).toContain('1 of 2 did not pass');
});

test('a row that is somebody else’s duty needs no test', () => {
  expect(notShown({ testResults: [] }, [{ id: 'v5.0.0-12.2.2', what: 'x', duty: 'publisher', how: 'x' }])).toEqual([]);
});

test.each([
  ['%s with %j is refused', 'login/start with {"a":"b\\n"} is refused', true],
  ['by %s, %j behind %i proxies comes from %4$s', 'by x, {} behind 1 proxies comes from 1.2.3.4', true],
  ['a code is good once (6749, 4.1.2)', 'a code is good once (6749, 4.1.2)', true],
  ['a code is good once (6749, 4.1.2)', 'a code is good once (6749, 4x1.2)', false],
  ['%s is refused', 'it is refused, nearly', false],
  // Of a template, what it fills in.
  ['${name} refuses %s', 'a reset at login refuses abc', true],
  ['“${words.join(` `)}” is ${kind}', '“a b” is common', true],
  ['${name} refuses %s', 'a reset at login takes abc', false],
  ['it costs $name {x}', 'it costs 5 {x}', true],
])('the name %j stands for the test %j: %s', (name, title, fits) => {
  expect(patternOf(name).test(title)).toBe(fits);
});
