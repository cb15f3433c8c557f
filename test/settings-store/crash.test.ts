import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { crash } from '../../scripts/deep/crash.js';
import { marked } from '../../scripts/deep/crash-mark.js';
import { bundle } from '../../scripts/deep/program.js';
import { createSettingsStore } from '../../src/settings-store/index.js';
import { temporaryFile } from './shared.js';

test('two processes killed in the middle of writing leave whole versions, and lose no save', async () => {
  const { midway, versions } = await crash(20_260_101, 8);
  expect(midway).toBe(8);
  expect(versions).toBeGreaterThan(1);
}, 120_000);

test('killed before any act of opening and saving, a store holds the old version or the new one', async () => {
  const program = join(dirname(temporaryFile()), 'once.mjs');
  bundle('crash-once.ts', program, { 'node:fs/promises': 'killing-files.ts' });
  const found: number[] = [];
  for (let at = 0; ; at += 1) {
    const file = temporaryFile();
    const before = await createSettingsStore({ file, initial: marked(1) });
    const old = readFileSync(file);
    await before.save(marked(2), { who: 'ada' });
    // Killed once already, before the file followed: opening writes as well.
    writeFileSync(file, old);
    const env = { ...process.env, KILL_AT: String(at) };
    const { signal, stdout, stderr } = spawnSync(process.execPath, [program, file, '3'], { env, encoding: 'utf8' });
    expect([signal ?? stdout, stderr]).toEqual([signal ? 'SIGKILL' : `${at}\n`, '']);
    const store = await createSettingsStore({ file });
    const { version, settings } = await store.read();
    expect(settings, `killed before act ${at}`).toEqual(marked(version.number));
    expect(readFileSync(file)).toEqual(readFileSync(`${file}.versions/00000${version.number}.json`));
    expect((await store.history()).map(({ number }) => number)).toEqual(version.number === 3 ? [3, 2, 1] : [2, 1]);
    expect(await store.save(marked(9), { who: 'ben' })).toMatchObject({ version: { number: version.number + 1 } });
    expect(readdirSync(`${file}.versions`).filter((name) => /^\d+\.json$/.test(name))).toHaveLength(version.number + 1);
    found.push(version.number);
    if (!signal) break;
  }
  // Open, write, sync, close, link or rename, each with its directory: three files.
  expect(found.length).toBeGreaterThan(24);
  expect(found, 'old until the new one has its name, and never old again').toEqual([...found].sort());
  expect(new Set(found)).toEqual(new Set([2, 3]));
}, 120_000);
