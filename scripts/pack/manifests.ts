/** The manifests of the two packages: what each exports, contains and depends on. */
import { readFileSync } from 'node:fs';
import { commands, componentEntries, elementEntries, folders, functionEntries } from '../build/common.js';
import { frameworks } from '../build/metadata/framework-types.js';
import { root } from '../run/paths.js';

interface RootManifest {
  version: string;
  dependencies: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}
const own = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as RootManifest;

/** What an import of a package leads to. */
interface Target {
  types: string;
  default?: string;
}
export type Exports = Readonly<Record<string, Target | string>>;

const module = (file: string): Target => ({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });
const elementNames = Object.keys(elementEntries) as (keyof typeof elementEntries)[];

const elementExports: Exports = {
  '.': module('index'),
  './all': module('all'),
  ...Object.fromEntries(elementNames.map((name) => [`./${name}`, module(name)])),
  ...Object.fromEntries(Object.keys(functionEntries).map((name) => [`./${name}`, module(name)])),
  ...Object.fromEntries(Object.keys(componentEntries).map((name) => [`./${name}`, module(name)])),
  // Types alone: nothing to run, and nothing of a framework in what the others import.
  ...Object.fromEntries(
    Object.keys(frameworks).map((name) => [`./types/${name}`, { types: `./dist/types/${name}.d.ts` }]),
  ),
  // Addresses of what tags load, for a page that takes them from here; nothing to import.
  './browser/*': './dist/browser/*',
  './custom-elements.json': './dist/custom-elements.json',
  './vscode.html-custom-data.json': './dist/vscode.html-custom-data.json',
  './vscode.css-custom-data.json': './dist/vscode.css-custom-data.json',
  './web-types.json': './dist/web-types.json',
  './package.json': './package.json',
};

const serverExports: Exports = {
  '.': module('gateway/index'),
  './gateway': module('gateway/index'),
  './gateway/node': module('gateway/node'),
  './redis': module('redis/index'),
  './settings-store': module('settings-store/index'),
  './simulator': module('simulator/index'),
  './testing': module('testing/index'),
  './testing/playwright': module('testing/playwright'),
  './openapi.json': './docs/openapi.json',
  './gateway-config.schema.json': './docs/gateway-config.schema.json',
  './package.json': './package.json',
};

/** Files of the repository that both packages contain: what README and docs link to. */
export const documents = [
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs',
  'decisions',
  'deploy',
  'demo/README.md',
] as const;

const common = () => {
  const { version, license, type, engines, homepage, repository, bugs } = own;
  return { version, license, type, engines, homepage, repository, bugs };
};

const { lit, ...serverDependencies } = own.dependencies;

/** A package: its manifest, and the folders of `dist/` that are its `dist/`. */
export interface Package {
  manifest: Readonly<Record<string, unknown>> & { name: string; exports: Exports };
  /** Folder of `dist/` → where it stands in the package. */
  built: Readonly<Record<string, string>>;
}

export const packages: readonly Package[] = [
  {
    manifest: {
      name: 'sso-elements',
      description: 'Sign-in custom elements for publishers, and the form for their settings.',
      keywords: ['custom-elements', 'web-components', 'lit', 'sso', 'sign-in', 'login'],
      ...common(),
      files: [...documents, 'dist'],
      // Entries register elements. Everything else is left out where nothing of it is used.
      sideEffects: [...elementNames, 'all', 'index', 'browser/*', 'publish/cli'].map((name) => `./dist/${name}.js`),
      customElements: 'dist/custom-elements.json',
      'web-types': 'dist/web-types.json',
      bin: { 'sso-elements-tags': 'dist/publish/cli.js' },
      exports: elementExports,
      dependencies: { lit },
    },
    built: {
      [folders.modules]: 'dist',
      [folders.browser]: 'dist/browser',
      [folders.publish]: 'dist/publish',
    },
  },
  {
    manifest: {
      name: 'sso-elements-server',
      description: 'The gateway, the settings store and the simulator of the hosted SSO API for sso-elements.',
      keywords: ['sso', 'gateway', 'sign-in', 'session', 'sso-elements'],
      ...common(),
      files: [...documents, 'dist'],
      sideEffects: commands.map((name) => `./dist/${name}.js`),
      bin: {
        'sso-elements-gateway': 'dist/gateway/cli.js',
        'sso-elements-settings': 'dist/settings-store/cli.js',
        'sso-elements-conformance': 'dist/conformance/cli.js',
      },
      exports: serverExports,
      dependencies: serverDependencies,
    },
    built: { [folders.server]: 'dist' },
  },
];
