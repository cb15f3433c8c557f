import type { Process } from '../../contract/names.js';
import { exchangeTabValue } from '../page/tab-storage.js';

const key = 'sso-flow-';

/**
 * Stores the name of the tab's flow under the process that it began as: a reload resumes that one and not another tab's, and a
 * registration that became a login with Google resumes where it began. A flow's name is no secret and proves nothing.
 */
export const storeTabFlow = (process: Process, id = ''): unknown => exchangeTabValue(key + process, id);

/** Returns the name of the tab's last flow; '' after its end, `undefined` where there was none. */
export const tabFlow = (process: Process): string | undefined => exchangeTabValue(key + process);
