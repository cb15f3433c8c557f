/** Appends each event of `onConsent`, or of `onAudit`, as a line of JSON to a file. For Node alone. */
import type { BigIntStats } from 'node:fs';
import { consoleLog, type Log, type LogEvent } from '../../base/log.js';
import type { ConsentEvent } from '../../options/consent-options.js';
import { appendLines, distinctConsent, withLog } from './append-lines.js';
import { exposuresOf, refusalOf } from './log-access.js';
import { fileIdOf, RecentLines } from './recent-lines.js';

/** Attempts at lines whose file was moved or cut just then. */
const mostAttempts = 5;
/** Lines that are written at once. */
const mostTogether = 100;
/** Lines that wait for a disk that hangs; the gateway comes back with those beyond. */
const mostWaiting = 1000;
/** Milliseconds that the end of the process waits for a disk that hangs. What is not written then was not taken, and a consent comes again. */
const patience = 1000;
/** Milliseconds between two looks at what was written last. */
const checkPause = 1000;

/** What sets files of one kind apart: what the log calls what can be wrong with them, and how long a line is `distinct`. */
export interface FileKind {
  exposed: LogEvent['event'];
  truncated: LogEvent['event'];
  /** Bytes of a line after which no other begins alike. */
  distinct: number;
}
const ofConsents: FileKind = {
  exposed: 'consent-log-exposed',
  truncated: 'consent-log-truncated',
  distinct: distinctConsent,
};
/** The reference of an event's call stands behind its type and time. */
export const ofAudit: FileKind = { exposed: 'audit-log-exposed', truncated: 'audit-log-truncated', distinct: 128 };

export interface ConsentLog<E extends object = ConsentEvent> {
  /** Resolves once the event is on the disk. Rejects where it could not be written, so that the gateway comes back with a consent. */
  readonly write: (event: E) => Promise<void>;
  /** Waits for what is being written, for a second at most, and looks once more at what was written last. Never rejects. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  line: Buffer;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Opens the log; the file is made if there is none, for its owner alone. It is opened anew for each write, so that log rotation can move it
 * away. Rejects where it cannot be written to, or everybody else can.
 */
export async function openConsentLog<E extends object = ConsentEvent>(
  path: string,
  log: Log = consoleLog,
  kind: FileKind = ofConsents,
): Promise<ConsentLog<E>> {
  const recent = new RecentLines();
  let judged = '';

  async function judge(stats: BigIntStats, isStart: boolean): Promise<void> {
    const id = fileIdOf(stats);
    if (id === judged) return;
    judged = id;
    for (const exposure of await exposuresOf(path, stats)) {
      const refusal = refusalOf(exposure);
      if (refusal !== undefined && isStart) throw new Error(`${path}: ${refusal}`);
      log({ level: refusal === undefined ? 'warn' : 'error', event: kind.exposed, ...exposure });
    }
  }

  /** Appends lines, and before them those that somebody has cut off. Without lines it only looks after those. */
  async function put(lines: Buffer, isStart = false): Promise<void> {
    // A look alone must not begin a file just as another is put into its place.
    const mode = isStart || lines.length > 0 ? 'append' : 'append to existing';
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const isWritten = await withLog(path, mode, async (opened) => {
        await judge(opened.stats, isStart);
        const lost = await recent.lostFrom(opened.file, fileIdOf(opened.stats));
        if (lost.length > 0) log({ level: 'error', event: kind.truncated, lines: lost.length });
        const place = await appendLines(path, opened, Buffer.concat([...lost, lines]), kind.distinct);
        if (!place) return false;
        if (lines.length > 0) recent.add(lines, place);
        else if (lost.length > 0) recent.moveTo(place);
        return true;
      });
      if (isWritten) return;
    }
    throw new Error(`${path}: was moved or cut at each of ${mostAttempts} attempts`);
  }

  await put(Buffer.alloc(0), true);

  const waiting: Waiting[] = [];
  let last: Promise<void> = Promise.resolve();
  /** Runs after what runs already. */
  const next = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  async function writeWaiting(): Promise<void> {
    const batch = waiting.splice(0, mostTogether);
    if (batch.length === 0) return;
    try {
      await put(Buffer.concat(batch.map(({ line }) => line)));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** What has no room now is tried again at the next look; a file that is missing was moved away. */
  let checking: Promise<void> | undefined;
  const check = (): Promise<void> =>
    (checking ??= next(() => put(Buffer.alloc(0)))
      .catch(() => undefined)
      .finally(() => (checking = undefined)));
  let timer: NodeJS.Timeout | undefined;
  function watch(): void {
    timer ??= setInterval(() => {
      if (!recent.isEmpty) return void check();
      clearInterval(timer);
      timer = undefined;
    }, checkPause).unref();
  }

  async function finish(): Promise<void> {
    while (waiting.length > 0) await next(writeWaiting).catch(() => undefined);
    // A look that runs already may have passed what is cut off now.
    if (!recent.isEmpty) await next(() => put(Buffer.alloc(0))).catch(() => undefined);
    await last;
  }

  return {
    async write(event) {
      if (waiting.length >= mostWaiting) throw new Error(`${path}: ${mostWaiting} events wait for the disk`);
      await new Promise<void>((resolve, reject) => {
        waiting.push({ line: Buffer.from(`${JSON.stringify(event)}\n`), resolve, reject });
        void next(writeWaiting);
      });
      watch();
    },
    async close() {
      clearInterval(timer);
      let late: NodeJS.Timeout | undefined;
      await Promise.race([finish(), new Promise<void>((resolve) => (late = setTimeout(resolve, patience)))]);
      clearTimeout(late);
    },
  };
}
