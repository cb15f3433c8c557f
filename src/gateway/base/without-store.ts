/** Work with the store that goes on without it. */
import type { Log } from './log.js';
import { storeFailed } from './store-failed.js';

/** Returns what the work does; `undefined`, and a line on the log, where it rejects. Never rejects. */
export async function unlessStoreFails<T>(log: Log, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log(storeFailed(error));
    return undefined;
  }
}
