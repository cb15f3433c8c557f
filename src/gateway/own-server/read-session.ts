/** Who reads, for the publisher's own server: it renders a page by that, and passes on the cookies. */
import type { Customer } from '../../contract/answer.js';
import { within } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { RequestContext } from '../request/request-context.js';
import type { Services } from '../process/services.js';

/** Who reads, as far as it is known. */
export interface SessionReading {
  /**
   * `signed-in`; `signed-out`; `unknown`: the hosted API could not confirm the session for so long that nobody can say, or a part of the gateway
   * fails; `emergency`: the operator of the hosted API has switched sign-in off, and what readers may see is the publisher's decision.
   */
  state: 'signed-in' | 'signed-out' | 'unknown' | 'emergency';
  /** Of whom is signed in, and in an emergency of whom the cookie still names. Absent where the hosted API has not said it. */
  customer?: Customer;
  /** `Set-Cookie` lines for the response, each as a header of its own. */
  setCookies: readonly string[];
}
/** Without its cookies, which are written once all is done. */
export type Reader = Omit<SessionReading, 'setCookies'>;

/** Milliseconds that a page waits for a session that is due, so that there is time left for what it is asked for. */
const sessionTimeout = 2000;
/** Milliseconds that a page waits for settings which say whether there is an emergency; without them there is none. */
const settingsTimeout = 500;

/** Returns a function that says who reads. It throws where a part of the gateway fails. */
export function createReaderLookup({ options, sessions, settings }: Services) {
  async function current(context: RequestContext): Promise<Reader> {
    const deadline = within(context.deadline, sessionTimeout);
    try {
      const answer = await sessions.current({ ...context, deadline });
      if (answer.kind === 'signedOut') return { state: 'signed-out' };
      return { state: 'signed-in', ...(answer.customer && { customer: answer.customer }) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { state: 'unknown' };
    }
  }
  return async (context: RequestContext): Promise<Reader> => {
    const [reader, found] = await Promise.all([
      current(context),
      settings.current(options.language, settingsTimeout).catch(() => undefined),
    ]);
    return found?.availability === 'emergency' ? { ...reader, state: 'emergency' } : reader;
  };
}
