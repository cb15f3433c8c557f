/**
 * Two processes save to one file as fast as they can, and are killed in the middle of it at seeded moments. Afterwards the
 * file must open, hold a whole version, and hold each save that either was told had happened.
 */
import { buildSync } from 'esbuild';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSettingsStore } from '../../src/settings-store/index.js';
import { marked } from './crash-mark.js';

export interface Crashed {
  kills: number;
  /** Versions that were saved in all. */
  versions: number;
  /** Kills after which the file for people lagged behind the newest version: in the middle of a save. */
  midway: number;
}

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Starts a saver; `kill` answers the versions that it was told were saved. */
async function saver(program: string, file: string, who: string) {
  const child = spawn(process.execPath, [program, file, who], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const gone = new Promise<void>((resolve) => child.stdout.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.startsWith('ready\n')) resolve();
    });
    child.once('exit', (code, signal) => reject(new Error(`${who} ended by itself (${code ?? signal}): ${said}`)));
  });
  return async () => {
    assert.equal(child.exitCode, null, `${who} ended by itself`);
    child.kill('SIGKILL');
    await gone;
    // A line that is not whole was not said.
    return said.split('\n').slice(1, -1).map(Number);
  };
}

/** Kills `kills` processes, two at a time. Throws an `AssertionError` for what was lost or half. */
export async function crash(seed: number, kills: number): Promise<Crashed> {
  const directory = mkdtempSync(join(tmpdir(), 'sso-crash-'));
  const [file, program] = [join(directory, 'settings.json'), join(directory, 'child.mjs')];
  const entry = fileURLToPath(new URL('crash-child.ts', import.meta.url));
  const next = random(seed);
  let midway = 0;
  let versions = 1;
  try {
    buildSync({
      entryPoints: [entry],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['ioredis'],
    });
    for (let killed = 0; killed < kills; killed += 2) {
      const savers = await Promise.all(['one', 'two'].map((who) => saver(program, file, who)));
      await new Promise((resolve) => setTimeout(resolve, next() * 40));
      const told = await Promise.all(savers.map((kill) => kill()));
      const people = JSON.parse(readFileSync(file, 'utf8')) as { number: number };
      const store = await createSettingsStore({ file });
      const { version, settings } = await store.read();
      if (people.number < version.number) midway += 1;
      versions = version.number;
      if (versions > 1) assert.deepEqual(settings, marked(versions), 'a version is whole');
      const kept = new Map((await store.history()).map(({ number, by }) => [number, by]));
      const oldest = Math.min(...kept.keys());
      for (const [index, who] of ['one', 'two'].entries()) {
        for (const number of told[index] ?? [])
          if (number >= oldest) assert.equal(kept.get(number), who, `version ${number} was saved by ${who}`);
      }
      await store.close();
    }
    return { kills, versions, midway };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
