/** What `<script>` tags load: one self-contained file an element until its first screen works, and lazy parts for all of them. */
import MagicString from 'magic-string';
import { minify } from 'terser';
import type { InlineConfig, Plugin } from 'vite';
import { checks, classicName, common, sourcemapPathTransform, tagEntries } from './common.js';
import { importParts, lazyParts, partsFolder, type PartFiles } from './lazy-parts.js';
import { leanLit } from './lean-lit.js';
import { type Licences, noteLicences } from './licences.js';
import { minifyLiterals } from './literals.js';
import { passedSettingsOnly } from './passed-settings.js';

/** Terser after the bundler's own minifier: it finds what that leaves. */
const finish: Plugin = {
  name: 'finish',
  async generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      const map = file.map!;
      const { code, map: finished } = await minify(file.code, {
        module: file.fileName !== `${classicName}.js`,
        ecma: 2020,
        compress: { passes: 2 },
        format: { comments: false },
        sourceMap: { content: JSON.stringify(map), filename: file.fileName, includeSources: true, asObject: true },
      });
      if (!code || typeof finished !== 'object') throw new Error(`${file.fileName} could not be minified`);
      file.code = `${code}\n//# sourceMappingURL=${file.fileName}.map\n`;
      Reflect.deleteProperty(bundle, `${file.fileName}.map`);
      this.emitFile({ type: 'asset', fileName: `${file.fileName}.map`, source: JSON.stringify(finished) });
    }
  },
};

const browserBuild = (outDir: string, plugins: Plugin[], licences: Licences): InlineConfig => ({
  ...common,
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [leanLit, passedSettingsOnly, minifyLiterals(), ...plugins, noteLicences(licences), finish],
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2022',
    reportCompressedSize: false,
    sourcemap: 'hidden',
  },
});

/**
 * The builds of the lazy parts, below the folder of the entries; {@link nameByContent} gives them their names afterwards. The consents have one of
 * their own: what they have in common with the steps is little, and shared it would be one more file for whoever signs in.
 */
export function partsBuilds(outDir: string, licences: Licences): InlineConfig[] {
  const { consents, ...others } = lazyParts;
  return [others, { consents }].map((entry) => {
    const config = browserBuild(`${outDir}/${partsFolder}`, [], licences);
    return {
      ...config,
      build: {
        ...config.build,
        lib: { entry, formats: ['es'] },
        // What the screens of several processes share is one part more.
        rolldownOptions: {
          checks,
          output: { sourcemapPathTransform, minify: true, entryFileNames: '[name].js', chunkFileNames: 'steps.js' },
        },
      },
    };
  });
}

/** The build of one entry as a module. Library mode keeps Vite's preload helper out. */
export function tagBuild(
  name: keyof typeof tagEntries,
  outDir: string,
  parts: PartFiles,
  licences: Licences,
): InlineConfig {
  const config = browserBuild(outDir, [importParts(parts)], licences);
  return {
    ...config,
    build: {
      ...config.build,
      lib: { entry: tagEntries[name], formats: ['es'], fileName: () => `${name}.js` },
      rolldownOptions: { checks, output: { sourcemapPathTransform, minify: true } },
    },
  };
}

/** Has a classic script take the parts from beside its own address. */
const besideScript: Plugin = {
  name: 'beside-script',
  renderChunk(code) {
    const edited = new MagicString(code);
    edited.replace(/\bimport\((["'`]\.\/[^"'`]+["'`])\)/g, 'import(new URL($1, ssoElementsAt))');
    return { code: edited.toString(), map: edited.generateMap({ hires: true }) };
  },
};

/**
 * The build of all elements for a classic script tag. It takes the parts from beside its own address, which only
 * `document.currentScript` knows where the script comes from another origin.
 */
export function classicBuild(outDir: string, parts: PartFiles, licences: Licences): InlineConfig {
  const config = browserBuild(outDir, [importParts(parts), besideScript], licences);
  return {
    ...config,
    build: {
      ...config.build,
      lib: {
        entry: tagEntries['sso-elements'],
        formats: ['iife'],
        name: 'ssoElements',
        fileName: () => `${classicName}.js`,
      },
      rolldownOptions: {
        checks,
        output: { sourcemapPathTransform, minify: true, intro: 'const ssoElementsAt = document.currentScript.src;' },
      },
    },
  };
}
