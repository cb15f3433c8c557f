/** Restores the last good version of a store in files. */
import { rename } from 'node:fs/promises';
import { directoryOf, numbersIn, readVersion, versionPath } from '../versions/file-backend.js';
import { type VersionEntry, CorruptSettingsError, writeEntry } from '../versions/version-entry.js';
import { isMissing, replaceFile } from '../versions/file-write.js';

/** What was restored. */
export interface RestoredSettings {
  entry: VersionEntry;
  /** New places of the files or versions that could not be read. */
  aside: string[];
}

/** Reads a file. A corrupt one is renamed, with `.bad-` in its name. */
async function readOrMoveAside(path: string, stamp: string, aside: string[]): Promise<VersionEntry | undefined> {
  try {
    return await readVersion(path);
  } catch (error) {
    if (!(error instanceof CorruptSettingsError)) throw error;
    const bad = `${path}.bad-${stamp}`;
    await rename(path, bad);
    aside.push(bad);
    return undefined;
  }
}

/** Restores the newest good version. A readable file stays. Rejects with an `Error` if there is none. */
export async function restoreFile(file: string, now: () => number = Date.now): Promise<RestoredSettings> {
  const directory = directoryOf(file);
  const stamp = new Date(now()).toISOString().replaceAll(/[:.]/g, '-');
  const aside: string[] = [];
  const current = await readOrMoveAside(file, stamp, aside);
  const numbers = await numbersIn(directory).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  let entry: VersionEntry | undefined;
  for (const number of numbers) {
    entry = await readOrMoveAside(versionPath(directory, number), stamp, aside);
    if (entry) break;
  }
  // The file may copy a version that is corrupt now, or hold somebody's edit.
  if (current && current.number >= (entry?.number ?? 0)) return { entry: current, aside };
  if (!entry) throw new Error(`There is no good version of ${file} in ${directory}`);
  await replaceFile(file, writeEntry(entry));
  return { entry, aside };
}
