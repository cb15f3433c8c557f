/** Runs a part of the second lane and counts it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { failedTests, type NamedResults } from '../run/failed-tests.js';
import type { Counted } from '../run/tally.js';
import type { LeftOut, Part } from './parts.js';

/** What of Vitest's JSON report is counted here. */
export interface PartReport {
  testResults: { name: string; message?: string; assertionResults: { title: string; status: string }[] }[];
}

export interface PartResult extends Counted {
  seconds: number;
  /** What failed beside tests, one sentence each. */
  faults: string[];
  /** No test ran: its engine or server did not start. */
  idle: boolean;
}

/** A pattern of names that leaves these tests out. */
export const namePattern = (leftOut: readonly LeftOut[]): string =>
  `^(?!.*(?:${leftOut.map(({ test }) => test.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})$)`;

/** A pattern of the names of tests that are played in a language. */
export const inLanguage = (language: string): string => ` in ${language}\\b`;

/**
 * Counts the tests of a part. A test that did not run has failed, unless it is left out by name, or is not in the part's language; so
 * has a file that is not there, one that has no test in that language, one that failed beside its tests, and a name that no test has
 * any more.
 */
export function count(
  report: PartReport | undefined,
  { files, leftOut = [], language }: Pick<Part, 'files' | 'leftOut' | 'language'>,
): Omit<PartResult, 'seconds'> {
  const faults: string[] = [];
  const results = report?.testResults ?? [];
  const tests = results.flatMap(({ assertionResults }) => assertionResults);
  for (const file of files)
    if (!results.some(({ name }) => name.replaceAll('\\', '/').endsWith(file))) faults.push(`${file} did not run`);
  const isOf = (title: string): boolean => language === undefined || new RegExp(inLanguage(language)).test(title);
  for (const { name, assertionResults } of results)
    if (assertionResults.length > 0 && !assertionResults.some(({ title }) => isOf(title)))
      faults.push(`${name} has no test in ${language}`);
  const names = new Set(leftOut.map(({ test }) => test));
  for (const name of names)
    if (!tests.some(({ title }) => title === name)) faults.push(`no test to leave out is called "${name}"`);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const red = tests.filter(({ status }) => status === 'failed').length;
  const isWanted = (title: string): boolean => !names.has(title) && isOf(title);
  const unrun = tests.filter(({ status, title }) => status !== 'passed' && status !== 'failed' && isWanted(title));
  return { passed, failed: red + unrun.length + faults.length, faults, idle: passed + red === 0 };
}

/** Milliseconds. A bound against a part that hangs. */
const longest = 20 * 60_000;

function once(part: Part, env: NodeJS.ProcessEnv): PartResult {
  const report = `reports/hosts/${part.name}.json`;
  rmSync(report, { force: true });
  const started = performance.now();
  const { config, project, files, leftOut, language } = part;
  const names = leftOut ? namePattern(leftOut) : language && inLanguage(language);
  const pattern = names ? ['--testNamePattern', names] : [];
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', config, '--project', project, ...pattern, ...files],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: longest,
      env: { ...env, SSO_REPORT: report, SSO_EVIDENCE: `reports/evidence/hosts.${part.name}.json` },
    },
  );
  const written = existsSync(report)
    ? (JSON.parse(readFileSync(report, 'utf8')) as PartReport & NamedResults)
    : undefined;
  for (const test of failedTests(written)) console.error(`Failed: ${test}`);
  const counted = count(written, part);
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  // Errors outside of tests.
  if (status !== 0 && counted.failed === 0)
    return { ...counted, failed: 1, faults: [`Vitest ended with ${status ?? 'a signal'}`], seconds };
  return { ...counted, seconds };
}

/** Runs a part; once more when no test ran at all. @param again Is called before that. */
export function runPart(part: Part, again: () => void): PartResult {
  const env = {
    ...process.env,
    ...(part.engine === 'firefox' && { SSO_BROWSER: 'firefox' }),
    ...(part.language && { SSO_JOURNEY_LANGUAGE: part.language }),
    SSO_EXCHANGES: `${process.cwd()}/.tmp/exchanges-hosts`,
  };
  const result = once(part, env);
  if (!result.idle) return result;
  again();
  return once(part, env);
}
