/**
 * Validates what passed between gateway and simulator in a test run, and that no operation or status was left out.
 * Reads every `.jsonl` file in the directory `SSO_EXCHANGES` (default `.tmp/exchanges`), writes `reports/contract.md`,
 * exits 1 on a failure.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import type { Exchange } from '../src/testing/exchange-recorder.js';
import { demoExchanges, exchangesDir } from './run/paths.js';
import { checkExchanges, type Recorded, reportText } from './contract/coverage.js';
import { readDescription } from './contract/description.js';
import { createJudge } from './contract/validator.js';

const at = (path: string) => new URL(`../${path}`, import.meta.url);

function* recorded(directory: string): Generator<Recorded> {
  for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.jsonl')) continue;
    for (const line of readFileSync(`${directory}/${file}`, 'utf8').split('\n')) {
      if (line) yield { ...(JSON.parse(line) as Exchange), journey: file.startsWith(demoExchanges) };
    }
  }
}

const document = readDescription();
const declared = document as Parameters<typeof checkExchanges>[1];
const report = checkExchanges(recorded(exchangesDir), declared, await createJudge(document));
mkdirSync(at('reports'), { recursive: true });
writeFileSync(at('reports/contract.md'), reportText(report, declared));

const total = [...report.reached.values()].flatMap((row) => [...row.values()]).reduce((sum, n) => sum + n, 0);
for (const line of report.failures) console.error(line);
console.log(`contract: ${total} exchanges, ${report.failures.length} failures (reports/contract.md)`);
if (report.failures.length > 0) process.exitCode = 1;
