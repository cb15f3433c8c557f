/**
 * Takes lines out of a file of the consent log while a gateway may write to it and log rotation may move it. Nothing is ever put over a
 * file: the old one is moved aside, a new one is written and flushed, and gets the name only if nobody has taken that meanwhile.
 */
import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { syncDirectory } from '../sync-directory.js';
import { messageOf, systemCodeOf } from '../system-error.js';
import { asideName, copyName } from './log-files.js';
import { kindOf, linesOf } from './read-lines.js';

const permissions = 0o7777;
const piece = 64 * 1024;
const lineEnd = Buffer.from('\n');

export interface Rewritten {
  /** Lines that were taken out. */
  removed: number;
  /** Where the others are; absent where none was left of a file that is not written any more. */
  path: string | undefined;
}

/** Gives a file the owner and the permissions of another. Rejects where the process may not. */
async function liken(file: FileHandle, { uid, gid, mode }: BigIntStats): Promise<void> {
  const now = await file.stat({ bigint: true });
  if (now.uid !== uid || now.gid !== gid) await file.chown(Number(uid), Number(gid));
  await file.chmod(Number(mode) & permissions);
}

/** Gives a file a second name. Returns `false` where that is taken. */
async function nameIfFree(path: string, name: string): Promise<boolean> {
  try {
    await link(path, name);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Copies the lines to keep. Returns how many were kept and how many were not. */
async function copyLines(from: FileHandle, to: FileHandle, keep: (line: Buffer) => boolean) {
  const count = { kept: 0, removed: 0 };
  async function* kept() {
    let [parts, size]: [Buffer[], number] = [[], 0];
    for await (const line of linesOf(from)) {
      const isKept = keep(line);
      count[isKept ? 'kept' : 'removed'] += 1;
      if (!isKept) continue;
      parts.push(line, lineEnd);
      size += line.length + 1;
      if (size < piece) continue;
      yield Buffer.concat(parts);
      [parts, size] = [[], 0];
    }
    if (size > 0) yield Buffer.concat(parts);
  }
  const isZipped = (await kindOf(from)) === 'gzip';
  const source = Readable.from(kept(), { objectMode: false });
  const write = async (pieces: AsyncIterable<Buffer>) => {
    for await (const each of pieces) await to.appendFile(each);
  };
  await (isZipped ? pipeline(source, createGzip(), write) : pipeline(source, write));
  await to.sync();
  return count;
}

/** Creates an empty file like another, and passes it to `use`. It is removed where that fails. */
async function withCopy<T>(path: string, like: BigIntStats, use: (copy: FileHandle) => Promise<T>): Promise<T> {
  const copy = await open(path, 'wx', 0o600);
  try {
    await liken(copy, like);
    return await use(copy);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await copy.close();
  }
}

/**
 * Rewrites the file that has this path now, and keeps its owner, permissions and time. Where a file of that name was made meanwhile, as by
 * a gateway that goes on writing, the kept lines are in one beside it. Resolves to `undefined` where the path has no file any more. Rejects
 * with the file in its place, or with the name that it has now.
 *
 * @param like who owned the file when it was read
 * @param isLive whether it is the file that is written: it stays where it is empty, too, since a gateway may not be allowed to make one
 * @param stamp for the names of other files, never the same twice
 */
export async function rewriteFile(
  { path, like, isLive, stamp }: { path: string; like: BigIntStats; isLive: boolean; stamp: string },
  keep: (line: Buffer) => boolean,
): Promise<Rewritten | undefined> {
  const copyPath = `${path}${copyName}${stamp}`;
  const aside = `${path}${asideName}${stamp}`;
  return withCopy(copyPath, like, async (copy) => {
    // From here on, a gateway that had it open sees that what it wrote is not in its place, and writes it again.
    try {
      await rename(path, aside);
    } catch (error) {
      if (systemCodeOf(error) !== 'ENOENT') throw error;
      await rm(copyPath);
      return undefined;
    }
    let done: Rewritten;
    try {
      const old = await open(aside, constants.O_RDONLY | constants.O_NOFOLLOW);
      let found;
      try {
        const stats = await old.stat({ bigint: true });
        await liken(copy, stats);
        found = await copyLines(old, copy, keep);
        await copy.utimes(Number(stats.atimeMs) / 1000, Number(stats.mtimeMs) / 1000);
      } finally {
        await old.close();
      }
      let put: string | undefined;
      if (found.kept > 0 || isLive) {
        const beside = `${path}.${stamp}`;
        put = (await nameIfFree(copyPath, path)) ? path : beside;
        if (put === beside) await link(copyPath, beside);
      }
      await rm(aside);
      await rm(copyPath);
      done = { removed: found.removed, path: put };
    } catch (error) {
      const isBack = await nameIfFree(aside, path).catch(() => false);
      if (isBack) await rm(aside);
      const at = isBack ? 'nothing was changed' : `it is now ${aside}`;
      throw new Error(`${path}: ${messageOf(error)}; ${at}`, { cause: error });
    }
    await syncDirectory(dirname(path));
    return done;
  });
}

/** Creates the file that is written, like another. Does nothing where there is one. */
export async function createLive(path: string, like: BigIntStats, stamp: string): Promise<void> {
  const copyPath = `${path}${copyName}${stamp}`;
  await withCopy(copyPath, like, async () => {
    await nameIfFree(copyPath, path);
    await rm(copyPath);
  });
}
