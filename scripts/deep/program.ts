/** Programs that tests start and kill: bundled, for Node does not run the sources as they are. */
import { buildSync } from 'esbuild';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * Bundles a program of this folder. @param alias What is imported → which file of this folder stands in for it. @param directory from which what
 * it imports by a path is taken, where that is another one
 */
export function bundle(
  name: string,
  outfile: string,
  alias: Readonly<Record<string, string>> = {},
  directory?: string,
): void {
  const source = here(name);
  buildSync({
    ...(directory === undefined
      ? { entryPoints: [source] }
      : { stdin: { contents: readFileSync(source, 'utf8'), resolveDir: directory, loader: 'ts' } }),
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // What is written for `require` only runs from where it is installed.
    external: ['ioredis', 'pino', 'prom-client', 'rate-limiter-flexible', 'undici'],
    alias: Object.fromEntries(Object.entries(alias).map(([from, to]) => [from, here(to)])),
  });
}
