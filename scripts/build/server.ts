/** What servers and tests import: modules whose packages are installed with them. */
import { dirname } from 'node:path';
import type { InlineConfig } from 'vite';
import { checks, common, serverEntries } from './common.js';

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
        checks,
        input: { ...serverEntries },
        external: (id: string) => !id.startsWith('.') && !dirname(id).startsWith('/'),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  };
}
