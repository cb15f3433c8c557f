/** `tsx scripts/build/types.ts DIR`: the declarations of both packages, beside their modules in DIR. A process of its own: it runs beside the bundler. */
import { join } from 'node:path';
import { folders, moduleEntries, serverEntries } from './common.js';
import { flattenEach, flattenTogether, writeDeclarations } from './declarations.js';

const outDir = process.argv[2];
if (outDir === undefined) throw new Error('which folder?');

const declared = (source: string) => source.replace(/^src\//, '').replace(/\.ts$/, '');
const sources = <K extends string>(entries: Readonly<Record<K, string>>) =>
  Object.fromEntries(Object.entries<string>(entries).map(([name, source]) => [name, declared(source)])) as Record<
    K,
    string
  >;

const declarations = '.tmp/types';
writeDeclarations(declarations);
const { settings, ...elements } = sources(moduleEntries);
const [modules, server] = [join(outDir, folders.modules), join(outDir, folders.server)];
// The root's classes are those of the entries, registered.
flattenTogether({ ...elements, index: elements.all }, declarations, modules, {
  contained: ['@lit/localize'],
  declaresGlobals: true,
});
flattenEach({ settings }, declarations, modules, { declaresGlobals: true });
const {
  'gateway/cli': _gateway,
  'settings-store/cli': _store,
  'conformance/cli': _conformance,
  'gateway/node': node,
  ...anywhere
} = sources(serverEntries);
flattenEach(anywhere, declarations, server, { declaresGlobals: false });
flattenEach({ 'gateway/node': node }, declarations, server, { types: ['node'], declaresGlobals: false });
