/** How a failure is logged. */
import { problems } from '../../contract/problems.js';
import type { Log } from './log.js';
import { Failure } from './failure.js';

/** The top five frames of an error's stack, without its message, which can hold personal data. */
export const stackFrames = (error: Error): string =>
  String(error.stack)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .join('\n');

/** Whether it is the code of an error, as `ECONNREFUSED`: nothing else of an error may stand in a log. */
export const isErrorCode = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(value);

/** Logs an error at the level that fits it, and returns it as a `Failure`: anything else is a fault of the gateway's own. */
export function logFailure(error: unknown, path: string, log: Log): Failure {
  const failure = error instanceof Failure ? error : new Failure('gateway-failed');
  const level = failure.code === 'gateway-failed' ? 'error' : problems[failure.code] >= 500 ? 'warn' : 'info';
  const where =
    error instanceof Error && !(error instanceof Failure) ? { name: error.name, frames: stackFrames(error) } : {};
  log({ level, event: 'problem', path, code: failure.code, ...where });
  return failure;
}
