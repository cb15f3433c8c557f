/** What all builds share. */
import type { InlineConfig } from 'vite';

export const common = {
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
} as const satisfies InlineConfig;

/** Name of an element's entry → its source. The same names are the package's subpaths and the files that tags load. */
export const elementEntries = {
  login: 'src/entries/login.ts',
  register: 'src/entries/register.ts',
  'account-connect': 'src/entries/account-connect.ts',
  'password-forgotten': 'src/entries/password-forgotten.ts',
  auth: 'src/entries/auth.ts',
  session: 'src/entries/session.ts',
  settings: 'src/entries/settings.ts',
} as const;

/** Where a build puts what; `packed/` copies it from there. */
export const folders = { browser: 'browser', modules: 'elements', server: 'server' } as const;
