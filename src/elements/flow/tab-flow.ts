import type { Process } from '../../contract/names.js';
import { exchangeTabValue } from '../page/tab-storage.js';

const key = 'sso-flow-';

/**
 * Remembers which flow a tab is at, by the process that it began as, so that a reload resumes that one and not another tab's, and a
 * registration that went on as a login with Google resumes where it was begun. A flow's name is no secret and proves nothing.
 */
export const storeTabFlow = (process: Process, id = ''): unknown => exchangeTabValue(key + process, id);

/** The flow that the tab is at, '' after its end; `undefined`: it was at none. */
export const tabFlow = (process: Process): string | undefined => exchangeTabValue(key + process);
