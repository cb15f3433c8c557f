/** Says that the clocks of two instances differ: what one of them has sealed or shared comes from the other's future. */
import type { Log } from '../base/log.js';

/** Milliseconds by which clocks that are kept right may differ, with much room. */
const tolerance = 5000;
/** Milliseconds in which no more than one line is logged: each reader brings the same news. */
const quiet = 60_000;

/** `at`: a time that was noted elsewhere, in milliseconds since 1970. */
export type NoteSkew = (of: 'session' | 'flow' | 'validation', at: number, log: Log) => void;

/** The one whose clock is behind notices: to the other one, the times are only older than they are. `now` in milliseconds since 1970. */
export function createNoteSkew(now: () => number): NoteSkew {
  let noted = -Infinity;
  return (of, at, log) => {
    const here = now();
    const ahead = at - here;
    if (ahead <= tolerance || (here >= noted && here < noted + quiet)) return;
    noted = here;
    log({ level: 'warn', event: 'clock-skew', of, seconds: Math.round(ahead / 1000) });
  };
}
