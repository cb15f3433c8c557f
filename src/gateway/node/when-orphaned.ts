/** Ends a process with the one that started it. */

/** Milliseconds. */
const parentCheck = 500;

/** What tells of a parent: its ID now; another one, when it has ended. */
export interface WithParent {
  readonly ppid?: number;
}

/**
 * Calls back when the parent has ended: `npx` hands no signal on, and what it started would keep the port.
 *
 * @param ppid the parent as it was when the process began: by the time it serves, it may be orphaned.
 */
export function whenOrphaned(process: WithParent, ppid: number | undefined, ended: () => void): void {
  // The first process of a system or container adopts orphans, and outlives all.
  if (ppid === undefined || ppid <= 1) return;
  const timer = setInterval(() => {
    if (process.ppid === ppid) return;
    clearInterval(timer);
    ended();
  }, parentCheck).unref();
}
