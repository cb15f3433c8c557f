/**
 * Versions in files, one file each: `<file>.versions/000012.json`, a name that only one process can take, so that no save is lost and a kill
 * leaves a version whole or absent. `<file>` is a copy of the newest version for people to read, and to edit while nothing runs: an edit
 * becomes a version at the next start.
 */
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type SettingsBackend, keptVersions } from './backend.js';
import { sameSettings } from './compare-settings.js';
import { type VersionEntry, CorruptSettingsError, readEntry, writeEntry } from './version-entry.js';
import { createFile, isMissing, replaceFile } from './file-write.js';

export const directoryOf = (file: string): string => `${file}.versions`;
const nameOf = (number: number): string => `${String(number).padStart(6, '0')}.json`;
const advice = (file: string): string =>
  `Restore the last good version: npx --no sso-elements-settings restore --file ${file}`;

/** The numbers of the versions in a directory, newest first. */
export async function numbersIn(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names
    .flatMap((name) => (/^\d{6,}\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort((one, other) => other - one);
}
/** Reads a file as a version, `undefined` where there is no such file. Throws `CorruptSettingsError`. */
export async function readVersion(path: string): Promise<VersionEntry | undefined> {
  try {
    return readEntry(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
export const versionPath = (directory: string, number: number): string => join(directory, nameOf(number));

/** Milliseconds after which nobody is still writing a temporary file. */
const abandoned = 60_000;

/**
 * Deletes temporary files of processes that were killed while writing. Judged by age: process IDs prove nothing, since those of one container
 * repeat after a restart and are unknown in another.
 */
async function sweep(directory: string, prefix = ''): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix) || !/\.\d+-[\da-f]{8}\.tmp$/.test(name)) continue;
    const path = join(directory, name);
    // A file that is gone by now has got its final name.
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > abandoned) await rm(path, { force: true });
  }
}

/** Opens a file. Throws `CorruptSettingsError` where the file, or the newest version beside it, cannot be read. */
export async function fileBackend(file: string): Promise<SettingsBackend> {
  const directory = directoryOf(file);
  let newest: VersionEntry | undefined;

  /** The newest version, read once. */
  async function latest(): Promise<VersionEntry | undefined> {
    const [number] = await numbersIn(directory);
    if (number === undefined) return undefined;
    if (newest?.number !== number) newest = (await readVersion(versionPath(directory, number))) ?? newest;
    return newest;
  }
  async function append(entry: VersionEntry): Promise<boolean> {
    const text = writeEntry(entry);
    if (!(await createFile(versionPath(directory, entry.number), text))) return false;
    newest = entry;
    // The version is saved: a copy that cannot be written now is written at the next start.
    await replaceFile(file, text).catch(() => undefined);
    const old = (await numbersIn(directory)).filter((number) => number <= entry.number - keptVersions);
    await Promise.all(old.map((number) => rm(versionPath(directory, number), { force: true })));
    return true;
  }
  /** A file that is behind is a copy of an older version, unless somebody edited it: then it is moved aside, not overwritten. */
  async function keepEdited(edited: VersionEntry): Promise<void> {
    const original = await readVersion(versionPath(directory, edited.number)).catch(() => undefined);
    if (original && sameSettings(original.settings, edited.settings)) return;
    const aside = `${file}.edited-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    await rename(file, aside);
    console.warn(`${file} was edited on version ${edited.number}, which is not the newest: kept as ${aside}`);
  }
  /** Turns an edit of the file into a version, and writes the file where it is behind or missing. */
  async function reconcile(): Promise<void> {
    const [edited, found] = [await readVersion(file), await latest()];
    if (!edited && !found) return;
    const [at, by] = [new Date().toISOString(), 'edited in the file'];
    // The file is ahead of the versions: they were lost, or the newest was corrupt and was moved aside.
    if (edited && edited.number > (found?.number ?? 0)) await append({ ...edited, number: (found?.number ?? 0) + 1 });
    else if (found && edited?.number === found.number && !sameSettings(edited.settings, found.settings))
      await append({ number: found.number + 1, at, by, settings: edited.settings });
    else if (found && !sameSettings(edited, found)) {
      if (edited && edited.number < found.number) await keepEdited(edited);
      await replaceFile(file, writeEntry(found));
    }
  }

  await mkdir(directory, { recursive: true });
  await sweep(directory);
  await sweep(dirname(file), basename(file));
  try {
    await reconcile();
  } catch (error) {
    throw error instanceof CorruptSettingsError ? new CorruptSettingsError(`${error.message}. ${advice(file)}`) : error;
  }
  return {
    latest: async () => structuredClone(await latest()),
    append,
    list: async () => {
      const all = await Promise.all(
        // A version that is deleted by now, or corrupt, is left out.
        (await numbersIn(directory)).map((number) =>
          readVersion(versionPath(directory, number)).catch(() => undefined),
        ),
      );
      return all.filter((entry) => entry !== undefined);
    },
    close: async () => undefined,
  };
}
