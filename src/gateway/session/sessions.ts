/** The reader's session: begun by a sign-in, kept in a cookie, validated with the hosted API every few minutes. */
import type * as z from 'zod/mini';
import type { sessionAnswer, signedOutAnswer } from '../../contract/answer.js';
import type { RequestCookies } from '../request/cookies.js';
import type { NoteSkew } from '../sealed/clock-skew.js';
import { encodeBase64url, type Random } from '../base/bytes.js';
import type { NoteUnreadable } from '../sealed/unreadable.js';
import { createEndedMarks } from './ended-marks.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import type { CallNotes, SessionEnding } from '../base/call-record.js';
import { type Deadline, logFor } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { SessionCookie, SessionState } from '../sealed/session-cookie.js';
import { createRenewal, isFresh, validFor } from './renew-session.js';
import { createSharedValidations } from './shared-validations.js';
import type { Validation } from './validate-session.js';

/** Milliseconds without a validation after which nobody is said to be signed in any more. */
const trustedFor = 24 * 3600_000;

export type SessionAnswer = z.infer<typeof sessionAnswer>;
type SignedOutAnswer = z.infer<typeof signedOutAnswer>;

export interface Sessions {
  /**
   * Sets the cookies of a new session. `isBrief`: it ends with the browser's own. `signedIn`: when the reader signed in, in milliseconds since
   * 1970; default: now. Throws `upstream-failed` where its token does not fit, `signed-out` where that was too long ago.
   */
  begin(context: Asking, token: string, given: { isBrief: boolean; signedIn?: number }): Promise<SessionAnswer>;
  /**
   * Who is signed in; validates the session where that is due. Throws `upstream-failed` where the hosted API could not confirm it for so long
   * that nobody knows: the cookies stay until their end. Waits for a validation, which others share, as long as the deadline allows.
   */
  current(context: Asking): Promise<SessionAnswer | SignedOutAnswer>;
  /** What hands the session to another site. `undefined`: nobody is signed in. */
  held(jar: RequestCookies): Promise<HeldSession | undefined>;
  /** Whether a session was ended, by the `mark` that it had when it was held. */
  isEnded(mark: string): Promise<boolean>;
  /**
   * To be called when an operation begins. A session that has ended by then is none: its cookie is still there where the answer to the sign-out
   * never arrived, and must keep nobody from signing in.
   */
  noteEnded(jar: RequestCookies): Promise<void>;
  /** Whether the session that came with the request has ended a short while ago, since the operation began. */
  hasEnded(jar: RequestCookies): Promise<boolean>;
  /** Makes the next call validate the session, since an operation has just reported that it is over. */
  markStale(jar: RequestCookies): Promise<void>;
  /** Ends the session in this browser; a response that is still under way cannot bring it back. */
  end(asking: Asking): Promise<void>;
}

/** Of a request. */
export interface Asking {
  jar: RequestCookies;
  deadline: Deadline;
  notes: CallNotes;
}

export interface HeldSession {
  /** For operations. */
  token: string;
  /** Milliseconds since 1970. */
  signedIn: number;
  /** Whether it ends with the browser's own session. */
  isBrief: boolean;
  /** Finds out whether it has ended since. */
  mark: string;
}

const answerOf = ({ customer }: SessionState): SessionAnswer => ({ kind: 'session', ...(customer && { customer }) });

function noteReader<S extends SessionState>(notes: CallNotes, state: S): S {
  if (state.customer) notes.customer = state.customer;
  return state;
}
const noteEnding = (notes: CallNotes, why: SessionEnding, state?: SessionState) =>
  notes.ended.push({ why, customer: state?.customer });

