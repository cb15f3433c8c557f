/** `npm run docs`: writes the generated parts of `docs/`; with `--check` compares instead, and exits 1 where a page is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { generatedPages, withGenerated } from './docs/generated.js';
import { root } from './run/paths.js';

for (const page of generatedPages) {
  const text = readFileSync(`${root}${page}`, 'utf8');
  const fresh = await withGenerated(page, text);
  if (fresh === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${page} does not have what the sources' tables say: run \`npm run docs\`.`);
    process.exitCode = 1;
  } else writeFileSync(`${root}${page}`, fresh);
}
