import type { Process } from '../../contract/names.js';
import { tabMemory } from '../page/tab-memory.js';

const key = 'sso-flow-';

/**
 * Remembers which flow a tab is at, by the process that it began as, so that a reload resumes that one and not another tab's, and a
 * registration that went on as a login with Google resumes where it was begun. A flow's name is no secret and proves nothing.
 */
export const keepFlow = (process: Process, id = ''): unknown => tabMemory(key + process, id);

/** The flow that the tab is at, '' after its end; `undefined`: it was at none. */
export const ownFlow = (process: Process): string | undefined => tabMemory(key + process);
