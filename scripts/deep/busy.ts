/** The unit tests beside a process that keeps one core busy: what fails then fails by its timing. */
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Keeps a core busy for as long as its parent lives: a signal that ends this process runs none of its clean-up. */
const busy = 'const parent = process.ppid; while (process.ppid === parent) for (let turn = 0; turn < 1e8; turn += 1);';

/** Runs the unit project that many times. Throws an `Error` that names the run which failed. */
export function unitBusy(times: number): { runs: number } {
  const load = spawn(process.execPath, ['--eval', busy], { stdio: 'ignore' });
  const end = (): boolean => load.kill('SIGKILL');
  process.once('exit', end);
  try {
    for (let run = 1; run <= times; run += 1) {
      const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'], {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          ...process.env,
          SSO_EXCHANGES: resolve('.tmp/exchanges-deep'),
          SSO_REPORT: `reports/deep/unit-busy-${run}.json`,
        },
      });
      if (status !== 0) throw new Error(`the unit tests failed beside a busy core, in run ${run} of ${times}`);
      console.log(`unit tests beside a busy core: run ${run} of ${times} passed`);
    }
    return { runs: times };
  } finally {
    process.off('exit', end);
    end();
  }
}
