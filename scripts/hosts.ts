/**
 * `npm run verify:hosts`: the second lane, in engines, on servers and in projects that the first one does not have. `--only NAME` runs one part.
 * Names what it left out; prints `N passed, N failed` as its last line; exits non-zero unless the second number is 0.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { missingPackages } from './hosts/missing.js';
import { notTested, parts, type Part } from './hosts/parts.js';
import { runPart, type PartResult } from './hosts/run.js';
import { clearEvidence, writeEvidence } from './run/evidence-table.js';
import { clearLeftOut, readLeftOut } from './run/left-out.js';
import { lastLine } from './run/tally.js';

const ci = Boolean(process.env['CI']) && process.env['CI'] !== 'false';
const { values: options } = parseArgs({ options: { only: { type: 'string' } } });
const wanted: readonly Part[] = parts.filter(({ name }) => name === (options.only ?? name));
if (wanted.length === 0)
  throw new RangeError(
    `--only takes one of ${parts.map(({ name }) => name).join(', ')}: there is no ${options.only ?? ''}`,
  );

const notes = resolve('reports/hosts/started-again.txt');
process.env['SSO_NOTES'] = notes;
mkdirSync('reports/hosts', { recursive: true });
rmSync(notes, { force: true });
clearEvidence('hosts');
clearLeftOut();

let [passed, failed] = [0, 0];
const startedAgain: string[] = [];
const leftOut: string[] = [];

function add(name: string, result: Pick<PartResult, 'passed' | 'failed' | 'faults'>): void {
  passed += result.passed;
  failed += result.failed;
  for (const fault of result.faults) console.error(`Failed: ${name}: ${fault}`);
}

const build = ['--import', 'tsx', 'scripts/build.ts', '--if-stale'];
if (spawnSync(process.execPath, build, { stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0)
  add('build', { passed: 0, failed: 1, faults: ['the package cannot be built'] });
else
  for (const part of wanted) {
    const missing = missingPackages[part.engine]();
    if (missing.length > 0) {
      leftOut.push(
        `${part.name}: the machine lacks ${missing.join(', ')} (Debian: apt-get install ${missing.join(' ')})`,
      );
      if (ci) add(part.name, { passed: 0, failed: 1, faults: ['its engine is missing'] });
      continue;
    }
    console.log(`\n${part.name}`);
    const result = runPart(part, () => startedAgain.push(`${part.name}: no test ran the first time`));
    add(part.name, result);
    console.log(`${result.failed > 0 ? '✗' : '✓'} ${part.name}: ${lastLine(result)} (${result.seconds} s)`);
    for (const { test, why } of part.leftOut ?? []) leftOut.push(`${part.name}, "${test}": ${why}`);
  }

if (existsSync(notes)) startedAgain.push(...readFileSync(notes, 'utf8').trim().split('\n'));
for (const each of startedAgain) console.log(`Started once more: ${each}`);
for (const each of [...leftOut, ...readLeftOut(), ...notTested]) console.log(`Left out: ${each}`);
console.log(`Evidence: ${writeEvidence()}`);
console.log(lastLine({ passed, failed }));
process.exitCode = failed > 0 ? 1 : 0;
