/** Password forgotten: a code or link to the account's address, a new password, and then as at login. */
import type { Body } from '../../contract/calls.js';
import { nextStep } from '../../contract/sso-api.js';
import { normaliseCode } from '../process/normalise-code.js';
import { type CodeChannel, createCodeStep, type OpenedLink } from '../process/code-step.js';
import { loggingData } from '../request/client-facts.js';
import { sharedSteps } from './shared-steps.js';
import { mask } from '../process/mask.js';
import { Failure } from '../base/failure.js';
import { type CommonInput, createProcessFlow } from '../process/advance-flow.js';
import { verificationUrl } from '../process/verification-url.js';
import type { CallsOf, Handlers, Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';

const name = 'password-forgotten';

export function passwordForgottenHandlers(services: Services): Handlers<CallsOf<typeof name>> {
  const { options, upstream, links } = services;
  const process = createProcessFlow(services);
  const codes = createCodeStep(services, process);
  const shared = sharedSteps(services, process, name);
  const logging = ({ facts }: RequestContext, body: CommonInput) => loggingData(facts, body, options);

  /** As at registration: an SMS carries no link. */
  async function linkOf(
    context: RequestContext,
    body: Body<'password-forgotten/start'>,
    identifier: string,
    usual: CodeChannel,
  ) {
    if (body.verificationUrl === undefined || usual === 'sms') return {};
    const seal = await links.seal(name, identifier, undefined);
    return { verificationUrl: verificationUrl(body.verificationUrl, seal, context.facts.origin, options, context.log) };
  }

  /** The code's step, whether it was typed or brought by a link. */
  async function verify(
    context: RequestContext,
    body: CommonInput,
    { flow, token, code, address }: Pick<OpenedLink, 'flow' | 'token' | 'code' | 'address'>,
  ) {
    const reply = await process.take(context, flow, () =>
      upstream.call('passwordForgotten/verifyToken', { body: { token, verificationToken: code }, reply: nextStep }),
    );
    return process.answer(context, name, reply, body, flow, { address });
  }

  return {
    async 'password-forgotten/start'(context, body) {
      const identifier = body.identifier.trim();
      if (!identifier) throw new Failure('invalid-request', { fields: { identifier: 'missing' } });
      const settings = await process.admit(context, body);
      const usual = settings?.codeChannel ?? 'email';
      const reply = await upstream.call('passwordForgotten/sendToken', {
        body: {
          ...logging(context, body),
          ...(identifier.includes('@') ? { email: identifier } : { username: identifier }),
          language: body.language ?? options.language,
          ...(await linkOf(context, body, identifier, usual)),
        },
        reply: nextStep,
      });
      return codes.begin(context, name, reply, body, { usual, address: mask(identifier) });
    },
    async 'password-forgotten/verify'(context, body) {
      const code = normaliseCode(body.code);
      const flow = await process.dueFlow(context, name, 'verify', body);
      return verify(context, body, { flow, token: flow.state.token, code, address: undefined });
    },
    async 'password-forgotten/verify-link'(context, body) {
      const link = await codes.open(context, name, body);
      return codes.spend(() => verify(context, body, link));
    },
    'password-forgotten/resend': (context, body) =>
      codes.resend(context, name, body, (token) =>
        upstream.call('passwordForgotten/resendToken', { body: { ...logging(context, body), token }, reply: nextStep }),
      ),
    'password-forgotten/two-factor': shared.twoFactor,
    'password-forgotten/reset-password': shared.resetPassword,
    'password-forgotten/additional-data': shared.additionalData,
    'password-forgotten/end-sessions': shared.endSessions,
  };
}
