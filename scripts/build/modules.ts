/** What bundlers take: one module an element, shared chunks, Lit left to the application. */
import type { InlineConfig, Plugin } from 'vite';
import { checks, common, componentEntries, moduleEntries, sourcemapPathTransform } from './common.js';
import { type Licences, noteLicences } from './licences.js';
import { minifyLiterals } from './literals.js';
import { passedSettingsOnly } from './passed-settings.js';

/** What the application brings. Everything else is contained, so that no version of it can get in another's way. */
const external = /^(?:lit|react)(?:\/|$)|^@lit\/reactive-element|^lit-(?:html|element)/;

/**
 * What other packages import of Lit's own goes through `lit`, the one dependency that is declared.
 */
const throughLit: Plugin = {
  name: 'through-lit',
  enforce: 'pre',
  resolveId: (id) =>
    /^(?:@lit\/reactive-element|lit-html|lit-element)$/.test(id) ? { id: 'lit', external: true } : null,
};

export function modulesBuild(outDir: string, licences: Licences): InlineConfig {
  return {
    ...common,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [throughLit, passedSettingsOnly, minifyLiterals(), noteLicences(licences)],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      lib: { entry: { ...moduleEntries, ...componentEntries }, formats: ['es'] },
      rolldownOptions: {
        checks,
        external,
        // Comments with each module's path, which depend on where the packages are installed.
        experimental: { attachDebugInfo: 'none' },
        output: {
          sourcemapPathTransform,
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Components with handlers: a framework that renders on a server asks where the browser's part begins.
          banner: ({ name, isEntry }) => (isEntry && name in componentEntries ? "'use client';" : ''),
        },
      },
    },
  };
}
