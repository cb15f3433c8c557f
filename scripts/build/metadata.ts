/** `tsx scripts/build/metadata.ts DIR`: what editors and type checkers know of the elements, generated from their classes, into DIR. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../run/paths.js';
import { cssData, htmlData, webTypes } from './metadata/editors.js';
import { frameworkTypes } from './metadata/framework-types.js';
import { createManifest } from './metadata/manifest.js';

const outDir = process.argv[2];
if (outDir === undefined) throw new Error('which folder?');

const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
const manifest = await createManifest();
const json = (value: object) => `${JSON.stringify(value)}\n`;
const files: Readonly<Record<string, string>> = {
  'custom-elements.json': json(manifest),
  'vscode.html-custom-data.json': json(htmlData(manifest)),
  'vscode.css-custom-data.json': json(cssData(manifest)),
  'web-types.json': json(webTypes(manifest, version)),
  ...frameworkTypes(manifest),
};
for (const [file, text] of Object.entries(files)) {
  mkdirSync(dirname(join(outDir, file)), { recursive: true });
  writeFileSync(join(outDir, file), text);
}
