import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failedTests } from '../../scripts/run/failed-tests.js';

const name = join(process.cwd(), 'test/a.test.ts');

test('a failed test is named with its file and the first line of why', () => {
  const red = { fullName: 'signs in', status: 'failed', failureMessages: ['Error: no button\n    at a.test.ts:3'] };
  const green = { fullName: 'signs out', status: 'passed', failureMessages: [] };
  expect(failedTests({ testResults: [{ name, message: '', assertionResults: [green, red] }] })).toEqual([
    'test/a.test.ts: signs in: Error: no button',
  ]);
});

test('a file that failed before its tests is named', () => {
  expect(failedTests({ testResults: [{ name, message: 'No such module\n…', assertionResults: [] }] })).toEqual([
    'test/a.test.ts: No such module',
  ]);
});

test('a green run and one without a report name nothing', () => {
  const green = { fullName: 'signs out', status: 'passed' };
  expect(failedTests({ testResults: [{ name, message: '', assertionResults: [green] }] })).toEqual([]);
  expect(failedTests(undefined)).toEqual([]);
});
