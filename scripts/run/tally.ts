/** Counts a test run so that nothing that went wrong, or was left out, can look like a success. */

/** The numbers of Vitest's JSON report that are counted. */
export interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

/** All that is known of a run once it is over. */
export interface Run {
  /** `undefined` when Vitest crashed before it wrote one. */
  report: Report | undefined;
  /** Vitest's exit code; not 0 for failed tests, coverage below a threshold, or errors outside of tests. */
  exitCode: number;
  /** One sentence for each check after the tests that failed. */
  failedChecks: readonly string[];
  /** One sentence for each part of the suite that could not run. */
  leftOut: readonly string[];
  /** In CI whatever was left out has failed. */
  ci: boolean;
}

/** The two numbers of the last line. */
export interface Counted {
  passed: number;
  failed: number;
}

/** Counts a run. A skipped test has failed, and so has a run that fails without a failing test. */
export function tally({ report, exitCode, failedChecks, leftOut, ci }: Run): Counted {
  const passed = report?.numPassedTests ?? 0;
  const tests = (report?.numFailedTests ?? 0) + (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  const crashed = tests === 0 && (exitCode !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: tests + crashed + failedChecks.length + (ci ? leftOut.length : 0) };
}

/** The last line of every test run. */
export const lastLine = ({ passed, failed }: Counted): string => `${passed} passed, ${failed} failed`;
