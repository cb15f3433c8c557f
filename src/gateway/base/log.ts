/** What the gateway logs. */
import type { LogEventName, LogLevel } from './log-events.js';

/** One line of the log. Details are plain values: never a secret, a code, a person's address or an upstream query. */
export interface LogEvent {
  level: LogLevel;
  /** One of the table of log events, which says when it comes and with which details. */
  event: LogEventName;
  /** The `reference` of the problem that the browser got. */
  reference?: string;
  [detail: string]: string | number | boolean | undefined;
}
export type Log = (event: LogEvent) => void;

/** Warnings and errors to the console, one JSON line each. */
export const consoleLog: Log = (event) => {
  if (event.level === 'error') console.error(JSON.stringify(event));
  if (event.level === 'warn') console.warn(JSON.stringify(event));
};
