/** Whether a reader may read something. */
import { accessRightId } from '../../contract/sso-api.js';
import type { Deadline } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { Services } from '../process/services.js';
import type { Reader, SessionReading } from './read-session.js';

/** Access rights that one question names at most. */
const mostRights = 20;

/** Whether a reader may read something. */
export interface AccessReading extends SessionReading {
  /** Whether to show it. */
  granted: boolean;
  /**
   * Why: `right`: the reader has one of the rights; `no-right`: none of them; `blocked`: the customer is blocked, whatever was bought;
   * `signed-out`; `misconfigured`: your API token may not ask that, which the log has; `unknown`: the hosted API cannot say, and no verdict of the
   * last hour is there; `emergency`. For the last two `inEmergency` decides.
   */
  reason: 'right' | 'no-right' | 'blocked' | 'signed-out' | 'misconfigured' | 'unknown' | 'emergency';
}
export type Access = Pick<AccessReading, 'granted' | 'reason'>;

/** Throws a `TypeError`: a slip of the page neither opens nor closes an article without a word. */
export function checkRights(rights: unknown): void {
  const isRight = (id: unknown) => accessRightId.safeParse(id).success;
  if (!Array.isArray(rights) || rights.length < 1 || rights.length > mostRights || !rights.every(isRight))
    throw new TypeError('rights must be 1 to 20 IDs of access rights, each of 2 to 30 letters, digits and dashes');
}

/** Returns a function that says whether a reader has one of some rights. */
export function createAccessLookup({ options, access, validation }: Services) {
  const isOpen = options.inEmergency === 'open';
  // It would stay so until somebody looks into the log: that is no emergency, and opens nothing.
  const misconfigured: Access = { granted: false, reason: 'misconfigured' };
  const unknown: Access = { granted: isOpen, reason: 'unknown' };

  return async ({ state, customer }: Reader, rights: readonly string[], deadline: Deadline): Promise<Access> => {
    if (state === 'signed-out') return { granted: false, reason: 'signed-out' };
    if (state !== 'signed-in') return { granted: isOpen, reason: state };
    // The hosted API has not said who it is.
    if (!customer) return validation.namesNobody() ? misconfigured : unknown;
    try {
      const verdict = await access.check(customer.id, rights, deadline);
      if (verdict === 'granted') return { granted: true, reason: 'right' };
      return { granted: false, reason: verdict === 'blocked' ? 'blocked' : 'no-right' };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return error.code === 'misconfigured' ? misconfigured : unknown;
    }
  };
}
