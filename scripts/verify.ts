/** `npm run verify`: everything that must hold before a commit. Stops at the first step that fails and names it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const ci = Boolean(process.env['CI']) && process.env['CI'] !== 'false';

/** Name, npm script, and the file without which the step cannot run. The tests come last: theirs is the last line. */
const steps = [
  { name: 'types', script: 'types' },
  { name: 'lint', script: 'lint' },
  { name: 'format', script: 'format:check' },
  { name: 'build', script: 'build' },
  { name: 'size', script: 'size', needs: 'scripts/size.ts' },
  { name: 'tests', script: 'test' },
] as const satisfies { name: string; script: string; needs?: string }[];

function verify(): void {
  for (const step of steps) {
    const started = Date.now();
    if ('needs' in step && !existsSync(step.needs)) {
      console.log(`— ${step.name}: left out, there is no ${step.needs}`);
      if (!ci) continue;
      return fail(step.name);
    }
    const { status } = spawnSync('npm', ['run', '--silent', step.script], {
      stdio: ['ignore', 'inherit', 'inherit'],
      // A bound against a step that hangs; how long a busy machine takes is no reason to fail.
      timeout: 4_800_000,
      shell: process.platform === 'win32',
    });
    if (step.name === 'tests') {
      process.exitCode = status ?? 1;
      return;
    }
    if (status !== 0) return fail(step.name);
    console.log(`✓ ${step.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
}

function fail(name: string): void {
  console.error(`✗ verify stopped at: ${name}`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

verify();
