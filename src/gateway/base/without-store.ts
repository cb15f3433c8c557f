/** Work with the store that goes on without it. */
import type { Log, LogEvent } from './log.js';
import { isErrorCode } from './log-failure.js';

/** Redis begins what it refuses with its kind, as `WRONGPASS` or `READONLY` (RESP, simple errors). */
const redisKind = /^[A-Z]{2,20}(?= )/;

/** Never the message, which can hold keys and addresses. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code: unknown = error.name === 'ReplyError' ? redisKind.exec(error.message)?.[0] : Reflect.get(error, 'code');
  return isErrorCode(code) ? code : error.name;
}

/** The line of a store that has failed. */
export const storeFailed = (error: unknown): LogEvent => ({
  level: 'warn',
  event: 'store-failed',
  cause: causeOf(error),
});

/** Returns what the work does; `undefined`, and a line on the log, where it rejects. Never rejects. */
export async function unlessStoreFails<T>(log: Log, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log(storeFailed(error));
    return undefined;
  }
}
