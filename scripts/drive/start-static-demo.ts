/** The static demo for one test file: built once, and served by a server that knows files alone. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright';
import { root } from '../run/paths.js';
import { serveStatic, type StaticServer } from './static-file-server.js';

/** Rejects with the build's output when it fails. */
export async function startStaticDemo(): Promise<StaticServer> {
  const directory = join(root, '.tmp', `static-${randomUUID()}`);
  // As in a user's shell: what a test runner sets must not reach the build.
  const { NODE_ENV: _environment, VITEST: _runner, ...env } = process.env;
  const script = ['--import', 'tsx', 'scripts/build-demo.ts', '--out', directory];
  await promisify(execFile)(process.execPath, script, { cwd: root, env });
  const server = await serveStatic(directory);
  return {
    ...server,
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Ends every service worker, as a browser does that needs the memory. Resolves when the site's is gone. */
export async function killWorkers(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const stopped = new Promise<void>((resolve) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      if (versions.some(({ status, runningStatus }) => status === 'activated' && runningStatus === 'stopped'))
        resolve();
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await session.detach();
}
