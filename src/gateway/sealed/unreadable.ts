/** Says that a cookie of ours could not be read. It stays: another instance may have the secret that it was sealed with. */
import type { Log } from '../base/log.js';

/** Milliseconds in which no more than one line is logged for each kind of cookie: anybody can send what nobody can read. */
const quiet = 60_000;

export type NoteUnreadable = (cookie: 'session' | 'flow', log: Log) => void;

/** `now` in milliseconds since 1970. */
export function createNoteUnreadable(now: () => number): NoteUnreadable {
  const noted = new Map<string, number>();
  return (cookie, log) => {
    const at = now();
    const before = noted.get(cookie) ?? -Infinity;
    if (at >= before && at < before + quiet) return;
    noted.set(cookie, at);
    log({ level: 'warn', event: 'cookie-unreadable', cookie });
  };
}
