/** The login process: each call of the browser is one operation of the hosted API. */
import type { Body } from '../../contract/calls.js';
import { processReply } from '../../contract/sso-api.js';
import { loggingData } from '../request/client-facts.js';
import { laterSteps } from './shared-steps.js';
import { mask } from '../process/mask.js';
import { optInChoice } from '../consent/opt-in-choice.js';
import { Failure } from '../base/failure.js';
import { type Context, processFlow, settingsTimeout } from '../process/advance-flow.js';
import type { CallsOf, Handlers, Services } from '../process/services.js';
import type { Visit } from '../request/request-context.js';

export function loginHandlers(services: Services): Handlers<CallsOf<'login'>> {
  const { options, upstream, consents } = services;
  const flow = processFlow(services);
  const { admit, ready, answer } = flow;
  const chosen = optInChoice(services);
  const later = laterSteps(services, flow, 'login');
  const logging = ({ facts }: Visit, body: Context) => loggingData(facts, body, options);

  /** No mail of ours goes out that could confirm it. Without a choice the settings stop nobody. */
  async function choiceOf(visit: Visit, body: Body<'login/google'>) {
    if (body.optIn !== undefined) return chosen(body, await ready(visit, body, settingsTimeout), false);
    await admit(visit, body);
    return undefined;
  }

  return {
    async 'login/start'(visit, body) {
      const identifier = body.identifier.trim();
      if (!identifier) throw new Failure('invalid-request', { fields: { identifier: 'missing' } });
      await admit(visit, body);
      const who = identifier.includes('@') ? { email: identifier } : { username: identifier };
      const reply = await upstream.call('login/verify', {
        body: { ...logging(visit, body), ...who, password: body.password },
        reply: processReply,
      });
      return answer(visit, 'login', reply, body, undefined, { address: mask(identifier) });
    },
    async 'login/google'(visit, body) {
      const { idToken, language } = body;
      const choice = await choiceOf(visit, body);
      const reply = await upstream.call('ssoProvider/verify', {
        body: {
          ...logging(visit, body),
          ...(language !== undefined && { language }),
          ssoProvider: 'GOOGLE',
          authenticationData: { idToken },
        },
        reply: processReply,
      });
      // Side by side, since a session can come at once, and much else is waited for then.
      const asked = choice && consents.asked(visit, choice);
      try {
        return await answer(visit, 'login', reply, body, undefined, { consent: choice?.consent });
      } finally {
        await asked;
      }
    },
    'login/two-factor': later.twoFactor,
    'login/reset-password': later.resetPassword,
    'login/additional-data': later.additionalData,
    'login/end-sessions': later.endSessions,
  };
}