export function createSessions(options: {
  cookie: SessionCookie;
  validation: Validation;
  store: Store;
  /** Milliseconds for all operations of one validation. */
  timeout: number;
  now: () => number;
  random: Random;
  noteUnreadable: NoteUnreadable;
  noteSkew: NoteSkew;
  log: Log;
}): Sessions {
  const { cookie, validation, now, random, noteUnreadable, noteSkew, log } = options;
  /** Ended a short while ago: operations that were under way then bring nothing back. */
  const signedOut = createEndedMarks({ ...options, of: 'session' });
  /** Ended, for as long as a copy of the cookie could count. */
  const revoked = createEndedMarks({ ...options, of: 'revoked' });
  const nameOf = ({ id, token }: SessionState): string => id ?? token;
  const validations = createSharedValidations({ ...options, seconds: validFor / 1000 });
  /** What came with a session that had ended before its operation began. */
  const endedBefore = new WeakSet<RequestCookies>();
  const renewed = createRenewal({ ...options, nameOf, validations });

  /** Throws `upstream-failed` where the last validation was too long ago. */
  function known(state: SessionState): SessionAnswer {
    if (Math.abs(now() - state.validated) > trustedFor) throw new Failure('upstream-failed');
    return answerOf(state);
  }

  async function hasEnded(jar: RequestCookies): Promise<boolean> {
    const state = await cookie.read(jar);
    return typeof state === 'object' && signedOut.has(nameOf(state));
  }

  return {
    async begin({ jar, deadline, notes }, token, { isBrief, signedIn: since = now() }) {
      const customer = await validation.customer(token, deadline);
      const at = now();
      const times = { validated: at, next: at + validFor, signedIn: Math.min(since, at) };
      if (cookie.isOver(times)) throw new Failure('signed-out');
      const id = encodeBase64url(random(12));
      const brief = isBrief && ({ brief: true } as const);
      const state = { token, id, ...brief, ...times, ...(customer && customer !== 'refused' && { customer }) };
      const cookies = await cookie.seal(state);
      if (!cookies) {
        logFor(deadline, log)({ level: 'error', event: 'session-too-long', characters: token.length });
        throw new Failure('upstream-failed');
      }
      const before = await cookie.read(jar);
      if (typeof before === 'object' && !endedBefore.has(jar)) noteEnding(notes, 'replaced', before);
      cookie.write(jar, cookies);
      notes.signedIn = true;
      return answerOf(noteReader(notes, state));
    },
    async current({ jar, deadline, notes }) {
      const state = await cookie.read(jar);
      if (typeof state !== 'object') {
        if (state === 'unreadable') noteUnreadable('session', logFor(deadline, log));
        else cookie.clear(jar);
        if (state === 'over') noteEnding(notes, 'over');
        return { kind: 'signedOut' };
      }
      noteReader(notes, state);
      noteSkew('session', state.validated, logFor(deadline, log));
      // A copy of a cookie. It is not deleted: where the reader has signed in again meanwhile, that would be the new one.
      if (await revoked.has(nameOf(state))) {
        noteEnding(notes, 'copy', state);
        return { kind: 'signedOut' };
      }
      if (state.customer && state.signedIn !== undefined && isFresh(state, now())) return known(state);
      const found = await renewed(state, deadline);
      if (found === 'ended') {
        cookie.clear(jar);
        noteEnding(notes, 'refused', state);
        return { kind: 'signedOut', reason: 'ended' };
      }
      if (await revoked.has(nameOf(state))) return { kind: 'signedOut' };
      if (found.cookies) cookie.write(jar, found.cookies);
      return known(noteReader(notes, found.state));
    },
    async held(jar) {
      const state = await cookie.read(jar);
      if (typeof state !== 'object') return undefined;
      const { token, brief = false, signedIn = now() } = state;
      const mark = await revoked.keyOf(nameOf(state));
      return (await revoked.hasKey(mark)) ? undefined : { token, signedIn, isBrief: brief, mark };
    },
    isEnded: (mark) => revoked.hasKey(mark),
    async noteEnded(jar) {
      if (await hasEnded(jar)) endedBefore.add(jar);
    },
    hasEnded: async (jar) => !endedBefore.has(jar) && hasEnded(jar),
    async markStale(jar) {
      const state = await cookie.read(jar);
      if (typeof state !== 'object' || (await revoked.has(nameOf(state)))) return;
      const { signedIn = now() } = state;
      await validations.forget(nameOf(state));
      const cookies = await cookie.seal({ ...state, signedIn, next: 0 });
      if (cookies) cookie.write(jar, cookies);
    },
    async end({ jar, notes }) {
      const state = await cookie.read(jar);
      if (typeof state === 'object') {
        noteEnding(notes, 'reader', noteReader(notes, state));
        const name = nameOf(state);
        await Promise.all([signedOut.add(name), revoked.add(name, cookie.remaining(state))]);
      }
      cookie.forget(jar);
    },
  };
}
