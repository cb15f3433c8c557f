/** The login process: each call of the browser is one operation of the hosted API. */
import { processReply } from '../contract/sso-api.js';
import { loggingData } from './facts.js';
import { laterSteps } from './later-steps.js';
import { mask } from './mask.js';
import { Failure } from './problems.js';
import { type Context, processFlow } from './process-flow.js';
import type { CallsOf, Handlers, Services, Visit } from './visit.js';

export function loginHandlers(services: Services): Handlers<CallsOf<'login'>> {
  const { options, upstream } = services;
  const flow = processFlow(services);
  const { admit, answer } = flow;
  const later = laterSteps(services, flow, 'login');
  const logging = ({ facts }: Visit, body: Context) => loggingData(facts, body, options);

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
      return answer(visit, 'login', reply, body, undefined, mask(identifier));
    },
    async 'login/google'(visit, body) {
      await admit(visit, body);
      const { idToken, language } = body;
      const reply = await upstream.call('ssoProvider/verify', {
        body: {
          ...logging(visit, body),
          ...(language !== undefined && { language }),
          ssoProvider: 'GOOGLE',
          authenticationData: { idToken },
        },
        reply: processReply,
      });
      return answer(visit, 'login', reply, body, undefined);
    },
    'login/two-factor': later.twoFactor,
    'login/reset-password': later.resetPassword,
    'login/additional-data': later.additionalData,
    'login/end-sessions': later.endSessions,
  };
}
