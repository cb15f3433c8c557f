/** The reader's session: begun by a sign-in, kept in a cookie, validated with the hosted API every few minutes. */
import type * as z from 'zod/mini';
import type { Customer, sessionAnswer, signedOutAnswer } from '../../contract/answer.js';
import { customerData, customerSession } from '../../contract/sso-api.js';
import type { RequestCookies } from '../request/cookies.js';
import { createEndedMarks } from './ended-marks.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { Failure } from '../base/failure.js';
import type { SealedSession, SessionCookie, SessionState } from '../sealed/session-cookie.js';
import { singleFlight } from '../base/single-flight.js';
import type { Upstream } from '../upstream/upstream.js';

/** Milliseconds for which a validation counts. */
const validFor = 5 * 60_000;
/** Milliseconds after which a failed validation is tried again. */
const retryAfter = 30_000;
/** Milliseconds that a sign-in waits for the reader's name. */
const customerTimeout = 2000;

export type SessionAnswer = z.infer<typeof sessionAnswer>;
type SignedOutAnswer = z.infer<typeof signedOutAnswer>;

export interface Sessions {
  /** Sets the cookies of a new session. Throws `upstream-failed` where its token does not fit. */
  begin(jar: RequestCookies, token: string): Promise<SessionAnswer>;
  /** Who is signed in; validates the session where that is due. Throws `Failure` where the hosted API cannot be asked. */
  current(jar: RequestCookies): Promise<SessionAnswer | SignedOutAnswer>;
  /** The session's token, for operations. `undefined`: nobody is signed in. */
  token(jar: RequestCookies): Promise<string | undefined>;
  /** Whether the session that came with the request was ended a short while ago. */
  hasEnded(jar: RequestCookies): Promise<boolean>;
  /** Makes the next call validate the session, since an operation has just reported that it is over. */
  markStale(jar: RequestCookies): Promise<void>;
  /** Ends the session in this browser; a response that is still under way cannot bring it back. */
  end(jar: RequestCookies): Promise<void>;
}

interface Renewed {
  state: SessionState;
  cookies: SealedSession | undefined;
}

/** A validation from the future, by a clock that was set back, does not count. */
const fresh = (validated: number, now: number) => now >= validated && now - validated < validFor;
const answerOf = ({ customer }: SessionState): SessionAnswer => ({ kind: 'session', ...(customer && { customer }) });
/** Whether an operation failed because the session is over. */
export const isSessionEnded = (error: unknown) => error instanceof Failure && error.code === 'signed-out';

export function createSessions(options: {
  cookie: SessionCookie;
  upstream: Upstream;
  store: Store;
  now: () => number;
  log: Log;
}): Sessions {
  const { cookie, upstream, now, log } = options;
  const signedOut = createEndedMarks({ ...options, of: 'session' });
  const share = singleFlight<Renewed | 'ended'>();

  /** The customer of a session. Throws `signed-out`; any other failure leaves the customer unknown. */
  async function findCustomer(token: string): Promise<Customer | undefined> {
    try {
      const { customerId, email, username, firstName, lastName } = await upstream.call('sessions/customerData', {
        query: { sessionToken: token },
        reply: customerData,
        timeout: customerTimeout,
      });
      const details = Object.entries({ email, username, firstName, lastName }).filter(([, value]) => value);
      return { id: customerId, ...Object.fromEntries(details) };
    } catch (error) {
      if (isSessionEnded(error)) throw error;
      return undefined;
    }
  }

  /** The time of validation; after a failure one so long ago that the next try is due soon. */
  async function validate(token: string): Promise<number> {
    try {
      await upstream.call('sessions/validate', { query: { sessionToken: token }, reply: customerSession });
      return now();
    } catch (error) {
      if (isSessionEnded(error)) throw error;
      return now() - validFor + retryAfter;
    }
  }

  async function renew(old: SessionState): Promise<Renewed | 'ended'> {
    try {
      const validated = fresh(old.validated, now()) ? old.validated : await validate(old.token);
      const customer = old.customer ?? (await findCustomer(old.token));
      const state = { token: old.token, validated, ...(customer && { customer }) };
      return { state, cookies: await cookie.seal(state) };
    } catch (error) {
      if (isSessionEnded(error)) return 'ended';
      throw error;
    }
  }

  return {
    async begin(jar, token) {
      const customer = await findCustomer(token).catch(() => undefined);
      const state = { token, validated: now(), ...(customer && { customer }) };
      const cookies = await cookie.seal(state);
      if (!cookies) {
        log({ level: 'error', event: 'session-too-long', characters: token.length });
        throw new Failure('upstream-failed');
      }
      cookie.write(jar, cookies);
      return answerOf(state);
    },
    async current(jar) {
      const state = await cookie.read(jar);
      if (typeof state !== 'object') {
        cookie.clear(jar);
        return { kind: 'signedOut' };
      }
      if (state.customer && fresh(state.validated, now())) return answerOf(state);
      const renewed = await share(state.token, () => renew(state));
      if (renewed === 'ended') {
        cookie.clear(jar);
        return { kind: 'signedOut', reason: 'ended' };
      }
      if (await signedOut.has(state.token)) return { kind: 'signedOut' };
      if (renewed.cookies) cookie.write(jar, renewed.cookies);
      return answerOf(renewed.state);
    },
    async token(jar) {
      const state = await cookie.read(jar);
      return typeof state === 'object' ? state.token : undefined;
    },
    async hasEnded(jar) {
      const state = await cookie.read(jar);
      return typeof state === 'object' && (await signedOut.has(state.token));
    },
    async markStale(jar) {
      const state = await cookie.read(jar);
      const cookies = typeof state === 'object' && (await cookie.seal({ ...state, validated: 0 }));
      if (cookies) cookie.write(jar, cookies);
    },
    async end(jar) {
      const state = await cookie.read(jar);
      if (typeof state === 'object') await signedOut.add(state.token);
      cookie.forget(jar);
    },
  };
}
