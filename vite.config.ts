import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { secondLaneOnly } from './scripts/hosts/parts.js';
import { componentBrowser } from './scripts/run/component-browser.js';
import { wantedEngine } from './scripts/run/engine.js';
import { exchangesDir, publicDir } from './scripts/run/paths.js';
import { pictureCommands, pictureOptions } from './scripts/run/pictures.js';
import { reporters } from './scripts/run/reporters.js';

const setup = ['./test/support/setup-run.ts'];
const engine = wantedEngine();
/** Milliseconds. A bound against a test that hangs, not a timing: a busy machine is no reason to fail. */
const patience = 60_000;
/** Milliseconds. The same for what a test waits for in its middle: shorter, so that the condition is named. */
const conditionTimeout = 30_000;
/** Files that the first lane leaves to the second; by hand, any can be run. */
const isFirstLane = process.env['SSO_LANE'] === 'first';
const later = isFirstLane ? secondLaneOnly : { journeys: [], components: [] };
const covered = { lines: 95, branches: 95 };

export default defineConfig({
  publicDir,
  // Beside the check-out, not inside node_modules: several check-outs may share those.
  cacheDir: engine === 'chromium' ? '.tmp/vite' : `.tmp/vite-${engine}`,
  test: {
    reporters,
    expect: { poll: { timeout: conditionTimeout } },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/entries/**', 'src/locales/**', '**/*.d.ts'],
      reporter: ['text-summary', 'json-summary', 'json'],
      reportsDirectory: 'coverage',
      reportOnFailure: true,
      thresholds: {
        perFile: true,
        'src/contract/**': covered,
        'src/flow/**': covered,
        'src/client/**': covered,
        'src/gateway/**': covered,
      },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts', 'test/journeys/**', 'test/hosts/**'],
          env: { SSO_EXCHANGES: exchangesDir },
          globalSetup: setup,
          testTimeout: patience,
          hookTimeout: patience,
          // No test keeps or changes what a module holds: one load of the modules for all files of a worker.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        resolve: {
          alias: {
            '@web/test-runner-commands': fileURLToPath(new URL('test/support/wtr-commands.ts', import.meta.url)),
          },
        },
        optimizeDeps: {
          include: [
            '@open-wc/testing',
            'msw/browser',
            'lit',
            'lit/directives/if-defined.js',
            'lit/directives/class-map.js',
            'lit/directives/repeat.js',
            '@lit/react',
            'react',
            'react-dom/client',
            'react-dom/server',
            'zod/mini',
            'jose',
            '@noble/hashes/hmac.js',
            '@noble/hashes/sha2.js',
            'hono',
            'bowser',
            'fast-png',
            'hast-util-from-html',
            'hast-util-sanitize',
            'lossless-json',
            'otpauth',
            'qr',
            'qr/decode.js',
            'msw',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          exclude: [...later.components],
          globalSetup: setup,
          setupFiles: ['./test/support/engine.browser.ts'],
          testTimeout: patience,
          hookTimeout: patience,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          browser: {
            ...componentBrowser(engine),
            commands: pictureCommands,
            expect: { toMatchScreenshot: pictureOptions },
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['test/journeys/**/*.test.ts'],
          exclude: [...later.journeys],
          env: { SSO_EXCHANGES: exchangesDir },
          globalSetup: [...setup, './test/journeys/support/setup-demos.ts'],
          setupFiles: ['./test/support/engine.ts'],
          // Files take turns with the demos, and mostly wait.
          maxWorkers: 2,
          testTimeout: patience,
          hookTimeout: 120_000,
          // Beside the browser project: both wait more than they work.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
