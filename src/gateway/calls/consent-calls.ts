/** The calls by which signed-in readers see their consents, withdraw them and give them anew. */
import { Failure } from '../base/failure.js';
import type { Handlers, Services } from '../process/services.js';
import type { SessionAnswer } from '../session/sessions.js';

/** Of the session alone: what a page sends names nobody. Throws `upstream-failed` where the hosted API has not said who it is. */
function customerIdOf({ customer }: SessionAnswer): string {
  if (!customer) throw new Failure('upstream-failed');
  return customer.id;
}

export function consentHandlers(services: Services): Handlers<'consents' | 'consents/choose'> {
  const { sessions, consents, readerConsents, limits } = services;
  return {
    async consents(context, asked) {
      const answer = await sessions.current(context);
      await consents.retryDue(context);
      return answer.kind === 'session' ? readerConsents.show(context, customerIdOf(answer), asked) : answer;
    },
    async 'consents/choose'(context, chosen) {
      const answer = await sessions.current(context);
      if (answer.kind !== 'session') throw new Failure('signed-out');
      const customerId = customerIdOf(answer);
      const marks = await readerConsents.marksOf(customerId);
      // Somebody else has signed in since the page was shown.
      if (!marks.includes(chosen.reader)) throw new Failure('signed-out');
      await limits.admit(context, 'consent', { accountKey: marks[0] });
      return readerConsents.choose(context, customerId, chosen);
    },
  };
}
