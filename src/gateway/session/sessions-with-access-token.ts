/** Sessions whose access token goes with them: set whenever a session is confirmed, gone with it. */
import type { Customer } from '../../contract/answer.js';
import type { Log } from '../base/log.js';
import type { RequestCookies } from '../request/cookies.js';
import type { AccessTokens } from '../sealed/access-token.js';
import type { AccessRights } from './access-rights.js';
import type { Sessions } from './sessions.js';

/** `rights`: those that a token tells of. */
export function withAccessTokens(
  sessions: Sessions,
  options: { tokens: AccessTokens; access: AccessRights; rights: readonly string[]; log: Log },
): Sessions {
  const { tokens, access, rights, log } = options;

  async function follow(jar: RequestCookies, customer: Customer | undefined): Promise<void> {
    if (!customer) {
      tokens.clear(jar);
      return;
    }
    try {
      await tokens.write(jar, customer.id, async () => {
        const granted = rights.length > 0 ? await access.granted(customer.id, rights) : undefined;
        return { customerId: customer.id, ...(granted && { rights: granted }) };
      });
    } catch {
      // The key's own error may hold the key.
      log({ level: 'error', event: 'access-token-failed' });
      tokens.clear(jar);
    }
  }

  return {
    ...sessions,
    async begin(jar, token, signedIn) {
      const answer = await sessions.begin(jar, token, signedIn);
      await follow(jar, answer.customer);
      return answer;
    },
    async current(jar) {
      const answer = await sessions.current(jar);
      await follow(jar, answer.kind === 'session' ? answer.customer : undefined);
      return answer;
    },
    async end(jar) {
      await sessions.end(jar);
      tokens.clear(jar, true);
    },
  };
}
