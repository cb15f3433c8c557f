/**
 * API tokens that work, but lack the right for an operation: the hosted API refuses those with the 401 of a wrong token. Every operation
 * outside of the processes needs a right of its own (docs/hosted-api.md, "Rights").
 */
import { type Operation, operations } from '../../contract/sso-api.js';
import type { Deadline } from '../base/deadline.js';

/** Milliseconds for which a missing right is not logged again for an operation. */
const loggedFor = 3600_000;
/** Milliseconds after a proof that failed, during which no further one is sought. */
const quietFor = 10_000;
/**
 * Milliseconds after a proof that failed, during which one that succeeds proves nothing: the hosted API has begun to take the token again, maybe
 * between the refusal and the proof.
 */
const recoveringFor = 60_000;

/** What goes on behind an operation's path. */
const pathEnd: Partial<Record<Operation, string>> = {
  'customers/optIns': '/{customerId}/optIns',
  'customers/readOptIns': '/{customerId}/optIns',
  'accessRights/hasAccess': '/{customerId}/hasAccess',
};

/** The call that the API token must be allowed to make; `undefined`: every token may. */
export function rightOf(operation: Operation): string | undefined {
  const { method, path } = operations[operation];
  return path.startsWith('/processes/') ? undefined : `${method} ${path}${pathEnd[operation] ?? ''}`;
}

export interface MissingRights {
  /**
   * Judges an operation that was refused as if the API token were wrong: `missing` where the token works elsewhere, `known` where that was
   * found within the hour, `unproven` else, also where the deadline leaves no time to find out. Never throws.
   */
  judge(operation: Operation, token: string, deadline: Deadline): Promise<'missing' | 'known' | 'unproven'>;
}

/** `works` says whether another operation works with the same token; it begins after the refusal, as it is no proof else. `now` in milliseconds. */
export function createMissingRights(options: {
  now: () => number;
  works: (token: string, deadline: Deadline) => Promise<boolean>;
}): MissingRights {
  const { now, works } = options;
  /** By operation: for which token, and when it was found. */
  const found = new Map<Operation, { token: string; at: number }>();
  let quietSince = -Infinity;
  const isWithin = (at: number, time: number) => Math.abs(now() - at) < time;
  return {
    async judge(operation, token, deadline) {
      const before = found.get(operation);
      if (before?.token === token && isWithin(before.at, loggedFor)) return 'known';
      if (rightOf(operation) === undefined || isWithin(quietSince, quietFor)) return 'unproven';
      const isLate = () => deadline.left() === 0;
      if (isLate()) return 'unproven';
      const isRecovering = isWithin(quietSince, recoveringFor);
      if (!(await works(token, deadline).catch(() => false))) {
        // A call that had too little time left says nothing of the next one.
        if (!isLate()) quietSince = now();
        return 'unproven';
      }
      if (isRecovering) return 'unproven';
      found.set(operation, { token, at: now() });
      return 'missing';
    },
  };
}
