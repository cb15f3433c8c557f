/** What tests need of a file system, put into their bundle: the description that they read, and no record of exchanges. */
import type { Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';

const described = 'test/contract/sso-api.openapi.yaml';

export const standIns: Plugin = {
  name: 'stand-ins',
  setup(build) {
    build.onResolve({ filter: /\/record-exchanges\.js$/ }, () => ({ path: 'record', namespace: 'stand-in' }));
    build.onResolve({ filter: /^node:fs$/ }, ({ importer }) =>
      importer.endsWith('test/gateway/support/refusing.ts') ? { path: 'files', namespace: 'stand-in' } : undefined,
    );
    build.onLoad({ filter: /^record$/, namespace: 'stand-in' }, () => ({
      contents: 'export const recordTo = () => () => undefined;',
    }));
    build.onLoad({ filter: /^files$/, namespace: 'stand-in' }, () => ({
      contents: [
        `const files = ${JSON.stringify({ [described]: readFileSync(described, 'utf8') })};`,
        'export const readFileSync = (path) => files[path];',
      ].join('\n'),
    }));
  },
};
