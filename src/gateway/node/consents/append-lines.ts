/**
 * One attempt to append lines to the consent log, beside other processes that append to it, move it away, or cut it. Each attempt is one
 * `write` in append mode, which the kernel does not mix with others on a local file system.
 */
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from '../sync-directory.js';
import { fileIdOf, type LinePlace, readAt } from './recent-lines.js';

const lineEnd = 10;
const space = 32;
/** Bytes of a line of consents after which no other begins alike: the ID of the choice is among them. */
export const distinctConsent = 64;

/** A file that has been opened for an attempt. */
export interface OpenedLog {
  file: FileHandle;
  stats: BigIntStats;
}

const modes = {
  append: constants.O_APPEND | constants.O_RDWR | constants.O_CREAT,
  /** For those who may not be the file's owner. */
  'append to existing': constants.O_APPEND | constants.O_RDWR,
};

/** Opens the log and passes it to `use`. Rejects where the path is no regular file, or cannot be opened. */
export async function withLog<T>(
  path: string,
  mode: keyof typeof modes,
  use: (log: OpenedLog) => Promise<T>,
): Promise<T> {
  const file = await open(path, modes[mode], 0o600);
  try {
    const stats = await file.stat({ bigint: true });
    if (!stats.isFile()) throw new Error(`${path}: is no regular file`);
    return await use({ file, stats });
  } finally {
    await file.close();
  }
}

/**
 * Overwrites the beginning of lines that the disk had no room for with blanks. The file is never cut: another process may have appended
 * behind them meanwhile. Where even that fails, the next line begins on its own all the same.
 */
async function blank(path: string, { file, stats }: OpenedLog, begun: Buffer, distinct: number): Promise<void> {
  const start = Number(stats.size);
  const found = await readAt(file, start, Number((await file.stat({ bigint: true })).size) - start);
  const index = found.lastIndexOf(begun);
  const isLast = index >= 0 && index + begun.length === found.length;
  if (index < 0 || (!isLast && begun.length < distinct)) return;
  // A handle in append mode would write at the end, whatever the position.
  const again = await open(path, 'r+');
  try {
    if (fileIdOf(await again.stat({ bigint: true })) !== fileIdOf(stats)) return;
    const blanks = Buffer.alloc(begun.length, space);
    blanks[blanks.length - 1] = lineEnd;
    await again.write(blanks, 0, blanks.length, start + index);
    await again.sync();
  } finally {
    await again.close();
  }
}

async function writeWhole(path: string, log: OpenedLog, bytes: Buffer, distinct: number): Promise<void> {
  const { bytesWritten } = await log.file.write(bytes);
  if (bytesWritten === bytes.length) return;
  await blank(path, log, bytes.subarray(0, bytesWritten), distinct).catch(() => undefined);
  const message = `${path}: ${bytesWritten} of ${bytes.length} bytes could be written`;
  throw Object.assign(new Error(message), { code: 'ENOSPC' });
}

/** Whether the path still leads to the file. */
async function isInPlace(path: string, stats: BigIntStats): Promise<boolean> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found !== undefined && fileIdOf(found) === fileIdOf(stats);
}

/**
 * Appends lines, each with its end, after an unfinished one on a line of their own. Resolves once they are on the disk, and seen there, in
 * a file that is still in its place; to `undefined` where it is not, so that they have to be written again. Rejects where the disk refused.
 * `distinct`: bytes of a line after which no other begins alike.
 */
export async function appendLines(
  path: string,
  log: OpenedLog,
  lines: Buffer,
  distinct: number = distinctConsent,
): Promise<LinePlace | undefined> {
  const { file, stats } = log;
  const start = Number(stats.size);
  const isWhole = start === 0 || (await readAt(file, start - 1, 1))[0] === lineEnd;
  const bytes = isWhole ? lines : Buffer.concat([Buffer.of(lineEnd), lines]);
  if (bytes.length === 0) return { file: fileIdOf(stats), offset: start, bytes };
  await writeWhole(path, log, bytes, distinct);
  await file.sync();
  if (start === 0) await syncDirectory(dirname(path));

  const found = await readAt(file, start, Number((await file.stat({ bigint: true })).size) - start);
  const index = found.indexOf(bytes);
  // Another process may have left half a line just in front of these.
  const isAlone = index === 0 || [lineEnd, space].includes(found[index - 1] ?? 0) || bytes[0] === lineEnd;
  // Who moves the file away, to read it or to change it, has seen what stood there before.
  if (index < 0 || !isAlone || !(await isInPlace(path, stats))) return undefined;
  return { file: fileIdOf(stats), offset: start + index, bytes };
}
