/** Export, erasure and retention of what a consent log has. */
import type { BigIntStats } from 'node:fs';
import { appendLines, withLog } from './append-lines.js';
import { type Changed, readAll, type Report, takeOut, withAllLogs, withLocks } from './change-logs.js';
import { ChoiceFilter, type Entry } from './choices.js';
import { withLogFiles } from './log-files.js';
import { createLive } from './rewrite-file.js';

/** Whose lines: of all these customers, and of all these choices. */
export interface Selected {
  customers: readonly string[];
  ids: readonly string[];
}

/** Rounds over all files; log rotation takes another only where it came just then. */
const mostRounds = 5;
/** Attempts to append the note, where the log is moved just then. */
const mostAttempts = 5;

/**
 * Prints each line that the logs have, word for word and once, in the order of the choices. Resolves to whether every file could be read.
 */
export async function exportChoices(
  lives: readonly string[],
  selected: Selected,
  print: (line: string) => void,
  report: Report,
): Promise<boolean> {
  const filter = new ChoiceFilter(selected);
  return withAllLogs(lives, async (files) => {
    const isWhole = await readAll(files, (entry) => filter.learn(entry), report);
    const found = new Map<string, string>();
    await readAll(files, (entry, line) => {
      if (entry.kind === 'event' && filter.matches(entry)) found.set(line.toString().trim(), entry.at ?? '');
    });
    const lines = [...found].sort(([, a], [, b]) => (a < b ? -1 : Number(a > b)));
    for (const [line] of lines) print(`${line}\n`);
    return isWhole;
  });
}

/** Appends a note to a log. A file that has to be made for it is like `like`, so that the gateway may write to it. */
async function note(live: string, text: string, like: BigIntStats): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    await createLive(live, like, crypto.randomUUID());
    if (await withLog(live, 'append to existing', (log) => appendLines(live, log, Buffer.from(`${text}\n`)))) return;
  }
  throw new Error(`${live}: the note of the erasure could not be written: ${text}`);
}

/**
 * Takes out all lines of customers or choices, and appends a note without personal data: when, how many lines, of which time, and the
 * operator's reference.
 */
export async function eraseChoices(
  lives: readonly string[],
  { isDry, reference, ...selected }: Selected & { isDry: boolean; reference: string | undefined },
  report: Report,
): Promise<Changed> {
  const filter = new ChoiceFilter(selected);
  const rule = { learn: (entry: Entry) => filter.learn(entry), matches: (entry: Entry) => filter.matches(entry) };
  if (isDry) return takeOut(lives, { ...rule, mostRounds: 0 }, report);
  return withLocks(lives, async () => {
    const [live = ''] = lives;
    const like = await withLogFiles(live, (files) => Promise.resolve(files.reduce((_before, last) => last).stats));
    const changed = await takeOut(lives, { ...rule, mostRounds }, report);
    const { lines, isComplete } = changed;
    const noted = { phase: 'erased', at: new Date().toISOString(), lines, complete: isComplete };
    if (lines > 0) await note(live, JSON.stringify({ ...noted, reference }), like);
    return changed;
  });
}

/** Takes out all lines of choices that were made before a time, and notes of erasures from before it. */
export async function pruneLogs(
  lives: readonly string[],
  { before, isDry }: { before: Date; isDry: boolean },
  report: Report,
): Promise<Changed> {
  const matches = (entry: Entry): boolean =>
    (entry.kind === 'event' || entry.kind === 'other') &&
    entry.at !== undefined &&
    Date.parse(entry.at) < before.getTime();
  const rule = { learn: () => undefined, matches, mostRounds: isDry ? 0 : mostRounds };
  if (isDry) return takeOut(lives, rule, report);
  return withLocks(lives, () => takeOut(lives, rule, report));
}
