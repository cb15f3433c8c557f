/** `npm run docs`: writes the generated parts of `docs/`; with `--check` compares instead, and exits 1 where a page is stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { configSchemaPath, configSchemaText } from './docs/config-schema.js';
import { generatedPages, withGenerated } from './docs/generated.js';
import { root } from './run/paths.js';

const textOf = (path: string) => (existsSync(`${root}${path}`) ? readFileSync(`${root}${path}`, 'utf8') : '');
const made = generatedPages.map((page) => [page, () => withGenerated(page, textOf(page))] as const);

for (const [path, make] of [...made, [configSchemaPath, configSchemaText] as const]) {
  const fresh = await make();
  if (fresh === textOf(path)) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path} does not have what the sources' tables say: run \`npm run docs\`.`);
    process.exitCode = 1;
  } else writeFileSync(`${root}${path}`, fresh);
}
