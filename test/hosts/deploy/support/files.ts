/** What docs/serving.md says of the elements' files. */
import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { Reader } from '../../../../scripts/hosts/http-reader.js';

const base = '/assets/sso-elements';

export async function expectFilesAsDocumented(reader: Reader, encoding: string): Promise<void> {
  const part = readdirSync('dist/browser/parts').find((name) => name.endsWith('.js'))!;
  const ask = (path: string) => reader.get(`${base}/${path}`, { 'Accept-Encoding': encoding });
  const entry = await ask('login.js');
  expect(entry).toMatchObject({
    status: 200,
    headers: {
      'cache-control': 'no-cache',
      'content-encoding': encoding,
      'content-type': expect.stringMatching(/^(text|application)\/javascript/),
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  });
  const { etag } = entry.headers;
  expect(etag).toBeDefined();
  const again = await reader.get(`${base}/login.js`, { 'Accept-Encoding': encoding, 'If-None-Match': etag! });
  expect(again.status, 'asked again, with its ETag').toBe(304);
  expect(await ask(`parts/${part}`)).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' },
  });
  const gone = await ask('parts/gone-00000000.js');
  expect(gone.status, 'a part that is gone').toBe(404);
  expect(gone.headers['cache-control'] ?? '').not.toContain('immutable');
  for (const path of ['', 'parts/'])
    expect((await ask(path)).status, `no list of files at ${path}`).toBeGreaterThan(399);
}
