/** The files of a consent log: the one that is written, and those that log rotation has moved away beside it. */
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { systemCodeOf } from '../system-error.js';
import { fileIdOf } from './recent-lines.js';

/** A file of the log, open for reading, wherever it is moved meanwhile. */
export interface LogFile {
  path: string;
  file: FileHandle;
  stats: BigIntStats;
  /** Whether it is the one that is written. */
  isLive: boolean;
}

/** Names of what the commands leave where they are killed; copies alone are no part of the log. */
export const asideName = '.aside-';
export const copyName = '.copy-';
export const lockName = '.lock';

/** Looks at a folder until nothing was moved meanwhile. */
const mostLooks = 10;

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Which names belong to `consents.jsonl`: `consents.jsonl.1`, `consents.jsonl-20261130.gz`, `consents-20261130.jsonl`. */
export function belongsTo(live: string): (name: string) => boolean {
  const extension = extname(live);
  const stem = escape(basename(live, extension));
  const names = new RegExp(`^(?:${escape(live)}(?:[.-].+)?|${stem}[.-][\\d-]+${escape(extension)}(?:\\.gz)?)$`);
  return (name) => names.test(name) && !name.includes(copyName) && !name.endsWith(lockName);
}

/** The path of the file itself, where the given one is a link. */
export const livePathOf = (path: string): Promise<string> =>
  realpath(path).catch((error: unknown) => {
    if (systemCodeOf(error) === 'ENOENT') return path;
    throw error;
  });

const statsOf = (path: string): Promise<BigIntStats | undefined> =>
  lstat(path, { bigint: true }).catch((error: unknown) => {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  });

async function openFile(path: string, isLive: boolean): Promise<LogFile | undefined> {
  try {
    // A link of this name may lead to anybody's file, and is not followed.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    return { path, file, stats: await file.stat({ bigint: true }), isLive };
  } catch (error) {
    // Moved away, or made a link, since it was looked at.
    if (!['ENOENT', 'ELOOP'].includes(systemCodeOf(error))) throw error;
    return undefined;
  }
}

/**
 * Opens all files of a log, oldest first, and passes them to `use`. Rejects where there is none, or one may not be read. Files that are
 * moved meanwhile are neither missed nor read twice.
 *
 * @param live path of the file that is written, as of `livePathOf`
 */
export async function withLogFiles<T>(live: string, use: (files: LogFile[]) => Promise<T>): Promise<T> {
  const opened = new Map<string, LogFile>();
  try {
    const isOurs = belongsTo(basename(live));
    for (let look = 0; look < mostLooks; look += 1) {
      const names = (await readdir(dirname(live))).filter(isOurs);
      let isSettled = true;
      for (const name of names) {
        const path = join(dirname(live), name);
        const seen = await statsOf(path);
        if (seen && !seen.isFile()) continue;
        const known = seen && opened.get(fileIdOf(seen));
        if (known) Object.assign(known, { path, isLive: path === live });
        if (known) continue;
        isSettled = false;
        if (!seen) continue;
        const found = await openFile(path, path === live);
        if (!found) continue;
        const id = fileIdOf(found.stats);
        if (opened.has(id)) await found.file.close();
        else opened.set(id, found);
      }
      if (isSettled) break;
      if (look + 1 === mostLooks) throw new Error(`${live}: its files are moved again and again; try again`);
    }
    if (opened.size === 0) throw new Error(`${live}: there is no such file, nor one that log rotation has moved away`);
    const age = ({ isLive, stats }: LogFile) => (isLive ? Infinity : Number(stats.mtimeMs));
    return await use([...opened.values()].sort((a, b) => age(a) - age(b)));
  } finally {
    for (const { file } of opened.values()) await file.close();
  }
}
