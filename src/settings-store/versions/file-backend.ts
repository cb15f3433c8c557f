/**
 * Versions in files: each in one of its own, `<file>.versions/000012.json`, made with a name that only one process can
 * take: so no save is lost, and a kill leaves a version whole or absent. `<file>` is the newest one for people to read and
 * to edit while nothing runs; it follows the versions, and what was edited in it becomes a version at the next start.
 */
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Backend, kept } from './backend.js';
import { sameSettings } from './changes.js';
import { type Entry, GarbageError, readEntry, writeEntry } from './entry.js';
import { createFile, isMissing, replaceFile } from './file-write.js';

export const directoryOf = (file: string): string => `${file}.versions`;
const nameOf = (number: number): string => `${String(number).padStart(6, '0')}.json`;
const advice = (file: string): string =>
  `Restore the last good version: npx sso-elements-settings restore --file ${file}`;

/** The numbers of the versions in a directory, newest first. */
export async function numbersIn(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names
    .flatMap((name) => (/^\d{6,}\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort((one, other) => other - one);
}
/** Reads one file as a version; `undefined`: it is not there. Throws `GarbageError`. */
export async function readVersion(path: string): Promise<Entry | undefined> {
  try {
    return readEntry(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
export const versionPath = (directory: string, number: number): string => join(directory, nameOf(number));

/** Milliseconds after which nobody still writes a file that has no name yet. */
const abandoned = 60_000;

/**
 * What was left by a process that was killed while it wrote. By age, for numbers of processes say nothing: in a container
 * each has the number of the one before it, and another container's are not seen.
 */
async function sweep(directory: string, prefix = ''): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix) || !/\.\d+-[\da-f]{8}\.tmp$/.test(name)) continue;
    const path = join(directory, name);
    // One that has gone meanwhile has got its name.
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > abandoned) await rm(path, { force: true });
  }
}

/** Opens a file. Throws `GarbageError` where it, or the newest version beside it, is no settings. */
export async function fileBackend(file: string): Promise<Backend> {
  const directory = directoryOf(file);
  let newest: Entry | undefined;

  /** The newest version, read once. */
  async function latest(): Promise<Entry | undefined> {
    const [number] = await numbersIn(directory);
    if (number === undefined) return undefined;
    if (newest?.number !== number) newest = (await readVersion(versionPath(directory, number))) ?? newest;
    return newest;
  }
  async function append(entry: Entry): Promise<boolean> {
    const text = writeEntry(entry);
    if (!(await createFile(versionPath(directory, entry.number), text))) return false;
    newest = entry;
    // It is saved by now: a copy that cannot be written is written at the next start.
    await replaceFile(file, text).catch(() => undefined);
    const old = (await numbersIn(directory)).filter((number) => number <= entry.number - kept);
    await Promise.all(old.map((number) => rm(versionPath(directory, number), { force: true })));
    return true;
  }
  /** A file that lags behind is a copy of an older version; what was edited in it is nobody's to throw away. */
  async function keepEdited(edited: Entry): Promise<void> {
    const original = await readVersion(versionPath(directory, edited.number)).catch(() => undefined);
    if (original && sameSettings(original.settings, edited.settings)) return;
    const aside = `${file}.edited-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    await rename(file, aside);
    console.warn(`${file} was edited upon version ${edited.number}, which is not the newest: kept as ${aside}`);
  }
  /** Takes up what was edited in the file, and writes it where it is behind or was never written. */
  async function reconcile(): Promise<void> {
    const [edited, found] = [await readVersion(file), await latest()];
    if (!edited && !found) return;
    const [at, by] = [new Date().toISOString(), 'edited in the file'];
    // Ahead of the versions: they were lost, or the newest of them was garbage and was put aside.
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
    throw error instanceof GarbageError ? new GarbageError(`${error.message}. ${advice(file)}`) : error;
  }
  return {
    latest: async () => structuredClone(await latest()),
    append,
    list: async () => {
      const all = await Promise.all(
        // One that was deleted meanwhile, or is garbage, is not kept.
        (await numbersIn(directory)).map((number) =>
          readVersion(versionPath(directory, number)).catch(() => undefined),
        ),
      );
      return all.filter((entry) => entry !== undefined);
    },
    close: async () => undefined,
  };
}
