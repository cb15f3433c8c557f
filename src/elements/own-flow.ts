import type { Process } from '../contract/names.js';

const key = 'sso-flow-';

/**
 * Remembers which flow a tab is at, by the process that it began as, so that a reload resumes that one and not another tab's, and a
 * registration that went on as a login with Google resumes where it was begun. A flow's name is no secret and proves nothing.
 */
export function keepFlow(process: Process, id = ''): void {
  try {
    sessionStorage.setItem(key + process, id);
  } catch {
    // A browser that keeps nothing resumes the newest.
  }
}

/** The flow that the tab is at, '' after its end; `undefined`: it was at none. */
export function ownFlow(process: Process): string | undefined {
  try {
    return sessionStorage.getItem(key + process) ?? undefined;
  } catch {
    return undefined;
  }
}
