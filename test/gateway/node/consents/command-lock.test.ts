/** Commands that see at once that the holder of the lock is gone. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { withCommandLock } from '../../../../src/gateway/node/consents/command-lock.js';

const { deferred, reading } = vi.hoisted(() => {
  function deferred<T>() {
    let resolve!: (value: T) => void;
    const promise = new Promise<T>((done) => (resolve = done));
    return { promise, resolve };
  }
  return { deferred, reading: { count: 0, both: deferred<undefined>(), working: deferred<undefined>() } };
});
vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original();
  /** Both have seen the same holder; the second one goes on when the first one is at work. */
  const readFile = async (...args: Parameters<typeof real.readFile>) => {
    const read = await real.readFile(...args);
    reading.count += 1;
    if (reading.count === 1) await reading.both.promise;
    else if (reading.count === 2) {
      reading.both.resolve(undefined);
      await reading.working.promise;
    }
    return read;
  };
  return { ...real, readFile: readFile as typeof real.readFile };
});

const folder = mkdtempSync(join(tmpdir(), 'sso-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('of two commands that see a dead holder, one gets the lock', async () => {
  const live = join(folder, 'consents.jsonl');
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(`${live}.lock`, `${pid} ${hostname()}\n`);
  const refused = deferred<unknown>();
  let inside = 0;
  const work = async () => {
    inside += 1;
    reading.working.resolve(undefined);
    // Holds the lock until the other one has been told, or has come in, too.
    if (inside === 2) refused.resolve(undefined);
    await refused.promise;
  };
  const command = () => withCommandLock(live, work).catch((error: unknown) => refused.resolve(error));
  await Promise.all([command(), command()]);
  expect(inside).toBe(1);
  expect(String(await refused.promise)).toContain('another command is at work');
  expect(readdirSync(folder)).toEqual([]);
});
