import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { cutLit, cuts } from '../../scripts/build/lean-lit.js';

const read = (file: string) => readFileSync(join('node_modules', file), 'utf8');
const browserCode = ['elements', 'parts', 'screens', 'styles', 'settings-editor', 'locales', 'entries'];
const sources = browserCode
  .flatMap((folder) =>
    readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' }).map((file) => join('src', folder, file)),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'));

test.for(Object.keys(cuts))('what is taken out of %s as installed leaves code', (file) => {
  const code = read(file);
  const lean = cutLit(file, code).toString();
  expect(lean.length).toBeLessThan(code.length - 50);
  expect(parseSync(file, lean).errors).toEqual([]);
});

test('a Lit that has changed stops the build', () => {
  const file = '@lit/reactive-element/reactive-element.js';
  expect(() => cutLit(file, read(file).replace('useDefault', 'byDefault'))).toThrow(`${file} has changed`);
});

test('no source uses what is taken out', () => {
  for (const code of sources) {
    expect(code).not.toMatch(/\buseDefault\b|\baddInitializer\b|from 'lit\/decorators/);
    expect(code).not.toMatch(/type: (?:Number|Object|Array)\b/);
  }
});
