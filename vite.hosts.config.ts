/** The tests of other engines and of the packages, which `npm run verify:hosts` runs: `npx vitest run --config vite.hosts.config.ts --project webkit`. */
import { defineConfig } from 'vitest/config';
import { exchangesDir } from './scripts/run/paths.js';
import { reporters } from './scripts/run/reporters.js';

const project = (name: string, more: { globalSetup?: string[] } = {}) => ({
  extends: true as const,
  test: { name, include: [`test/hosts/${name}/**/*.test.ts`], ...more },
});

export default defineConfig({
  cacheDir: '.tmp/vite-hosts',
  test: {
    reporters,
    environment: 'node',
    env: { SSO_EXCHANGES: exchangesDir },
    globalSetup: ['./test/support/setup-run.ts'],
    setupFiles: ['./test/support/engine.ts'],
    // One at a time: each file has a demo and an engine of its own.
    maxWorkers: 1,
    // Bounds against hanging, not timings.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      project('firefox'),
      project('webkit'),
      project('workerd'),
      project('nginx'),
      project('deploy'),
      project('redis'),
      project('frameworks'),
      project('recipes'),
      project('packages', { globalSetup: ['./test/hosts/packages/support/setup.ts'] }),
    ],
  },
});
