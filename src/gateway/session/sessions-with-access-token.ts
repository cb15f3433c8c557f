/** Sessions whose access token goes with them: set whenever a session is confirmed, gone with it. */
import type { Customer } from '../../contract/answer.js';
import { logFor } from '../base/deadline.js';
import type { Log } from '../base/log.js';
import type { AccessTokens } from '../sealed/access-token.js';
import type { SessionCookie } from '../sealed/session-cookie.js';
import type { AccessRights } from './access-rights.js';
import type { Asking, Sessions } from './sessions.js';

/** `rights`: those that a token tells of. */
export function withAccessTokens(
  sessions: Sessions,
  options: { cookie: SessionCookie; tokens: AccessTokens; access: AccessRights; rights: readonly string[]; log: Log },
): Sessions {
  const { cookie, tokens, access, rights, log } = options;

  async function follow({ jar, deadline }: Asking, customer: Customer | undefined): Promise<void> {
    if (!customer) {
      tokens.clear(jar);
      return;
    }
    try {
      await tokens.write(jar, customer.id, async () => {
        const granted = rights.length > 0 ? await access.granted(customer.id, rights, deadline) : undefined;
        return { customerId: customer.id, ...(granted && { rights: granted }) };
      });
    } catch {
      // The key's own error may hold the key.
      logFor(deadline, log)({ level: 'error', event: 'access-token-failed' });
      tokens.clear(jar);
    }
  }

  return {
    ...sessions,
    async begin(asking, token, given) {
      const answer = await sessions.begin(asking, token, given);
      await follow(asking, answer.customer);
      return answer;
    },
    async current(asking) {
      const answer = await sessions.current(asking);
      // Where the session's cookie is left, since another instance may read it, so is the token, for its short time.
      if (answer.kind === 'session' || !cookie.isHeld(asking.jar))
        await follow(asking, answer.kind === 'session' ? answer.customer : undefined);
      return answer;
    },
    async end(asking) {
      await sessions.end(asking);
      tokens.clear(asking.jar, true);
    },
  };
}
