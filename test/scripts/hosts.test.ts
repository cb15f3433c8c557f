import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parts, type Part } from '../../scripts/hosts/parts.js';
import { count, inLanguage, namePattern } from '../../scripts/hosts/run.js';

const lane: readonly Part[] = parts;
const part = { files: ['test/a.test.ts'], leftOut: [{ test: 'pastes (twice)', why: 'no clipboard' }] };
const result = (...tests: [title: string, status: string][]) => ({
  testResults: [
    { name: '/somewhere/test/a.test.ts', assertionResults: tests.map(([title, status]) => ({ title, status })) },
  ],
});

test.each(lane.flatMap(({ name, files }) => files.map((file) => [name, file])))('%s: %s is there', (_name, file) => {
  expect(existsSync(file)).toBe(true);
});

test('every test of another engine belongs to a part', () => {
  const files = lane.flatMap((each) => each.files);
  const there = readdirSync('test/hosts', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/hosts/${file.replaceAll('\\', '/')}`);
  expect(there.length).toBeGreaterThan(0);
  expect(files).toEqual(expect.arrayContaining(there));
});

test('what is left out, is named, and stands in one of the files of its part', () => {
  const named = lane.flatMap(({ files, leftOut = [] }) => leftOut.map(({ test: name }) => [name, files] as const));
  expect(named.length).toBeGreaterThan(0);
  for (const [name, files] of named)
    expect(
      files.filter((file) => readFileSync(file, 'utf8').includes(name)),
      name,
    ).toHaveLength(1);
});

test('a journey that is the same in each language is played in German by the part for it, and is found by its name', () => {
  const { files } = lane.find(({ language }) => language === 'de')!;
  const there = readdirSync('test/journeys', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/journeys/${file.replaceAll('\\', '/')}`)
    .filter((file) => readFileSync(file, 'utf8').includes('journeyLanguages'));
  expect([...files].sort()).toEqual(there.sort());
  for (const file of files)
    for (const title of readFileSync(file, 'utf8').match(/^ *test\(`[^`]*\$\{language\}[^`]*`/gm) ?? [])
      expect(new RegExp(inLanguage('de')).test(title.replace('${language}', 'de')), title).toBe(true);
});

test('of a part with a language, what names another one may be left out, and nothing else', () => {
  const german = { files: ['test/a.test.ts'], language: 'de' } as const;
  const run = result(['signs in, in de', 'passed'], ['signs in', 'skipped']);
  expect(count(run, german)).toMatchObject({ passed: 1, failed: 0 });
  expect(count(result(['signs in, in de', 'skipped'], ['signs out in de', 'passed']), german).failed).toBe(1);
  // Its tests were renamed: it would be left out without a word.
  expect(count(result(['signs in (de)', 'skipped']), german)).toMatchObject({
    failed: 1,
    faults: ['/somewhere/test/a.test.ts has no test in de'],
  });
});

test('a name pattern leaves out exactly the tests that it names', () => {
  const pattern = new RegExp(namePattern(part.leftOut));
  expect(pattern.test('pastes (twice)')).toBe(false);
  expect(pattern.test('a group pastes (twice)')).toBe(false);
  expect(pattern.test('pastes (twice) again')).toBe(true);
  expect(pattern.test('types')).toBe(true);
});

test('a test that is left out counts neither as passed nor as failed', () => {
  const counted = count(result(['types', 'passed'], ['pastes (twice)', 'skipped']), part);
  expect(counted).toEqual({ passed: 1, failed: 0, faults: [], idle: false });
});

test('a test that did not run without being left out has failed', () => {
  const counted = count(result(['types', 'skipped'], ['reads', 'passed'], ['pastes (twice)', 'skipped']), part);
  expect(counted).toMatchObject({ passed: 1, failed: 1 });
});

test('a name that no test has any more is a failure', () => {
  const { failed, faults } = count(result(['types', 'passed']), part);
  expect([failed, faults]).toEqual([1, ['no test to leave out is called "pastes (twice)"']]);
});

test('a file that did not run is a failure, and a part without any result did not start', () => {
  const { failed, faults, idle } = count(undefined, { files: part.files });
  expect([failed, faults, idle]).toEqual([1, ['test/a.test.ts did not run'], true]);
});

test('a part whose tests were all left behind by a server that did not start is told from one that failed', () => {
  expect(count(result(['types', 'skipped'], ['pastes (twice)', 'skipped']), part).idle).toBe(true);
  expect(count(result(['types', 'failed'], ['pastes (twice)', 'skipped']), part).idle).toBe(false);
});
