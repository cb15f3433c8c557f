/** Parts of the suite that could not run on this machine, noted by tests for the last lines of the run. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

const file = 'reports/left-out.txt';

/** Notes one sentence, once. */
export function appendLeftOut(part: string): void {
  if (readLeftOut().includes(part)) return;
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${part}\n`);
  console.warn(`Left out: ${part}`);
}

/** Forgets what an earlier run noted. */
export const clearLeftOut = (): void => rmSync(file, { force: true });

/** The sentences of this run. */
export const readLeftOut = (): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
