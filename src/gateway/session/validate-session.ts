/** Whether the hosted API still knows a session. Its refusal alone is no proof: with a deactivated API token it refuses everything. */
import type { Customer } from '../../contract/answer.js';
import { hostedSettings } from '../../contract/hosted-settings.js';
import { customerData, customerSession } from '../../contract/sso-api.js';
import { type Deadline, logFor } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { Upstream } from '../upstream/upstream.js';

/** Milliseconds that a sign-in waits for the reader's name. */
const customerTimeout = 2000;
/** Milliseconds after a refusal that proved nothing, during which no further proof is sought. */
const pause = 10_000;
/** Statuses by which the hosted API says that a session is over, or that it takes nothing from this API token. */
const refusals: ReadonlySet<number | undefined> = new Set([400, 401, 404]);

const by = (deadline: Deadline | undefined) => deadline && { deadline };

/** Whether an operation failed because the session is over. */
export const isSessionEnded = (error: unknown): boolean => error instanceof Failure && error.code === 'signed-out';

export interface Validation {
  /** Whether the session is over, as far as the hosted API can be believed; `unknown` where it cannot be asked. Never throws. */
  validate(token: string, deadline?: Deadline): Promise<'valid' | 'ended' | 'unknown'>;
  /** The customer of a session; `undefined` where the hosted API does not say. `refused` is no proof yet that the session is over. Never throws. */
  customer(token: string, deadline?: Deadline): Promise<Customer | 'refused' | undefined>;
  /** Whether the hosted API refused the API token when a customer was asked for last: then nobody is named until that is mended. */
  namesNobody(): boolean;
  /** Whether another operation works with the same API token: then what was refused before is over. Never throws. */
  tokenWorks(deadline?: Deadline): Promise<boolean>;
}

/** `language`: of the settings that are read to see whether the API token works. `now` in milliseconds since 1970. */
export function createValidation(options: {
  upstream: Upstream;
  language: string;
  now: () => number;
  log: Log;
}): Validation {
  const { upstream, language, now, log } = options;
  let quietUntil = -Infinity;
  let isMisconfigured = false;

  /** Whether another operation works with the same API token. It has to begin after the refusal: one that is older proves nothing. */
  async function tokenWorks(deadline?: Deadline): Promise<boolean> {
    if (now() < quietUntil && now() >= quietUntil - pause) return false;
    try {
      await upstream.call('settings', { query: { language }, reply: hostedSettings, ...by(deadline) });
      quietUntil = -Infinity;
      return true;
    } catch {
      quietUntil = now() + pause;
      logFor(deadline, log)({ level: 'warn', event: 'session-refusal-doubted' });
      return false;
    }
  }

  async function isRefused(error: unknown, deadline: Deadline | undefined): Promise<boolean> {
    if (!(error instanceof Failure)) throw error;
    // The hosted API's own number for a bad API token: nothing is said of the session.
    if (error.code === 'misconfigured') return false;
    return (isSessionEnded(error) || refusals.has(error.upstreamStatus)) && tokenWorks(deadline);
  }

  return {
    tokenWorks,
    namesNobody: () => isMisconfigured,
    async validate(token, deadline) {
      try {
        const query = { sessionToken: token };
        await upstream.call('sessions/validate', { query, reply: customerSession, ...by(deadline) });
        return 'valid';
      } catch (error) {
        return (await isRefused(error, deadline)) ? 'ended' : 'unknown';
      }
    },
    async customer(token, deadline) {
      try {
        const { customerId, email, username, firstName, lastName } = await upstream.call('sessions/customerData', {
          query: { sessionToken: token },
          reply: customerData,
          timeout: customerTimeout,
          ...by(deadline),
        });
        isMisconfigured = false;
        const details = Object.entries({ email, username, firstName, lastName }).filter(([, value]) => value);
        return { id: customerId, ...Object.fromEntries(details) };
      } catch (error) {
        isMisconfigured = error instanceof Failure && error.code === 'misconfigured';
        return isSessionEnded(error) ? 'refused' : undefined;
      }
    },
  };
}
