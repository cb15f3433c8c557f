/** Password forgotten: a code or link to the account's address, a new password, and then as at login. */
import type { Body } from '../../contract/calls.js';
import { nextStep } from '../../contract/sso-api.js';
import { normaliseCode } from '../process/normalise-code.js';
import { type Channel, codeFlow, type OpenedLink } from '../process/code-step.js';
import { loggingData } from '../request/client-facts.js';
import { laterSteps } from './shared-steps.js';
import { mask } from '../process/mask.js';
import { Failure } from '../base/failure.js';
import { type Context, processFlow } from '../process/advance-flow.js';
import { verificationUrl } from '../process/verification-url.js';
import type { CallsOf, Handlers, Services } from '../process/services.js';
import type { Visit } from '../request/request-context.js';

const name = 'password-forgotten';

export function passwordForgottenHandlers(services: Services): Handlers<CallsOf<typeof name>> {
  const { options, upstream, links } = services;
  const process = processFlow(services);
  const codes = codeFlow(services, process);
  const later = laterSteps(services, process, name);
  const logging = ({ facts }: Visit, body: Context) => loggingData(facts, body, options);

  /** As at registration: an SMS carries no link. */
  async function linkOf(visit: Visit, body: Body<'password-forgotten/start'>, identifier: string, usual: Channel) {
    if (body.verificationUrl === undefined || usual === 'sms') return {};
    const seal = await links.seal(name, identifier, undefined);
    return { verificationUrl: verificationUrl(body.verificationUrl, seal, visit.facts.origin, options, visit.log) };
  }

  /** The code's step, whether it was typed or brought by a link. */
  async function verify(
    visit: Visit,
    body: Context,
    { flow, token, code, address }: Pick<OpenedLink, 'flow' | 'token' | 'code' | 'address'>,
  ) {
    const reply = await process.take(visit, flow, () =>
      upstream.call('passwordForgotten/verifyToken', { body: { token, verificationToken: code }, reply: nextStep }),
    );
    return process.answer(visit, name, reply, body, flow, { address });
  }

  return {
    async 'password-forgotten/start'(visit, body) {
      const identifier = body.identifier.trim();
      if (!identifier) throw new Failure('invalid-request', { fields: { identifier: 'missing' } });
      const settings = await process.admit(visit, body);
      const usual = settings?.codeChannel ?? 'email';
      const reply = await upstream.call('passwordForgotten/sendToken', {
        body: {
          ...logging(visit, body),
          ...(identifier.includes('@') ? { email: identifier } : { username: identifier }),
          language: body.language ?? options.language,
          ...(await linkOf(visit, body, identifier, usual)),
        },
        reply: nextStep,
      });
      return codes.begin(visit, name, reply, body, { usual, address: mask(identifier) });
    },
    async 'password-forgotten/verify'(visit, body) {
      const code = normaliseCode(body.code);
      const flow = await process.dueFlow(visit, name, 'verify', body);
      return verify(visit, body, { flow, token: flow.state.token, code, address: undefined });
    },
    async 'password-forgotten/verify-link'(visit, body) {
      const link = await codes.open(visit, name, body);
      return codes.spend(() => verify(visit, body, link));
    },
    'password-forgotten/resend': (visit, body) =>
      codes.resend(visit, name, body, (token) =>
        upstream.call('passwordForgotten/resendToken', { body: { ...logging(visit, body), token }, reply: nextStep }),
      ),
    'password-forgotten/two-factor': later.twoFactor,
    'password-forgotten/reset-password': later.resetPassword,
    'password-forgotten/additional-data': later.additionalData,
    'password-forgotten/end-sessions': later.endSessions,
  };
}
