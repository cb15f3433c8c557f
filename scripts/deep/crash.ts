/**
 * Two processes save to one file as fast as they can, and are killed at seeded moments until enough of these were in the
 * middle of a write. Each time the file must open, hold a whole version, and hold each save that was reported to either.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSettingsStore } from '../../src/settings-store/index.js';
import { marked } from './crash-mark.js';
import { bundle } from './program.js';

export interface Crashed {
  /** Processes that were killed, two at each moment. */
  kills: number;
  moments: number;
  /** Moments in the middle of a write: one of the two left half a file, or the file for people behind the newest version. */
  midway: number;
  /** Versions that were saved in all. */
  versions: number;
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

/** Starts a saver. `kill` ends it and resolves to the versions that it reported as saved. */
async function saver(program: string, file: string, who: string) {
  const child = spawn(process.execPath, [program, file, who], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const gone = new Promise<void>((resolve) => child.stdout.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.startsWith('ready\n')) resolve();
    });
    child.once('exit', (code, signal) => reject(new Error(`${who} ended by itself (${code ?? signal}): ${output}`)));
  });
  return async () => {
    assert.equal(child.exitCode, null, `${who} ended by itself`);
    child.kill('SIGKILL');
    await gone;
    // An incomplete line reports nothing.
    return output.split('\n').slice(1, -1).map(Number);
  };
}

/** How many moments may pass for one that is in the middle of a write. */
const patience = 20;

/**
 * Kills until `wanted` moments were in the middle of a write. Throws an `AssertionError` for what was lost or half, and
 * where the moments are hardly ever in the middle.
 */
export async function crash(seed: number, wanted: number): Promise<Crashed> {
  const directory = mkdtempSync(join(tmpdir(), 'sso-crash-'));
  const [file, program] = [join(directory, 'settings.json'), join(directory, 'child.mjs')];
  const next = random(seed);
  const seen = new Set<string>();
  const isNewHalf = (name: string): boolean => name.endsWith('.tmp') && !seen.has(name) && Boolean(seen.add(name));
  /** Whether something was left half written since the last look. */
  const leftHalf = (): boolean => {
    const names = [directory, `${file}.versions`].flatMap((path) => readdirSync(path));
    return names.filter(isNewHalf).length > 0;
  };
  const crashed: Crashed = { kills: 0, moments: 0, midway: 0, versions: 1 };
  try {
    bundle('crash-child.ts', program);
    while (crashed.midway < wanted) {
      assert.ok(crashed.moments < wanted * patience, `${crashed.midway} of ${crashed.moments} moments were midway`);
      const savers = await Promise.all(['one', 'two'].map((who) => saver(program, file, who)));
      await new Promise((resolve) => setTimeout(resolve, next() * 40));
      const reported = await Promise.all(savers.map((kill) => kill()));
      const half = leftHalf();
      const people = JSON.parse(readFileSync(file, 'utf8')) as { number: number };
      const store = await createSettingsStore({ file });
      const { version, settings } = await store.read();
      crashed.kills += savers.length;
      crashed.moments += 1;
      crashed.versions = version.number;
      if (half || people.number < version.number) crashed.midway += 1;
      if (version.number > 1) assert.deepEqual(settings, marked(version.number), 'a version is whole');
      const kept = new Map((await store.history()).map(({ number, by }) => [number, by]));
      const oldest = Math.min(...kept.keys());
      for (const [index, who] of ['one', 'two'].entries()) {
        for (const number of reported[index] ?? [])
          if (number >= oldest) assert.equal(kept.get(number), who, `version ${number} was saved by ${who}`);
      }
      await store.close();
    }
    return crashed;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
