/** The calls of login: each is one operation of the hosted API. */
import type { Body } from '../../contract/calls.js';
import { processReply } from '../../contract/sso-api.js';
import { loggingData } from '../request/client-facts.js';
import { sharedStepCalls } from './shared-step-calls.js';
import { maskIdentifier } from '../process/mask-identifier.js';
import { normaliseIdentifier } from '../base/normalise-identifier.js';
import { createOptInParser } from '../consent/opt-in-choice.js';
import { Failure } from '../base/failure.js';
import { type CommonInput, settingsTimeout } from '../process/admit-call.js';
import { createProcessFlow } from '../process/advance-flow.js';
import { createHiddenAccounts } from '../accounts/hidden-accounts.js';
import { idTokenEmail } from '../accounts/id-token-email.js';
import { createHumanGate } from '../process/require-human.js';
import type { CallsOf, Handlers, Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';

export function loginHandlers(services: Services): Handlers<CallsOf<'login'>> {
  const { options, upstream, consents, limits } = services;
  const process = createProcessFlow(services);
  const { admit, requireSettings, answerReply } = process;
  const accounts = createHiddenAccounts(services);
  const { requireHuman } = createHumanGate(services);
  const parseOptIn = createOptInParser(services);
  const shared = sharedStepCalls(services, process, 'login');
  const logging = ({ facts }: RequestContext, body: CommonInput) => loggingData(facts, body, options);

  /**
   * Google sends no mail that could confirm an opt-in, so it is a single one. Without a choice, settings that cannot be read stop nobody. Throws
   * `third-party-refused` where the settings offer no Google.
   */
  async function optInOf(context: RequestContext, body: Body<'login/google'>) {
    const isAsked = body.optIn !== undefined;
    const found = await (isAsked ? requireSettings(context, body, settingsTimeout) : admit(context, body));
    if (found && found.googleClientId === undefined) throw new Failure('third-party-refused');
    return isAsked && found ? parseOptIn(context, body, found, false) : undefined;
  }

  /** For whom the codes of the next step count: nobody has typed an identifier. The e-mail address of a token that was accepted. */
  async function nameOf(idToken: string) {
    const email = idTokenEmail(idToken);
    return email === undefined ? undefined : limits.keyOf(email);
  }

  return {
    async 'login/start'(context, body) {
      const identifier = normaliseIdentifier(body.identifier);
      if (!identifier) throw new Failure('invalid-request', { fields: { identifier: 'missing' } });
      await admit(context, body);
      const isHuman = await requireHuman(context, body, identifier);
      const who = identifier.includes('@') ? { email: identifier } : { username: identifier };
      const accountKey = await limits.keyOf(identifier);
      const verify = () =>
        upstream.call('login/verify', {
          body: { ...logging(context, body), ...who, password: body.password },
          reply: processReply,
          deadline: context.deadline,
        });
      const reply = await limits.attempt(context, { account: identifier, accountKey, isHuman }, () =>
        accounts.signIn(context, verify),
      );
      return answerReply(context, 'login', reply, body, undefined, {
        address: maskIdentifier(body.identifier),
        who: accountKey,
      });
    },
    async 'login/google'(context, body) {
      const { idToken, language } = body;
      const choice = await optInOf(context, body);
      await limits.admit(context, 'start', {});
      const reply = await upstream.call('ssoProvider/verify', {
        body: {
          ...logging(context, body),
          ...(language !== undefined && { language }),
          ssoProvider: 'GOOGLE',
          authenticationData: { idToken },
        },
        reply: processReply,
        deadline: context.deadline,
      });
      // In parallel: where the session begins at once, its own operations take long enough.
      const notified = choice && consents.notifyAsked(context, choice);
      try {
        // Of a session, the account itself says whose it is.
        const who = 'customerSession' in reply ? undefined : await nameOf(idToken);
        return await answerReply(context, 'login', reply, body, undefined, { consent: choice?.consent, who });
      } finally {
        await notified;
      }
    },
    'login/two-factor': shared.twoFactor,
    'login/reset-password': shared.resetPassword,
    'login/additional-data': shared.additionalData,
    'login/end-sessions': shared.endSessions,
  };
}
