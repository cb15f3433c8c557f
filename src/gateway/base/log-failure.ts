/** What the log says of a failure. */
import { problems } from '../../contract/problems.js';
import type { Log } from './log.js';
import { Failure } from './failure.js';

/** Where a fault of our own happened: the frames alone, since a message can repeat what was being worked on. */
export const stackFrames = (error: Error): string =>
  String(error.stack)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .join('\n');

/** Logs a failure by how much it concerns the operator. What is no `Failure` is a fault of our own. */
export function logFailure(error: unknown, path: string, log: Log): Failure {
  const failure = error instanceof Failure ? error : new Failure('gateway-failed');
  const level = failure.code === 'gateway-failed' ? 'error' : problems[failure.code] >= 500 ? 'warn' : 'info';
  const where =
    error instanceof Error && !(error instanceof Failure) ? { name: error.name, frames: stackFrames(error) } : {};
  log({ level, event: 'problem', path, code: failure.code, ...where });
  return failure;
}
