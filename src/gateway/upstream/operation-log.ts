/** What the log has of the operations. Of addresses there is nothing: path and query can hold secrets. */
import type { Operation } from '../../contract/sso-api.js';
import type { OperationRecord } from '../base/call-record.js';
import type { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import { CircuitOpen } from './circuit.js';
import { rightOf } from './missing-rights.js';
import type { Details } from './read-reply.js';

export interface OperationLog {
  /** Returns the failure. */
  failed(failure: Failure, details: Details): Failure;
  tokenRefused(failure: Failure, details: Details): void;
  rightMissing(details: Details): void;
  /** The same, found and logged a short while ago. */
  rightStillMissing(failure: Failure, details: Details): void;
  /** Why it failed, as far as one of these was told; `lacks`: what was wrong with the API token. */
  why(): Pick<OperationRecord, 'cause' | 'lacks'>;
}

/** For one operation that begins now. `now` in milliseconds since 1970. */
export function logOperation(operation: Operation, { log, now }: { log: Log; now: () => number }): OperationLog {
  const started = now();
  let last: Details = {};
  let lacks: OperationRecord['lacks'];
  const note = (details: Details) => (last = details);
  const traits = ({ code }: Failure, details: Details) => ({
    operation,
    code,
    milliseconds: now() - started,
    ...details,
  });
  function failed(failure: Failure, details: Details): Failure {
    note(details);
    // What is refused while the circuit is open is no news.
    const isLoud = failure.code.startsWith('upstream') && !(failure instanceof CircuitOpen);
    log({ level: isLoud ? 'error' : 'info', event: 'upstream-failure', ...traits(failure, details) });
    return failure;
  }
  return {
    failed,
    tokenRefused(failure, details) {
      note(details);
      lacks = 'token';
      log({ level: 'error', event: 'api-token-refused', ...traits(failure, details) });
    },
    rightMissing(details) {
      note(details);
      lacks = 'right';
      log({ level: 'error', event: 'right-missing', operation, right: rightOf(operation), ...details });
    },
    rightStillMissing(failure, details) {
      lacks = 'right';
      failed(failure, details);
    },
    why() {
      const cause = last.reason ?? (last.status === undefined ? undefined : `HTTP ${last.status}`);
      return { ...(cause !== undefined && { cause }), ...(lacks && { lacks }) };
    },
  };
}
