import type { Process } from '../contract/names.js';

const key = (process: Process) => `sso-flow-${process}`;

/**
 * Remembers, within this tab, that a process went on as another one (a registration with Google as a login), so that it is
 * resumed where it was begun. A flow's name is no secret and proves nothing.
 */
export function keepFlow(process: Process, id: string): void {
  try {
    sessionStorage.setItem(key(process), id);
  } catch {
    // A browser that keeps nothing resumes it at sign-in only.
  }
}

/** The flow that a process went on as. */
export function ownFlow(process: Process): string | undefined {
  try {
    return sessionStorage.getItem(key(process)) ?? undefined;
  } catch {
    return undefined;
  }
}
