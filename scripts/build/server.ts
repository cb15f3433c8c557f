/** What runs in Node, for servers, tests and on the command line: modules whose packages are installed with them. */
import { dirname } from 'node:path';
import type { InlineConfig } from 'vite';
import { checks, common } from './common.js';

export function serverBuild(outDir: string, entries: Readonly<Record<string, string>>): InlineConfig {
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
        input: entries,
        external: (id: string) => !id.startsWith('.') && !dirname(id).startsWith('/'),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  };
}
