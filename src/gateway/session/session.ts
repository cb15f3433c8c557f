/** Who is signed in: begun by a sign-in, kept in a cookie, asked again of the hosted API every few minutes. */
import type * as z from 'zod/mini';
import type { Customer, sessionAnswer, signedOutAnswer } from '../../contract/answer.js';
import { customerData, customerSession } from '../../contract/sso-api.js';
import type { Jar } from '../request/cookies.js';
import { createEndedSessions } from './ended-sessions.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { Failure } from '../base/failure.js';
import type { SealedSession, SessionCookie, SessionState } from '../sealed/session-cookie.js';
import { singleFlight } from '../base/single-flight.js';
import type { Upstream } from '../upstream/upstream.js';

/** Milliseconds between two validations. */
const validFor = 5 * 60_000;
/** Milliseconds after which a validation that got no answer is tried again. */
const retryAfter = 30_000;
/** Milliseconds: a sign-in does not wait longer for the reader's name. */
const customerTimeout = 2000;

export type SessionAnswer = z.infer<typeof sessionAnswer>;
type SignedOutAnswer = z.infer<typeof signedOutAnswer>;

export interface Sessions {
  /** Stores the session that a flow ended with. */
  begin(jar: Jar, token: string): Promise<SessionAnswer>;
  current(jar: Jar): Promise<SessionAnswer | SignedOutAnswer>;
  /** The session's token, for a call to the hosted API. `undefined`: nobody is signed in. */
  token(jar: Jar): Promise<string | undefined>;
  /** Has the next question about the session ask the hosted API, which has just said that it is over. */
  doubt(jar: Jar): Promise<void>;
  /** Forgets the session, also where an answer to a question about it is still on its way. */
  end(jar: Jar): Promise<void>;
}

interface Renewed {
  state: SessionState;
  cookies: SealedSession | undefined;
}

/** A clock that was set back makes a validation of the future: no reason to trust it longer. */
const fresh = (validated: number, now: number) => now >= validated && now - validated < validFor;
const answerOf = ({ customer }: SessionState): SessionAnswer => ({ kind: 'session', ...(customer && { customer }) });
/** Whether the hosted API says that the session is over. */
export const ended = (error: unknown) => error instanceof Failure && error.code === 'signed-out';

export function createSessions(options: {
  cookie: SessionCookie;
  upstream: Upstream;
  store: Store;
  now: () => number;
  log: Log;
}): Sessions {
  const { cookie, upstream, now, log } = options;
  const signedOut = createEndedSessions(options);
  const share = singleFlight<Renewed | 'ended'>();

  /** Throws `signed-out`; every other failure leaves the customer unknown. */
  async function whoIs(token: string): Promise<Customer | undefined> {
    try {
      const { customerId, email, username, firstName, lastName } = await upstream.call('sessions/customerData', {
        query: { sessionToken: token },
        reply: customerData,
        timeout: customerTimeout,
      });
      const details = Object.entries({ email, username, firstName, lastName }).filter(([, value]) => value);
      return { id: customerId, ...Object.fromEntries(details) };
    } catch (error) {
      if (ended(error)) throw error;
      return undefined;
    }
  }

  /** When the session counts as validated: without an answer, so long ago that the next try is due soon. */
  async function validate(token: string): Promise<number> {
    try {
      await upstream.call('sessions/validate', { query: { sessionToken: token }, reply: customerSession });
      return now();
    } catch (error) {
      if (ended(error)) throw error;
      return now() - validFor + retryAfter;
    }
  }

  async function renew(old: SessionState): Promise<Renewed | 'ended'> {
    try {
      const validated = fresh(old.validated, now()) ? old.validated : await validate(old.token);
      const customer = old.customer ?? (await whoIs(old.token));
      const state = { token: old.token, validated, ...(customer && { customer }) };
      return { state, cookies: await cookie.seal(state) };
    } catch (error) {
      if (ended(error)) return 'ended';
      throw error;
    }
  }

  return {
    async begin(jar, token) {
      const customer = await whoIs(token).catch(() => undefined);
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
    async doubt(jar) {
      const state = await cookie.read(jar);
      const cookies = typeof state === 'object' && (await cookie.seal({ ...state, validated: 0 }));
      if (cookies) cookie.write(jar, cookies);
    },
    async end(jar) {
      const state = await cookie.read(jar);
      if (typeof state === 'object') await signedOut.add(state.token);
      cookie.clear(jar);
    },
  };
}
