/** What servers and tests import: modules whose packages are installed with them. */
import { dirname } from 'node:path';
import type { InlineConfig } from 'vite';
import { common } from './common.js';

/** Name of the module → its source. */
export const serverEntries = {
  'gateway/index': 'src/gateway/index.ts',
  'gateway/node': 'src/gateway/node/serve.ts',
  'gateway/cli': 'src/gateway/node/cli.ts',
  'settings-store/index': 'src/settings-store/index.ts',
  'settings-store/cli': 'src/settings-store/command/cli.ts',
  'simulator/index': 'src/simulator/index.ts',
  'testing/index': 'src/testing/index.ts',
  'testing/playwright': 'src/testing/playwright.ts',
} as const;

/** The commands among them. */
export const commands = ['gateway/cli', 'settings-store/cli'] as const;

export function serverBuild(outDir: string): InlineConfig {
  return {
    ...common,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      rolldownOptions: {
        input: { ...serverEntries },
        external: (id: string) => !id.startsWith('.') && !dirname(id).startsWith('/'),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  };
}
