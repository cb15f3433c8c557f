/** Writes `docs/openapi.json`; with `--check` compares instead, and exits 1 when the committed one differs. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from './openapi/document.js';

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
const text = `${JSON.stringify(openApiDocument(version), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(at('docs/openapi.json'), 'utf8') !== text) {
    console.error('docs/openapi.json is out of date: run `npm run openapi`.');
    process.exitCode = 1;
  }
} else {
  mkdirSync(at('docs'), { recursive: true });
  writeFileSync(at('docs/openapi.json'), text);
}
