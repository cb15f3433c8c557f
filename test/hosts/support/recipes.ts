/** The recipes of docs/gateway.md for other servers, as code that runs: what a publisher copies is what is tried. */
import { build } from 'esbuild';
import { resolve } from 'node:path';
import { blocksOf, textOf } from '../../docs/support/pages.js';

const page = 'docs/gateway.md';

/** The first block of a language below a heading. Throws an `Error` where there is none. */
export function recipe(heading: string, wanted = 'ts'): string {
  const section = textOf(page)
    .split(/^#{2,3} /m)
    .find((each) => each.startsWith(`${heading}\n`));
  const code = blocksOf(page, section ?? '').find(({ language }) => language === wanted)?.code;
  if (code === undefined) throw new Error(`${page} has no recipe below "${heading}"`);
  return code;
}

/**
 * Bundles a recipe with the gateway as it was built, as a publisher's own tool would. Returns the module's text.
 * @param external Packages that it imports where it runs
 */
export async function bundleRecipe(
  code: string,
  platform: 'node' | 'browser',
  external: readonly string[] = [],
): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, loader: 'ts', resolveDir: resolve('.') },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform,
    external: [...external],
    // As wrangler does.
    ...(platform === 'browser' && { conditions: ['workerd', 'worker', 'browser'] }),
    alias: Object.fromEntries(
      ['gateway', 'gateway/node'].map((name) => [
        `sso-elements-server/${name}`,
        resolve(`dist/server/${name === 'gateway' ? 'gateway/index' : name}.js`),
      ]),
    ),
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}
