/** Takes lines out of all files of one or more consent logs. */
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '../system-error.js';
import { type Entry, readLogLine } from './choices.js';
import { withCommandLock } from './command-lock.js';
import { copyName, type LogFile, withLogFiles } from './log-files.js';
import { linesOf } from './read-lines.js';
import { rewriteFile } from './rewrite-file.js';

/** What a command reports while it works. */
export interface Report {
  /** A file, and how many of its lines are taken out. */
  lines(path: string, count: number): void;
  /** Something that could not be read. */
  problem(text: string): void;
}

/**
 * Shows each line of the files to `see`, with its file. Lines that cannot be read are reported with `report`, never what they say. Resolves
 * to whether every file could be read.
 */
export async function readAll(
  files: readonly LogFile[],
  see: (entry: Entry, line: Buffer, file: LogFile) => void,
  report?: Report,
): Promise<boolean> {
  let isWhole = true;
  for (const file of files) {
    let number = 0;
    try {
      for await (const line of linesOf(file.file)) {
        number += 1;
        const entry = readLogLine(line);
        if (entry.kind === 'unreadable') report?.problem(`${file.path}:${number}: unreadable line`);
        see(entry, line, file);
      }
    } catch (error) {
      isWhole = false;
      report?.problem(`${file.path}: ${messageOf(error)}`);
    }
  }
  return isWhole;
}

/** Opens the files of several logs at once, since what joins lines may be in another. */
export function withAllLogs<T>(lives: readonly string[], use: (files: LogFile[]) => Promise<T>): Promise<T> {
  const [first, ...others] = lives;
  if (first === undefined) return use([]);
  return withLogFiles(first, (files) => withAllLogs(others, (more) => use([...files, ...more])));
}

/** Runs `work` with the locks of several logs, and without what a command that was killed has left half written. */
export function withLocks<T>(lives: readonly string[], work: () => Promise<T>): Promise<T> {
  const [first, ...others] = lives;
  if (first === undefined) return work();
  return withCommandLock(first, async () => {
    const folder = dirname(first);
    const left = (await readdir(folder)).filter((name) => name.startsWith(basename(first)) && name.includes(copyName));
    for (const name of left) await rm(join(folder, name), { force: true });
    return withLocks(others, work);
  });
}

/** What a change has done. */
export interface Changed {
  lines: number;
  files: number;
  /** Whether nothing is left to do: every file could be read, and no line was found again. */
  isComplete: boolean;
}

/**
 * Looks at files whose lines match, and rewrites them, until none does: log rotation may move a file just as it is rewritten.
 *
 * @param learn is shown all lines before each round
 * @param mostRounds 0: only reports
 */
export async function takeOut(
  lives: readonly string[],
  {
    learn,
    matches,
    mostRounds,
  }: { learn: (entry: Entry) => void; matches: (entry: Entry) => boolean; mostRounds: number },
  report: Report,
): Promise<Changed> {
  const changed: Changed = { lines: 0, files: 0, isComplete: false };
  for (let round = 0; ; round += 1) {
    const isReported = round === 0 ? report : undefined;
    const found = await withAllLogs(lives, async (files) => {
      const counts = new Map<LogFile, number>();
      const isWhole = await readAll(files, learn, isReported);
      await readAll(files, (entry, _line, file) => {
        if (matches(entry)) counts.set(file, (counts.get(file) ?? 0) + 1);
      });
      return { isWhole, counts };
    });
    if (mostRounds === 0) {
      for (const [{ path }, count] of found.counts) report.lines(path, count);
      const lines = [...found.counts.values()].reduce((sum, count) => sum + count, 0);
      return { lines, files: found.counts.size, isComplete: found.isWhole };
    }
    if (found.counts.size === 0 || round === mostRounds)
      return { ...changed, isComplete: found.isWhole && found.counts.size === 0 };
    let isStopped = false;
    for (const { path, stats, isLive } of found.counts.keys()) {
      const stamp = `${new Date().toISOString().replaceAll(/[-:.]/g, '')}-${crypto.randomUUID().slice(0, 8)}`;
      try {
        const done = await rewriteFile({ path, like: stats, isLive, stamp }, (line) => !matches(readLogLine(line)));
        if (!done || done.removed === 0) continue;
        report.lines(path, done.removed);
        changed.lines += done.removed;
        changed.files += 1;
      } catch (error) {
        report.problem(messageOf(error));
        isStopped = true;
      }
    }
    if (isStopped) return changed;
  }
}
