/** Names the tests that failed, so that the end of a long log says what to look for in it. */
import { relative } from 'node:path';

/** What of Vitest's JSON report is read here. */
export interface NamedResults {
  testResults: readonly {
    name: string;
    message?: string;
    assertionResults: readonly {
      fullName: string;
      title?: string;
      status: string;
      failureMessages?: readonly string[] | null;
    }[];
  }[];
}

const firstLine = (text: string | undefined): string => text?.trim().split('\n')[0] ?? '';

/** One line for each failed test, and for each file that failed as a whole: file, name and the first line of why. */
export function failedTests(report: NamedResults | undefined): string[] {
  return (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) => {
    const file = relative(process.cwd(), name).replaceAll('\\', '/');
    const red = assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages?.[0])}`);
    return red.length === 0 && message ? [`${file}: ${firstLine(message)}`] : red;
  });
}
