/** The login process: each call of the browser is one operation of the hosted API. */
import type { Body } from '../../contract/calls.js';
import { processReply } from '../../contract/sso-api.js';
import { loggingData } from '../request/client-facts.js';
import { sharedSteps } from './shared-steps.js';
import { mask } from '../process/mask.js';
import { createOptInParser } from '../consent/opt-in-choice.js';
import { Failure } from '../base/failure.js';
import { type CommonInput, createProcessFlow, settingsTimeout } from '../process/advance-flow.js';
import type { CallsOf, Handlers, Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';

export function loginHandlers(services: Services): Handlers<CallsOf<'login'>> {
  const { options, upstream, consents } = services;
  const flow = createProcessFlow(services);
  const { admit, ready, answer } = flow;
  const parseOptIn = createOptInParser(services);
  const shared = sharedSteps(services, flow, 'login');
  const logging = ({ facts }: RequestContext, body: CommonInput) => loggingData(facts, body, options);

  /** No mail of ours goes out that could confirm it. Without a choice the settings stop nobody. */
  async function choiceOf(context: RequestContext, body: Body<'login/google'>) {
    if (body.optIn !== undefined) return parseOptIn(body, await ready(context, body, settingsTimeout), false);
    await admit(context, body);
    return undefined;
  }

  return {
    async 'login/start'(context, body) {
      const identifier = body.identifier.trim();
      if (!identifier) throw new Failure('invalid-request', { fields: { identifier: 'missing' } });
      await admit(context, body);
      const who = identifier.includes('@') ? { email: identifier } : { username: identifier };
      const reply = await upstream.call('login/verify', {
        body: { ...logging(context, body), ...who, password: body.password },
        reply: processReply,
      });
      return answer(context, 'login', reply, body, undefined, { address: mask(identifier) });
    },
    async 'login/google'(context, body) {
      const { idToken, language } = body;
      const choice = await choiceOf(context, body);
      const reply = await upstream.call('ssoProvider/verify', {
        body: {
          ...logging(context, body),
          ...(language !== undefined && { language }),
          ssoProvider: 'GOOGLE',
          authenticationData: { idToken },
        },
        reply: processReply,
      });
      // Side by side, since a session can come at once, and much else is waited for then.
      const asked = choice && consents.asked(context, choice);
      try {
        return await answer(context, 'login', reply, body, undefined, { consent: choice?.consent });
      } finally {
        await asked;
      }
    },
    'login/two-factor': shared.twoFactor,
    'login/reset-password': shared.resetPassword,
    'login/additional-data': shared.additionalData,
    'login/end-sessions': shared.endSessions,
  };
}
