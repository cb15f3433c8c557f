/** Passing the session to another of the merchant's sites: a one-time token that the page sends there in a form post, never in an address. */
import { transferToken } from '../../contract/sso-api.js';
import { Failure } from '../base/failure.js';
import type { Handlers, Services } from '../process/services.js';
import { isSessionEnded } from '../session/validate-session.js';

export function transferHandlers({ options, upstream, sessions }: Services): Handlers<'session/transfer'> {
  return {
    async 'session/transfer'({ jar }, { to }) {
      const site = options.transferOrigins.find(({ origin }) => origin === to);
      if (!site) throw new Failure('transfer-refused');
      const customerSession = await sessions.token(jar);
      if (customerSession === undefined) throw new Failure('signed-out');
      try {
        const { transferToken: token } = await upstream.call('sessions/createTransferToken', {
          body: { customerSession },
          reply: transferToken,
        });
        return { kind: 'transfer', action: site.redeem, token };
      } catch (error) {
        if (isSessionEnded(error)) await sessions.markStale(jar);
        throw error;
      }
    },
  };
}
