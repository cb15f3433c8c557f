/**
 * `npm run verify`: everything that must hold before a commit. The checks run in two rows side by side; the tests come last, and
 * theirs is the last line. Names each step that failed. What needs other engines is `npm run verify:hosts`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const ci = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

interface Step {
  name: string;
  script: string;
  /** The file without which the step cannot run. */
  needs?: string;
}

/** Steps of a row run one after the other: the sizes need the build, which is packed, too. */
const rows: readonly (readonly Step[])[] = [
  [
    { name: 'types', script: 'types' },
    { name: 'lint', script: 'lint' },
  ],
  [
    { name: 'format', script: 'format:check' },
    { name: 'build', script: 'pack:all' },
    { name: 'packages', script: 'lint:packages' },
    { name: 'size', script: 'size', needs: 'scripts/size.ts' },
  ],
];

/** Runs an npm script; returns its exit code. Its output is shown at once, or held back until it has ended. */
function run(script: string, held: boolean): Promise<number> {
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', held ? 'pipe' : 'inherit', held ? 'pipe' : 'inherit'],
    // A bound against a step that hangs; how long a busy machine takes is no reason to fail.
    timeout: 4_800_000,
    shell: process.platform === 'win32',
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/** Runs a row; returns the name of the step that failed, if one did. */
async function inTurn(row: readonly Step[]): Promise<string | undefined> {
  for (const { name, script, needs } of row) {
    const started = Date.now();
    if (needs && !existsSync(needs)) {
      console.log(`— ${name}: left out, there is no ${needs}`);
      if (ci) return name;
    } else if ((await run(script, true)) === 0) {
      console.log(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } else return name;
  }
  return undefined;
}

const started = Date.now();
const failed = (await Promise.all(rows.map(inTurn))).filter((name) => name !== undefined);
if (failed.length > 0) {
  console.error(`✗ verify stopped at: ${failed.join(', ')}`);
  console.log(`0 passed, ${failed.length} failed`);
  process.exitCode = 1;
} else {
  console.log(`✓ checks (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  process.exitCode = await run('test', false);
}
