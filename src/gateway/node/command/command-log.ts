/** The log of the command: lines of JSON on the standard error, by pino. */
import { type DestinationStream, destination, type LoggerOptions, pino } from 'pino';
import { type Log, type LogEvent, timed } from '../../base/log.js';

/** Values of `logLevel`; `silent`: no line at all. */
export const commandLogLevels = ['info', 'warn', 'error', 'silent'] as const;
export type CommandLogLevel = (typeof commandLogLevels)[number];

/** Bytes that wait for whoever reads them; beyond, lines are lost: a reader that hangs must hold up no sign-in. */
const mostWaiting = 8 * 1024 * 1024;
/** Bytes that are written at once, and milliseconds after which fewer are: writing each line by itself costs more than making it. */
const atOnce = 16 * 1024;
const latest = 50;
/** Lines of the level `info` that wait to be made, as long: in one go they cost half. */
const mostUnmade = 32;
/** Milliseconds that the end of the process waits for such a reader. */
const patience = 1000;

/** Where lines go: a stream of the process, by its `fd`, or anything that takes text. */
export interface LogTarget {
  write(text: string): unknown;
  readonly fd?: number;
}

export interface CommandLog {
  log: Log;
  /** `log-lines-lost` goes to this log from now on, in place of `log`. */
  tellLosses(to: Log): void;
  /** Resolves once all lines are written, or nobody takes them. */
  close(): Promise<void>;
}

/** Time and level are the gateway's own; the process has no need to be named in each line. */
const form: LoggerOptions = {
  base: null,
  timestamp: false,
  formatters: { level: (label) => ({ level: label }) },
};

/** Lines are written beside the calls, in the order in which they came. `most`: bytes that wait for whoever reads them. */
export function openCommandLog(level: CommandLogLevel, target: LogTarget, most = mostWaiting): CommandLog {
  if (level === 'silent')
    return {
      log: Object.assign(() => undefined, { level: 'error' as const }),
      tellLosses: () => undefined,
      close: async () => undefined,
    };
  const own =
    target.fd === undefined
      ? undefined
      : destination({
          fd: target.fd,
          sync: false,
          minLength: atOnce,
          maxWrite: 2 * atOnce,
          periodicFlush: latest,
          maxLength: most,
        });
  /** The last attempt failed: at its end the process would try it for ever. */
  let isBroken = false;
  // Who does not listen dies of a reader that has gone.
  own?.on('error', () => (isBroken = true));
  own?.on('write', () => (isBroken = false));
  const logger = pino({ ...form, level }, own ?? (target as DestinationStream));
  const make = ({ level: of, ...line }: LogEvent) => logger[of](line);
  const unmade: LogEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  function makeAll(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const each of unmade.splice(0)) make(each);
  }
  let isClosed = false;
  const write: Log = (event) => {
    unmade.push(event);
    // Whoever gets a warning gets what led to it.
    if (!own || isClosed || event.level !== 'info' || unmade.length === mostUnmade) makeAll();
    else timer ??= setTimeout(makeAll, latest).unref();
  };
  const log: Log = Object.assign(write, { level });
  let losses = log;
  let lost = 0;
  own?.on('drop', () => (lost += 1));
  // Once all that waited is written there is room again.
  own?.on('drain', () => {
    if (lost === 0) return;
    const lines = lost;
    lost = 0;
    losses(timed({ level: 'warn', event: 'log-lines-lost', lines }, Date.now));
  });
  /** Also after a crash. pino writes what is left there and then, and would wait without end for a disk that is full, or for whoever takes nothing. */
  const atExit = (stream: ReturnType<typeof destination>) => () => {
    makeAll();
    const until = performance.now() + patience;
    Object.assign(stream, { retryEAGAIN: () => performance.now() < until });
    if (isBroken) stream.destroy();
  };
  const leaving = own && atExit(own);
  if (leaving) process.prependListener('exit', leaving);
  return {
    log,
    tellLosses(to) {
      losses = to;
    },
    async close() {
      makeAll();
      isClosed = true;
      if (!own || !leaving) return;
      let late: ReturnType<typeof setTimeout> | undefined;
      const isFlushed = await Promise.race([
        new Promise<boolean>((resolve) => own.flush(() => resolve(!isBroken))),
        new Promise<boolean>((resolve) => (late = setTimeout(() => resolve(false), patience))),
      ]);
      clearTimeout(late);
      // What nobody has taken by now is lost.
      if (!isFlushed) own.destroy();
      process.off('exit', leaving);
    },
  };
}
