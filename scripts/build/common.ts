/** What all builds share. */
import type { InlineConfig } from 'vite';

export const common = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
} as const satisfies InlineConfig;

/** Minifying takes most of the time, which is no news. */
export const checks = { pluginTimings: false } as const;

/**
 * The path of a source in a source map: from the root, or from where packages are installed. Not as it is from the map, which would
 * tell where this check-out and its `node_modules` lie.
 */
export const sourcemapPathTransform = (path: string): string => {
  const installed = path.lastIndexOf('node_modules/');
  return installed < 0 ? path.replace(/^(?:\.\.\/)+/, '') : path.slice(installed);
};

/** Name of an element's entry → its source. The same names are the package's subpaths and the files that tags load. */
export const elementEntries = {
  login: 'src/entries/login.ts',
  register: 'src/entries/register.ts',
  'account-connect': 'src/entries/account-connect.ts',
  'password-forgotten': 'src/entries/password-forgotten.ts',
  auth: 'src/entries/auth.ts',
  session: 'src/entries/session.ts',
  consents: 'src/entries/consents.ts',
  settings: 'src/entries/settings.ts',
} as const;

/** Name of an entry that has functions and no element → its source; the same names as those of elements. */
export const functionEntries = { adopt: 'src/entries/adopt.ts' } as const;

/** Name of a file for a tag → its source: chunks shared between elements would cost a page with one element more. */
export const tagEntries = { ...elementEntries, ...functionEntries, 'sso-elements': 'src/entries/all.ts' } as const;
export const tagNames = Object.keys(tagEntries) as (keyof typeof tagEntries)[];

/** The file of all elements for a classic script tag; what it exports is the global `ssoElements`. */
export const classicName = 'sso-elements.iife';

/** Name of a module for bundlers → its source; `index` is the package's root. */
export const moduleEntries = {
  ...elementEntries,
  ...functionEntries,
  all: 'src/entries/all.ts',
  index: 'src/entries/index.ts',
} as const;

/** Name of a module of components, whose declarations are generated (`scripts/build/metadata`) → its source. */
export const componentEntries = { react: 'src/react/index.ts', 'react/settings': 'src/react/settings.ts' } as const;

/** Name of a module for servers and tests → its source. */
export const serverEntries = {
  'gateway/index': 'src/gateway/index.ts',
  'gateway/node': 'src/gateway/node/serve.ts',
  'gateway/cli': 'src/gateway/node/cli.ts',
  'redis/index': 'src/gateway/redis/index.ts',
  'settings-store/index': 'src/settings-store/index.ts',
  'settings-store/cli': 'src/settings-store/command/cli.ts',
  'simulator/index': 'src/simulator/index.ts',
  'testing/index': 'src/testing/index.ts',
  'testing/playwright': 'src/testing/playwright.ts',
  'conformance/cli': 'src/conformance/cli.ts',
} as const;

/** The commands among them. */
export const commands = ['gateway/cli', 'settings-store/cli', 'conformance/cli'] as const;

/** Name of a command in the elements' package → its source: it runs in Node, where their folder is published. */
export const publishEntries = { cli: 'src/publish/cli.ts' } as const;

/** Where a build puts what; `packed/` copies it from there. */
export const folders = { browser: 'browser', modules: 'elements', publish: 'publish', server: 'server' } as const;
