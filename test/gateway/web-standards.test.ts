import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { root } from '../../scripts/run/paths.js';

const bundle = (entry: string) =>
  build({
    entryPoints: [`${root}src/gateway/${entry}`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    metafile: true,
  });

test('the gateway bundles for a platform without Node, and imports nothing of it', async () => {
  const { metafile, outputFiles } = await bundle('index.ts');
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  expect(imported).toEqual([]);
  expect(outputFiles[0]?.text).not.toMatch(/from\s*["']node:|require\(["']node:/);
  expect(Object.keys(metafile.inputs).filter((path) => /gateway\/(node|cli)/.test(path))).toEqual([]);
});

test('the Node entry does not bundle there: this check can fail', async () => {
  await expect(bundle('node/serve.ts')).rejects.toThrow(/Could not resolve "(node:|cluster|util)/);
});
