/** Puts the last good version back where the store's files hold garbage. */
import { rename } from 'node:fs/promises';
import { directoryOf, numbersIn, readVersion, versionPath } from '../versions/file-backend.js';
import { type Entry, GarbageError, writeEntry } from '../versions/entry.js';
import { isMissing, replaceFile } from '../versions/file-write.js';

export interface Restored {
  entry: Entry;
  /** Where the garbage is kept now. */
  aside: string[];
}

/** Reads one file; garbage is put aside under a name that says so. */
async function good(path: string, stamp: string, aside: string[]): Promise<Entry | undefined> {
  try {
    return await readVersion(path);
  } catch (error) {
    if (!(error instanceof GarbageError)) throw error;
    const bad = `${path}.bad-${stamp}`;
    await rename(path, bad);
    aside.push(bad);
    return undefined;
  }
}

/** Restores the newest version that can be read; a file that is right stays. Throws an `Error` where there is none. */
export async function restoreFile(file: string, now: () => number = Date.now): Promise<Restored> {
  const directory = directoryOf(file);
  const stamp = new Date(now()).toISOString().replaceAll(/[:.]/g, '-');
  const aside: string[] = [];
  const current = await good(file, stamp, aside);
  const numbers = await numbersIn(directory).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  let entry: Entry | undefined;
  for (const number of numbers) {
    entry = await good(versionPath(directory, number), stamp, aside);
    if (entry) break;
  }
  // The file can be a copy of the version that is garbage now, or hold what was edited in it.
  if (current && current.number >= (entry?.number ?? 0)) return { entry: current, aside };
  if (!entry) throw new Error(`There is no good version of ${file} in ${directory}`);
  await replaceFile(file, writeEntry(entry));
  return { entry, aside };
}
