/** What the gateway logs. */
import type { LogEventName, LogLevel } from './log-events.js';

/** One line of the log. Details are plain values: never a secret, a code, a person's address or an upstream query. */
export interface LogEvent {
  /** ISO 8601 with milliseconds, in UTC. Every line that `log` gets has it. */
  time?: string;
  level: LogLevel;
  /** One of the table of log events, which says when it comes and with which details. */
  event: LogEventName;
  /** The `reference` of the problem that the browser got. Every line that belongs to a request has it. */
  reference?: string;
  [detail: string]: string | number | boolean | undefined;
}
/** Takes the lines of the log. */
export interface Log {
  (event: LogEvent): void;
  /** The lowest level of the lines that it wants: others are not even made. Default: `info`, all of them. */
  readonly level?: LogLevel;
}

const weights = { info: 0, warn: 1, error: 2 } as const satisfies Record<LogLevel, number>;
/** Whether a log wants the lines of a level. */
export const wantsLevel = ({ level: lowest = 'info' }: Log, level: LogLevel): boolean =>
  weights[level] >= weights[lowest];

/** The last time that was written: lines of one millisecond share it. */
let written = { at: NaN, text: '' };

/** The time as ISO 8601. Where the clock fails, or is beyond all dates, it is the machine's. */
export function isoTime(now: () => number): string {
  try {
    const at = now();
    if (at !== written.at) written = { at, text: new Date(at).toISOString() };
    return written.text;
  } catch {
    return new Date().toISOString();
  }
}

/** The event with the time first, as of `isoTime`. */
export const timed = (event: LogEvent, now: () => number): LogEvent => ({ time: isoTime(now), ...event });

/** Warnings and errors to the console, one JSON line each: what else a host writes there is its own affair. */
export const consoleLog: Log = Object.assign(
  (event: LogEvent) => {
    if (!wantsLevel(consoleLog, event.level)) return;
    const line = JSON.stringify(event.time === undefined ? timed(event, Date.now) : event);
    if (event.level === 'error') console.error(line);
    else console.warn(line);
  },
  { level: 'warn' as const },
);
