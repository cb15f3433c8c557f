/** What is built, from which entry, to which file. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { minify } from 'terser';
import type { InlineConfig, Plugin } from 'vite';
import { minifyLiterals } from './literals.js';
import { passedSettingsOnly } from './passed-settings.js';

/** One self-contained browser build an entry: chunks shared between elements would cost a page with one element more. */
export const browserBundles = [
  { entry: 'src/entries/login.ts', name: 'login' },
  { entry: 'src/entries/register.ts', name: 'register' },
  { entry: 'src/entries/account-connect.ts', name: 'account-connect' },
  { entry: 'src/entries/password-forgotten.ts', name: 'password-forgotten' },
  { entry: 'src/entries/auth.ts', name: 'auth' },
  { entry: 'src/entries/session.ts', name: 'session' },
  { entry: 'src/entries/settings.ts', name: 'settings' },
  { entry: 'src/entries/all.ts', name: 'sso-elements' },
] as const;

/** Server and test code: modules whose packages the host installs. */
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

/** A package that went into a bundle, by its directory. */
export type Licences = Map<string, string>;

const packageOf = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

function licenceOf(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const file = readdirSync(directory).find((each) => /^licen[cs]e(\.|$)/i.test(each));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(directory, file), 'utf8').trim() : 'No licence file.'}\n`;
}

/** Notes the licence of every package that goes into a bundle. */
export const noteLicences = (licences: Licences): Plugin => ({
  name: 'note-licences',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      for (const id of file.moduleIds) {
        const directory = packageOf.exec(id)?.[0];
        if (directory && existsSync(join(directory, 'package.json'))) licences.set(directory, licenceOf(directory));
      }
    }
  },
});

/**
 * Leaves out how @lit/localize makes an ID of a text: every message has a written one (a test holds that), and so none is ever
 * made. A version that keeps this elsewhere is bundled whole again, which the size budget tells.
 */
const writtenIds: Plugin = {
  name: 'written-ids',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('/@lit/localize/internal/id-generation.js') ? "export const generateMsgId = () => '';" : null,
};

/**
 * Names of properties that pass between our own modules only: short in a bundle, and the same in all its parts. Nothing that a page,
 * Lit, a JSON document or a string names may stand here.
 */
const internalNames =
  /^(commonFields|tabFlow|firstValues|lastSubmit|otherTabsId|analyticsName|templates|loadTexts|failure|markFaults|reassess|isShown|redrawIn|settingsLoaded|reassessSettings|loadSettings|refill|succeeded|recheck|problemText|faultText|passwordField|turn|restart|resend|dispatch|faults|waiting|nothing|why|initialProcess)$/;

/** Terser after the bundler's own minifier: it finds what that leaves. */
const finish = (): Plugin => {
  /** Names of properties, for all parts of the bundle; those of variables are each part's own. */
  const nameCache: { props?: object; vars?: object } = {};
  return {
    name: 'finish',
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        delete nameCache.vars;
        const { code } = await minify(file.code, {
          module: true,
          ecma: 2020,
          compress: { passes: 2 },
          mangle: { properties: { regex: internalNames } },
          nameCache,
          format: { comments: false },
        });
        if (code) file.code = code;
      }
    },
  };
};

/** What every build has. */
export const common = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
} as const satisfies InlineConfig;

/**
 * The build of one browser bundle. Library mode keeps Vite's preload helper out; relative chunk addresses work from
 * any path of any host.
 */
export function browserBuild(
  bundle: (typeof browserBundles)[number],
  outDir: string,
  licences: Licences,
): InlineConfig {
  return {
    ...common,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [writtenIds, passedSettingsOnly, minifyLiterals(), noteLicences(licences), finish()],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      reportCompressedSize: false,
      lib: { entry: bundle.entry, formats: ['es'], fileName: () => `${bundle.name}.js` },
      rolldownOptions: {
        output: {
          minify: true,
          chunkFileNames: `${bundle.name}/[name]-[hash].js`,
        },
      },
    },
  };
}

/**
 * The same elements for Node, where there is no DOM: Lit's own build for it brings the stand-ins that classes need, so
 * that a server can import what a page uses. Nothing is drawn there.
 */
export function nodeBuild(outDir: string): InlineConfig {
  return {
    ...common,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: join(outDir, 'node'),
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(browserBundles.map(({ entry, name }) => [name, entry])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  };
}

/** The build of the server entries: packages stay outside, so that the host's own versions are used. */
export function serverBuild(entries: Record<string, string>, outDir: string): InlineConfig {
  return {
    ...common,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      rolldownOptions: {
        input: entries,
        external: (id: string) => !id.startsWith('.') && !dirname(id).startsWith('/'),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  };
}

/**
 * A bundle for a classic script tag, made of the module's entry: it holds the first screen, and takes the other chunks
 * from beside its own address, which only `document.currentScript` knows in a classic script. What the module exports
 * is the global `ssoElements`.
 *
 * @throws SyntaxError when the entry has a static import, which a classic script cannot have
 */
export function classic(code: string): string {
  const body = code
    .replace(/export\{([^}]*)\};?\s*$/, (_, names: string) => {
      const members = names.split(',').map((each) => each.trim().split(/\s+as\s+/));
      return `globalThis.ssoElements={${members.map(([local, name]) => `${name ?? local ?? ''}:${local ?? ''}`).join(',')}}`;
    })
    .replace(/\bimport\((["'`])(\.\/[^"'`]+)\1\)/g, 'import(new URL("$2",ssoElementsAt))');
  const script = `(()=>{const ssoElementsAt=document.currentScript.src;${body}})();\n`;
  new Script(script); // compiles it, as a classic script
  return script;
}

/** The text of THIRD-PARTY-LICENSES.txt. */
export const licenceText = (licences: Licences, what = 'browser bundles'): string =>
  [`The ${what} contain these packages.\n`, ...[...licences.values()].sort()].join('\n---\n\n');
