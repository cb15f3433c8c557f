/** Asks the hosted API about a session that is due, once for all who ask meanwhile, and seals what it says. */
import { type Behalf, createDeadline, type Deadline, logFor, unlessLate } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import { singleFlight } from '../base/single-flight.js';
import type { Log } from '../base/log.js';
import type { NoteSkew } from '../sealed/clock-skew.js';
import type { SealedSession, SessionCookie, SessionState } from '../sealed/session-cookie.js';
import type { SharedValidations } from './shared-validations.js';
import type { Validation } from './validate-session.js';

/** Milliseconds for which a validation counts. */
export const validFor = 5 * 60_000;
/** Milliseconds for which requests with the very same cookie share a validation: those of one page do not all arrive at once. */
const shared = 1000;
/** Milliseconds after which a failed validation is tried again. */
const retryAfter = 30_000;

/** A session as it is now. `cookies`: absent where it has become too long for them. */
interface Renewed {
  state: SessionState;
  cookies: SealedSession | undefined;
}

/** Whether the hosted API need not be asked. A validation from the future, by a clock that was set back, does not count. */
export const isFresh = ({ validated, next = validated + validFor }: SessionState, now: number) =>
  now >= validated && now < next;

/** `timeout`: milliseconds for all operations of one validation. `now` in milliseconds since 1970. `nameOf`: what tells sessions apart. */
export function createRenewal(options: {
  cookie: SessionCookie;
  validation: Validation;
  timeout: number;
  now: () => number;
  nameOf: (state: SessionState) => string;
  validations: SharedValidations;
  noteSkew: NoteSkew;
  log: Log;
}): (state: SessionState, deadline: Deadline) => Promise<Renewed | 'ended'> {
  const { cookie, validation, timeout, now, nameOf, validations, noteSkew, log } = options;
  const share = singleFlight<Renewed | 'ended'>();
  const shareWithLate = singleFlight<Renewed | 'ended'>({ linger: shared, now });

  /** When another instance has asked meanwhile, if that still counts. What it says of the time to come, by a clock that is ahead, does not. */
  async function confirmedElsewhere(old: SessionState, deadline: Deadline): Promise<number | undefined> {
    const at = await validations.latest(nameOf(old));
    if (at !== undefined) noteSkew('validation', at, logFor(deadline, log));
    const counts = at !== undefined && at > old.validated && at <= now() && now() < at + validFor;
    return counts ? at : undefined;
  }

  /** Shared, so the deadline is its own. `behalf`: the request that is the first to ask. */
  async function renew(old: SessionState, behalf: Behalf | undefined): Promise<Renewed | 'ended'> {
    const deadline = createDeadline(timeout, behalf);
    const due = !isFresh(old, now());
    const confirmed = due ? await confirmedElsewhere(old, deadline) : undefined;
    const found = due && confirmed === undefined ? await validation.validate(old.token, deadline) : 'valid';
    if (found === 'ended') {
      await validations.forget(nameOf(old));
      return 'ended';
    }
    const told = old.customer ?? (await validation.customer(old.token, deadline));
    if (told === 'refused' && (await validation.tokenWorks(deadline))) return 'ended';
    const customer = told === 'refused' ? undefined : told;
    const { id, brief, validated, next, signedIn = now() } = old;
    const at = confirmed ?? now();
    if (due && found === 'valid' && confirmed === undefined) await validations.note(nameOf(old), at);
    const times = !due
      ? { validated, ...(next !== undefined && { next }) }
      : found === 'valid'
        ? { validated: at, next: at + validFor }
        : { validated, next: now() + retryAfter };
    const state = {
      token: old.token,
      ...(id !== undefined && { id }),
      ...(brief && { brief }),
      ...times,
      signedIn,
      ...(customer && { customer }),
    };
    return { state, cookies: await cookie.seal(state) };
  }

  /** Whoever cannot wait for a validation is told what was known before it, and does not wait again at once. */
  const orPostponed = (old: SessionState) => async (error: unknown) => {
    if (!(error instanceof Failure && error.code === 'upstream-timeout')) throw error;
    const { signedIn = now() } = old;
    const state = { ...old, signedIn, next: now() + retryAfter };
    return { state, cookies: await cookie.seal(state) };
  };

  return (state, deadline) => {
    // Who is not known yet is asked for again at once.
    const sharing = state.customer ? shareWithLate : share;
    const key = `${nameOf(state)} ${state.token} ${state.validated} ${state.next}`;
    return unlessLate(() => sharing(key, () => renew(state, deadline.behalf)), deadline).catch(orPostponed(state));
  };
}
