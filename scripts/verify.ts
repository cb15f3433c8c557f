/**
 * `npm run verify`: everything that must hold before a commit. Types and build come first, then the tests, and beside them packages and
 * sizes; format and lint run beside all of it. Names each step that failed, and ends the tests at the first. The sum of
 * the tests is the last line. What needs other engines is `npm run verify:hosts`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const ci = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

interface Step {
  name: string;
  script: string;
  /** The file without which the step cannot run. */
  needs?: string;
}

/** Steps of a row run one after the other, rows side by side. */
type Rows = readonly (readonly Step[])[];

const before: Rows = [[{ name: 'types', script: 'types' }], [{ name: 'build', script: 'pack:all' }]];

/** What needs nothing that is built. */
const anytime: Rows = [
  [
    { name: 'format', script: 'format:check' },
    { name: 'lint', script: 'lint' },
  ],
];

/** What is built is packed and measured. */
const beside: Rows = [
  [
    { name: 'packages', script: 'lint:packages' },
    { name: 'size', script: 'size', needs: 'scripts/size.ts' },
  ],
];

const running = new Set<ChildProcess>();

/** Runs an npm script; returns its exit code and the last line it wrote. Its output is shown at once, or held back until it has ended. */
function run(script: string, held: boolean): Promise<{ code: number; last: string }> {
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', held ? 'pipe' : 'inherit'],
    // A bound against a step that hangs; how long a busy machine takes is no reason to fail.
    timeout: 4_800_000,
    shell: process.platform === 'win32',
    // A group of its own, so that it can be ended with all that it has started.
    detached: process.platform !== 'win32',
    ...(process.stdout.isTTY && { env: { FORCE_COLOR: '1', ...process.env } }),
  });
  running.add(child);
  const output: Buffer[] = [];
  const note = (chunk: Buffer): void => {
    if (!held) process.stdout.write(chunk);
    output.push(chunk);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', note);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      const all = Buffer.concat(output);
      if (held) process.stdout.write(all);
      resolve({ code: code ?? 1, last: all.toString().trimEnd().split('\n').at(-1) ?? '' });
    });
  });
}

/** Ends what is still running, with all that it has started. */
function endAll(): void {
  for (const { pid } of running) {
    try {
      process.kill(process.platform === 'win32' ? pid! : -pid!, 'SIGTERM');
    } catch {
      // It has ended by itself.
    }
  }
}

/** Runs a row; returns the name of the step that failed, if one did. */
async function inTurn(row: readonly Step[]): Promise<string | undefined> {
  for (const { name, script, needs } of row) {
    const started = Date.now();
    if (needs && !existsSync(needs)) {
      console.log(`— ${name}: left out, there is no ${needs}`);
      if (ci) return name;
    } else if ((await run(script, true)).code === 0) {
      console.log(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } else return name;
  }
  return undefined;
}

/** Runs rows; ends the process with the names of the steps that failed, if some did. */
async function hold(rows: Rows): Promise<void> {
  const started = Date.now();
  const failed = (await Promise.all(rows.map(inTurn))).filter((name) => name !== undefined);
  if (failed.length > 0) {
    endAll();
    console.error(`✗ verify stopped at: ${failed.join(', ')}`);
    console.log(`0 passed, ${failed.length} failed`);
    process.exit(1);
  }
  console.log(`✓ checks (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    endAll();
    process.exit(1);
  });

const texts = hold(anytime);
await hold(before);
let ended = false;
const tests = run('test', false).finally(() => (ended = true));
const checks = Promise.all([texts, hold(beside)]).then(() => ended);
const [{ code, last }, checksWereLast] = await Promise.all([tests, checks]);
// Whoever reads the last line finds the tests' sum there, even if a check ended after them.
if (checksWereLast) console.log(last);
process.exitCode = code;
