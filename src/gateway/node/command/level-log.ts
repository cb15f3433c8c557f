/** The command's log: up to which level it writes. */
import { consoleLog, type Log } from '../../base/log.js';

/** The fewest lines first. */
export const logLevels = ['error', 'warn', 'info'] as const;
export type WrittenLevel = (typeof logLevels)[number];

/** Lines of JSON up to a level: errors and warnings to stderr, the others to stdout. */
export const levelLog =
  (level: WrittenLevel): Log =>
  (event) => {
    if (logLevels.indexOf(event.level) > logLevels.indexOf(level)) return;
    if (event.level === 'info') process.stdout.write(`${JSON.stringify(event)}\n`);
    else consoleLog(event);
  };
