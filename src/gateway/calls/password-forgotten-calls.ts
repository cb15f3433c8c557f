/** The calls of password forgotten: a code or link to the account's address, a new password, then the steps of login. */
import type { Body } from '../../contract/calls.js';
import { nextStep, sentCode } from '../../contract/sso-api.js';
import { normaliseIdentifier } from '../base/normalise-identifier.js';
import { normaliseCode } from '../process/normalise-code.js';
import { createCodeStep, type DeliveryChannel } from '../process/code-step.js';
import { deviceOf, loggingData } from '../request/client-facts.js';
import { sharedStepCalls } from './shared-step-calls.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import { maskIdentifier } from '../process/mask-identifier.js';
import { Failure } from '../base/failure.js';
import { type CommonInput } from '../process/admit-call.js';
import { createProcessFlow } from '../process/advance-flow.js';
import { createHumanGate } from '../process/require-human.js';
import { mailedLinkAddress } from '../process/link-address.js';
import { codeOfLink, type Around, createMailedLinks, spendLink } from '../process/mailed-link.js';
import { createHiddenAccounts } from '../accounts/hidden-accounts.js';
import type { CallsOf, Handlers, Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';

const name = 'password-forgotten';

export function passwordForgottenHandlers(services: Services): Handlers<CallsOf<typeof name>> {
  const { options, upstream, links, limits } = services;
  const process = createProcessFlow(services);
  const { requireHuman } = createHumanGate(services);
  const codes = createCodeStep(services, process);
  const mailed = createMailedLinks(services);
  const accounts = createHiddenAccounts(services);
  const shared = sharedStepCalls(services, process, name);
  const logging = ({ facts }: RequestContext, body: CommonInput) => loggingData(facts, body, options);

  /** The address of the mailed link. As at registration, an SMS carries no link: whoever reads it need not own the mail address. */
  async function linkOf(
    context: RequestContext,
    body: Body<'password-forgotten/start'>,
    identifier: string,
    usual: DeliveryChannel,
  ) {
    const { verificationUrl: page } = body;
    if (page === undefined || usual === 'sms') return {};
    const seal = await links.seal(name, { identifier, device: deviceOf(context.facts) });
    return { verificationUrl: mailedLinkAddress(name, { page, seal }, context.facts.origin, options, context.log) };
  }

  /** Takes the code's step, whether the code was typed or came with a link. `email`: what a link was proven with, where no flow knows it. */
  async function verify(
    context: RequestContext,
    body: CommonInput,
    flow: StoredFlow,
    code: string,
    { email, spend }: { email?: string | undefined; spend: Around },
  ) {
    const { token } = flow.state;
    const reply = await process.takeStep(context, flow, () =>
      spend(() =>
        upstream.call('passwordForgotten/verifyToken', {
          body: { token, verificationToken: code },
          reply: nextStep,
          deadline: context.deadline,
        }),
      ),
    );
    const given = email === undefined ? {} : { address: maskIdentifier(email), who: await limits.keyOf(email) };
    return process.answerReply(context, name, reply, body, flow, given);
  }

  return {
    async 'password-forgotten/start'(context, body) {
      const identifier = normaliseIdentifier(body.identifier);
      if (!identifier) throw new Failure('invalid-request', { fields: { identifier: 'missing' } });
      const settings = await process.admit(context, body);
      const isHuman = await requireHuman(context, body, identifier);
      const usual = settings?.codeChannel ?? 'email';
      const named = await limits.admitMail(context, { email: identifier, isHuman });
      const link = await linkOf(context, body, identifier, usual);
      const reply = await accounts.send(context, () =>
        upstream.call('passwordForgotten/sendToken', {
          body: {
            ...logging(context, body),
            ...(identifier.includes('@') ? { email: identifier } : { username: identifier }),
            language: body.language ?? options.language,
            ...link,
          },
          reply: sentCode,
          deadline: context.deadline,
        }),
      );
      return codes.begin(context, name, reply, body, {
        usual,
        address: maskIdentifier(body.identifier),
        ...named,
      });
    },
    async 'password-forgotten/verify'(context, body) {
      const code = normaliseCode(body.code, options.codeLength);
      const flow = await process.requireDueFlow(context, name, 'verify', body, accounts);
      return verify(context, body, flow, code, {
        spend: (operation) => accounts.check(context, flow, code, operation),
      });
    },
    async 'password-forgotten/verify-link'(context, body) {
      const flow = await process.requireDueFlow(context, name, 'verify-link', body);
      const email = await mailed.prove(flow, body);
      const answer = await verify(context, body, flow, codeOfLink(flow.state), { email, spend: spendLink });
      await mailed.dropOwn(context, flow);
      return answer;
    },
    'password-forgotten/resend': (context, body) =>
      codes.resend(context, name, body, accounts, (flow) =>
        upstream.call('passwordForgotten/resendToken', {
          body: { ...logging(context, body), token: flow.state.token },
          reply: sentCode,
          deadline: context.deadline,
        }),
      ),
    'password-forgotten/two-factor': shared.twoFactor,
    'password-forgotten/reset-password': shared.resetPassword,
    'password-forgotten/additional-data': shared.additionalData,
    'password-forgotten/end-sessions': shared.endSessions,
  };
}
