/** How the scripts of the static demo are built: one classic file each, since a service worker cannot import later on. */
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';
import { common, type Licences, noteLicences } from './bundles.js';

/** Name of the file → its entry. */
export const demoScripts = {
  sw: 'demo/static/service-worker.ts',
  boot: 'demo/static/boot-script.ts',
  page: 'demo/static/page-script.ts',
} as const;
export type DemoScript = keyof typeof demoScripts;

const absent = fileURLToPath(new URL('../../demo/static/absent-backends.ts', import.meta.url));

/** What runs in no browser is left out of the worker; anything else of Node's in it stops the build. */
const withoutNode: Plugin = {
  name: 'without-node',
  enforce: 'pre',
  resolveId(id) {
    if (/\/(file|redis)-backend\.js$/.test(id)) return absent;
    if (id.startsWith('node:')) throw new Error(`${id} is in what a browser runs`);
    return undefined;
  },
};

export function demoBuild(name: DemoScript, outDir: string, licences: Licences): InlineConfig {
  return {
    ...common,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [withoutNode, noteLicences(licences)],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      reportCompressedSize: false,
      lib: { entry: demoScripts[name], formats: ['iife'], name: 'demo', fileName: () => `${name}.js` },
      rolldownOptions: { output: { minify: true } },
    },
  };
}
