/**
 * `npm test`: the first lane's tests. Finds or installs a browser, builds, runs every Vitest project once with coverage, checks the recorded
 * exchanges, and prints `N passed, N failed` as its last line. Exits non-zero unless the second number is 0.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { writeAsvs } from './asvs/evidence.js';
import { ensureBrowser, howToInstall, lightOf } from './run/browser.js';
import { clearEvidence, writeEvidence } from './run/evidence-table.js';
import { failedTests, type NamedResults } from './run/failed-tests.js';
import { clearLeftOut, readLeftOut } from './run/left-out.js';
import { findRedis } from './run/redis.js';
import { lastLine, type Report, type Run, tally } from './run/tally.js';

const reportFile = 'reports/tests.json';
const minutes = 60_000;
const ci = Boolean(process.env['CI']) && process.env['CI'] !== 'false';
const exchanges = `${process.cwd()}/.tmp/exchanges`;

/** Runs a Node program with its output shown; returns its exit code, 1 for one that was stopped. */
function node(args: readonly string[], timeout: number, env: Record<string, string> = {}): number {
  const { status } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout,
    env: { ...process.env, SSO_EXCHANGES: exchanges, ...env },
  });
  return status ?? 1;
}

const tsx = (script: string, ...args: string[]): string[] => ['--import', 'tsx', script, ...args];

/** A run whose report names its tests, too. */
type Written = Run & { report: (Report & NamedResults) | undefined };

function finish(run: Written): void {
  for (const test of failedTests(run.report)) console.error(`Failed: ${test}`);
  for (const check of run.failedChecks) console.error(`Failed: ${check}`);
  for (const part of run.leftOut) console.log(`Left out: ${part}`);
  const counted = tally(run);
  process.exitCode = counted.failed > 0 ? 1 : 0;
  console.log(`Evidence: ${writeEvidence()}`);
  console.log('German and long journeys, Firefox and WebKit are the second lane: npm run verify:hosts');
  console.log(lastLine(counted));
}

function run(): Written {
  const nothing = { report: undefined, exitCode: 1, failedChecks: [], leftOut: [], ci };
  const browser = ensureBrowser();
  if (!browser) {
    console.error(howToInstall);
    return nothing;
  }
  const light = lightOf(browser);
  console.log(`Browser: ${browser}${light === browser ? '' : `, and ${light} where a page is enough`}`);
  if (node(tsx('scripts/build.ts', '--if-stale'), 10 * minutes) !== 0) return nothing;

  rmSync(reportFile, { force: true });
  clearEvidence('verify');
  clearLeftOut();
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--coverage'];
  const exitCode = node(vitest, 60 * minutes, {
    CHROME_PATH: browser,
    CHROME_LIGHT_PATH: light,
    SSO_LANE: 'first',
    SSO_JOURNEY_LANGUAGE: 'en',
    SSO_EVIDENCE: 'reports/evidence/verify.json',
  });
  const report = existsSync(reportFile)
    ? (JSON.parse(readFileSync(reportFile, 'utf8')) as Report & NamedResults)
    : undefined;

  const leftOut: string[] = readLeftOut();
  const failedChecks: string[] = [];
  const journeys = existsSync('test/journeys') && readdirSync('test/journeys', { recursive: true }).length > 0;
  if (!findRedis()) leftOut.push('settings in Redis: there is no redis-server (Debian: apt-get install redis-server)');
  if (!journeys) leftOut.push('journeys: there are none in test/journeys');
  if (!existsSync('scripts/check-contract.ts')) leftOut.push('contract check: there is no scripts/check-contract.ts');
  else if (node(tsx('scripts/check-contract.ts'), 10 * minutes) !== 0)
    failedChecks.push('the check of the recorded exchanges');
  if (report) failedChecks.push(...writeAsvs(report));
  return { report, exitCode, failedChecks, leftOut, ci };
}

finish(run());
