/** What a run has shown of the rows of the ASVS: the tests that they name, by the report of those that ran. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { NamedResults } from '../run/failed-tests.js';
import type { Row, Shown } from './row.js';
import { rows } from './rows.js';

/** A test's name as the source writes it → a pattern of the names under which it runs. */
export function patternOf(name: string): RegExp {
  const literal = name
    .split(/%(?:\d+\$)?[sijdofO#]|\$\w+|\$\{[^{}]*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('[^]*')}$`);
}

/** How often a named test ran, and how often it passed. */
export function ranOf(report: NamedResults, [file, name]: Shown): { ran: number; passed: number } {
  const pattern = patternOf(name);
  const found = report.testResults
    .filter((each) => relative(process.cwd(), each.name).replaceAll('\\', '/') === file)
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ title }) => pattern.test(title ?? ''));
  return { ran: found.length, passed: found.filter(({ status }) => status === 'passed').length };
}

/** A sentence for each named test that did not run or did not pass. */
export function notShown(report: NamedResults, of: readonly Row[] = rows): string[] {
  return of.flatMap((row) =>
    ('tests' in row ? row.tests : []).flatMap((shown) => {
      const { ran, passed } = ranOf(report, shown);
      const what = `${row.id}: ${shown[0]}: ${shown[1]}`;
      if (ran === 0) return [`${what}: did not run`];
      return passed < ran ? [`${what}: ${ran - passed} of ${ran} did not pass`] : [];
    }),
  );
}

/** Writes `reports/asvs.md`. Returns what was not shown. */
export function writeAsvs(report: NamedResults): string[] {
  const lines = rows.flatMap((row) =>
    ('tests' in row ? row.tests : []).map((shown) => {
      const { ran, passed } = ranOf(report, shown);
      return `| ${row.id} | ${shown[0]} | ${shown[1].replaceAll('|', '\\|')} | ${passed} of ${ran} |`;
    }),
  );
  const table = ['| Row | File | Test | Passed |', '| --- | --- | --- | --- |', ...lines].join('\n');
  mkdirSync('reports', { recursive: true });
  writeFileSync(
    'reports/asvs.md',
    `# What was shown of the ASVS\n\nWritten ${new Date().toISOString()}.\n\n${table}\n`,
  );
  return notShown(report);
}
