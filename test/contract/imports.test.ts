import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const directory = new URL('../../src/contract/', import.meta.url);
const files = readdirSync(directory).filter((file) => file.endsWith('.ts'));
/** Without comments: their examples import what publishers do. */
const imports = (file: string) =>
  [
    ...readFileSync(new URL(file, directory), 'utf8')
      .replace(/\/\*[^]*?\*\//g, '')
      .matchAll(/(?:from|import\(?)\s*'([^']+)'/g),
  ].map((m) => String(m[1]));

test('the contract’s files are found', () => {
  expect(files).toContain('calls.ts');
  expect(imports('calls.ts')).toContain('zod/mini');
});

test.each(files)(
  '%s imports the small validator, the lossless JSON library or its neighbours, nothing else',
  (file) => {
    for (const name of imports(file)) expect(name).toMatch(/^(zod\/mini|lossless-json|\.\/[\w-]+\.js)$/);
  },
);

test.each(['names.ts', 'problems.ts'])('%s can be loaded without a validator', (file) => {
  expect(imports(file).filter((name) => !name.startsWith('./'))).toEqual([]);
});
