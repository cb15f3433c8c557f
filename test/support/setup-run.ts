/** Runs once before a whole test run: an empty directory for recorded exchanges, and the service worker that MSW needs. */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { exchangesDir, publicDir } from '../../scripts/run/paths.js';

// Every project names this set-up, all in one process: only the first may empty the directory.
const done = Symbol.for('sso-elements.setup-run');

export default function setup(): void {
  const run = globalThis as { [done]?: boolean };
  if (run[done]) return;
  run[done] = true;
  rmSync(exchangesDir, { recursive: true, force: true });
  mkdirSync(exchangesDir, { recursive: true });
  mkdirSync(publicDir, { recursive: true });
  const worker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');
  copyFileSync(worker, `${publicDir}/mockServiceWorker.js`);
}
