/** The calls about the reader's session: who is signed in, signing out, and taking over the iframe's. */
import { createAdoptHandler } from './adopt-session.js';
import { createFlowEnding } from '../process/end-flows.js';
import type { Handlers, Services } from '../process/services.js';

/** They also retry what consents still need: they have little else to wait for, and their answers may set the reader's cookies. */
export function sessionHandlers(services: Services): Handlers<'session' | 'session/end' | 'session/adopt'> {
  const { options, sessions, access, consents } = services;
  const { endFlows } = createFlowEnding(services);
  return {
    async session(context) {
      const answer = await sessions.current(context);
      await consents.retryDue(context);
      const { sessionRights } = options;
      if (answer.kind !== 'session' || !answer.customer || sessionRights.length === 0) return answer;
      const rights = await access.granted(answer.customer.id, sessionRights, context.deadline);
      return { ...answer, ...(rights && { rights }) };
    },
    async 'session/end'(context) {
      await consents.retryDue(context, true);
      await sessions.end(context);
      await endFlows(context);
      return { kind: 'done' };
    },
    'session/adopt': createAdoptHandler(services),
  };
}
