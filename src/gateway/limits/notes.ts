/** What the log says of limits: few lines, however many calls are held back, and never of whom. */
import type { Log } from '../base/log.js';
import type { Observe } from '../observing/observation.js';
import type { LimitMode, LimitName } from '../options/limit-options.js';

/** Milliseconds in which there is no more than one line for each limit. */
const quiet = 60_000;

/** `now` in milliseconds since 1970. */
export function createLimitNotes({
  log,
  observe,
  now,
  mode,
}: {
  log: Log;
  observe?: Observe;
  now: () => number;
  mode: LimitMode;
}) {
  const lines = new Map<LimitName, { at: number; times: number }>();
  let isNoted = false;
  return {
    /** A call was held back, or would have been. */
    reached(limit: LimitName): void {
      observe?.({ of: 'limit', limit, mode });
      const at = now();
      const line = lines.get(limit) ?? { at: -Infinity, times: 0 };
      line.times += 1;
      lines.set(limit, line);
      if (at >= line.at && at < line.at + quiet) return;
      log({ level: 'warn', event: 'limit-reached', limit, mode, times: line.times });
      Object.assign(line, { at, times: 0 });
    },
    /** Once: a server that does not know it of one request hardly knows it of another. */
    noAddress(): void {
      if (isNoted) return;
      isNoted = true;
      log({
        level: 'warn',
        event: 'limits-without-address',
        advice: 'have the host pass the address of the sender: see docs/limits.md',
      });
    },
  };
}
