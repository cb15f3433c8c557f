import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { followToken } from '../../../../src/gateway/node/command/follow-token.js';

test('a token is read again once its file has changed; a file that is gone, or holds none, leaves the last one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-token-'));
  const path = join(folder, 'token');
  let second = 1;
  /** As a secret's file is changed: by another one in its place, with a time of its own. */
  const put = (text: string) => {
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    utimesSync(`${path}.new`, second, second);
    second += 1;
    renameSync(`${path}.new`, path);
  };
  put('one\n');
  const token = followToken(path, 'one');
  expect(await token()).toBe('one');
  expect(await token()).toBe('one');
  put('two\n');
  expect(await token()).toBe('two');
  put('no token at all');
  expect(await token()).toBe('two');
  put('');
  expect(await token()).toBe('two');
  put('six\n');
  expect(await token()).toBe('six');
  rmSync(folder, { recursive: true });
  expect(await token()).toBe('six');
});
