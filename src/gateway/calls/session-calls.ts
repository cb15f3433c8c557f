/** The calls about the reader's session: who is signed in, and signing out. */
import type { Handlers, Services } from '../process/services.js';

/** They also retry what consents still need: they have little else to wait for, and their answers may set the reader's cookies. */
export function sessionHandlers({ sessions, consents }: Services): Handlers<'session' | 'session/end'> {
  return {
    async session(context) {
      const answer = await sessions.current(context.jar);
      await consents.retryDue(context);
      return answer;
    },
    async 'session/end'(context) {
      await consents.retryDue(context, true);
      await sessions.end(context.jar);
      return { kind: 'done' };
    },
  };
}
