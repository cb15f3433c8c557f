import { expect, test } from 'vitest';
import { lastLine, type Run, tally } from '../../scripts/run/tally.js';

const report = { numPassedTests: 12, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
const good: Run = { report, exitCode: 0, failedChecks: [], leftOut: [], ci: false };

test('a run in which every test passed has no failure', () => {
  expect(lastLine(tally(good))).toBe('12 passed, 0 failed');
});

test('failed tests are counted', () => {
  expect(tally({ ...good, report: { ...report, numFailedTests: 3 }, exitCode: 1 })).toEqual({ passed: 12, failed: 3 });
});

test('skipped and todo tests have failed', () => {
  expect(tally({ ...good, report: { ...report, numPendingTests: 1, numTodoTests: 1 } }).failed).toBe(2);
});

test('coverage below its threshold fails a run without a failing test', () => {
  expect(tally({ ...good, exitCode: 1 })).toEqual({ passed: 12, failed: 1 });
});

test('a crashed run has failed', () => {
  expect(lastLine(tally({ ...good, report: undefined, exitCode: 1 }))).toBe('0 passed, 1 failed');
});

test('a run of no tests has failed', () => {
  expect(tally({ ...good, report: { ...report, numPassedTests: 0 } }).failed).toBe(1);
});

test('a failed check after the tests is counted', () => {
  expect(tally({ ...good, failedChecks: ['the contract check failed'] }).failed).toBe(1);
});

test('what was left out has failed in CI only', () => {
  expect(tally({ ...good, leftOut: ['journeys'] }).failed).toBe(0);
  expect(tally({ ...good, leftOut: ['journeys'], ci: true }).failed).toBe(1);
});
