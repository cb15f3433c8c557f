/** The calls of registration and account connect: alike but for the identifiers, and the link that only a registration mails. */
import type { Body } from '../../contract/calls.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { customerSessionToken, nextStep, sentCode } from '../../contract/sso-api.js';
import { accountFields } from '../process/account-fields.js';
import { customerNames, identifiersOf } from '../process/connect-identifiers.js';
import { normaliseCode } from '../process/normalise-code.js';
import { createCodeStep } from '../process/code-step.js';
import { accountOf, consentOf } from '../sealed/consent-record.js';
import { deviceOf, loggingData } from '../request/client-facts.js';
import type { StoredFlow } from '../sealed/flow-cookies.js';
import { maskIdentifier } from '../process/mask-identifier.js';
import { type OptInChoice, createOptInParser } from '../consent/opt-in-choice.js';
import { type CommonInput } from '../process/admit-call.js';
import { createProcessFlow } from '../process/advance-flow.js';
import { createHumanGate } from '../process/require-human.js';
import { mailedLinkAddress } from '../process/link-address.js';
import { codeOfLink, type Around, createMailedLinks, spendLink } from '../process/mailed-link.js';
import { createExistingAccountNotifier } from '../accounts/existing-accounts.js';
import { createHiddenAccounts, type SentCode } from '../accounts/hidden-accounts.js';
import { isEmailTaken } from '../accounts/telling-failures.js';
import { type Choice, createChoiceKeeper } from './keep-choice.js';
import { createUserNameCheck } from '../accounts/user-name-check.js';
import type { CallsOf, Handlers, Services } from '../process/services.js';
import type { RequestContext } from '../request/request-context.js';

const operations = {
  registration: { start: 'registration/start', validate: 'registration/validate', resend: 'registration/resend' },
  'account-connect': {
    start: 'loginIdentifier/start',
    validate: 'loginIdentifier/validate',
    resend: 'loginIdentifier/resend',
  },
} as const;
type Registering = keyof typeof operations;

export function registrationHandlers(services: Services): Handlers<CallsOf<Registering>> {
  const { options, upstream, consents, links, limits, newPasswords } = services;
  const process = createProcessFlow(services);
  const { requireHuman, humanCheck } = createHumanGate(services);
  const codes = createCodeStep(services, process);
  const parseOptIn = createOptInParser(services);
  const mailed = createMailedLinks(services);
  const accounts = {
    registration: createHiddenAccounts(services, options.hideTakenEmail),
    'account-connect': createHiddenAccounts(services, false),
  };
  const noteExisting = createExistingAccountNotifier(options);
  const requireFreeName = createUserNameCheck(services);
  const keepChoice = createChoiceKeeper(consents);

  function passwordFault(context: RequestContext, body: Body<'registration/start'>) {
    const names = [body.email, body.username, body.firstName, body.lastName];
    return newPasswords.faultOf(context, body.password, names, { isHuman: humanCheck(context, body) });
  }

  /** What every start sends: of the logging data the address alone, and the wish for a code by mail or SMS (docs/hosted-api.md, "Traps"). */
  function start({ facts }: RequestContext, { language = options.language }: CommonInput) {
    const { ipAddress } = loggingData(facts, {}, options);
    return { language, customerNotification: true, ...(ipAddress !== undefined && { ipAddress }) };
  }

  /** The address of the mailed link, which leads to a page of this site. */
  async function linkTo(context: RequestContext, page: string, body: Body<'registration/start'>, optIn: boolean) {
    const { email: identifier, password } = body;
    const device = deviceOf(context.facts);
    const seal = await links.seal('registration', { identifier, password, optIn, device });
    return mailedLinkAddress('registration', { page, seal }, context.facts.origin, options, context.log);
  }

  /** Begins the code step. The code goes to the mobile number where there is one. */
  async function begin(
    context: RequestContext,
    name: Registering,
    body: Body<'registration/start'>,
    settings: PublicSettings,
    reply: SentCode,
    choice: OptInChoice | undefined,
    named: Awaited<ReturnType<typeof limits.admitMail>>,
  ) {
    const { consent } = choice ?? {};
    const address = maskIdentifier(body.mobileNumber ?? body.email);
    const account = consent && (await accountOf(body.email));
    const sent = { usual: settings.codeChannel, address, consent, account, ...named };
    const answer = await codes.begin(context, name, reply, body, sent);
    if (choice) await consents.notifyAsked(context, choice);
    return answer;
  }

  /** Takes the code's step and signs in. */
  async function finish(
    context: RequestContext,
    name: Registering,
    body: CommonInput,
    given: {
      token: string;
      code: string;
      flow: StoredFlow;
    } & Choice,
    spend: Around = (operation) => operation(),
  ) {
    const { flow, consent } = given;
    try {
      const { customerSession } = await process.takeStep(context, flow, () =>
        spend(() =>
          upstream.call(operations[name].validate, {
            body: { ...loggingData(context.facts, body, options), token: given.token, verificationToken: given.code },
            reply: customerSessionToken,
            deadline: context.deadline,
          }),
        ),
      );
      return await process.signIn(context, customerSession, body, flow, consent);
    } catch (error) {
      return keepChoice(given, error, context);
    }
  }

  async function verify(context: RequestContext, name: Registering, body: Body<'registration/verify'>) {
    const code = normaliseCode(body.code, options.codeLength);
    const requireOpen = (of: RequestContext, flow: StoredFlow) =>
      accounts[name]
        .requireOpen(of, flow)
        .catch((over: unknown) => keepChoice({ ...flow.state, consent: consentOf(flow.state) }, over, of));
    const flow = await process.requireDueFlow(context, name, 'verify', body, { requireOpen });
    const { token, account } = flow.state;
    const given = { token, code, flow, consent: consentOf(flow.state), account };
    return finish(context, name, body, given, (operation) => accounts[name].check(context, flow, code, operation));
  }

  const resend = (context: RequestContext, name: Registering, body: Body<'registration/resend'>) =>
    codes.resend(context, name, body, accounts[name], (flow) =>
      upstream.call(operations[name].resend, {
        body: { token: flow.state.token },
        reply: sentCode,
        deadline: context.deadline,
      }),
    );

  return {
    async 'registration/start'(context, body) {
      const settings = await process.requireSettings(context, body);
      const account = await accountFields(body, settings, [], await passwordFault(context, body));
      const choice = await parseOptIn(context, body, settings);
      const isHuman = await requireHuman(context, body, account.email);
      // Whoever reads an SMS need not own the e-mail address, so a link in it could sign in anybody.
      const page = settings.codeChannel === 'email' ? body.verificationUrl : undefined;
      const link = page !== undefined && { verificationUrl: await linkTo(context, page, body, choice !== undefined) };
      const named = await limits.admitMail(context, { ...account, isHuman });
      if (options.hideTakenEmail && account.username) await requireFreeName(context, account.username);
      const sent = { body: { ...start(context, body), ...account, ...link }, deadline: context.deadline };
      const operation = () => upstream.call('registration/start', { ...sent, reply: sentCode });
      const reply = await accounts.registration.send(context, operation, isEmailTaken);
      if (reply.decoy) noteExisting(context, account.email, body.language ?? options.language);
      return begin(context, 'registration', body, settings, reply, choice, named);
    },
    'registration/verify': (context, body) => verify(context, 'registration', body),
    'registration/resend': (context, body) => resend(context, 'registration', body),
    async 'registration/verify-link'(context, body) {
      const flow = await process.requireDueFlow(context, 'registration', 'verify-link', body);
      const settings = await process.requireSettings(context, body);
      // A choice that was made elsewhere may be somebody else's: it is asked again. No mail has come since that would confirm it.
      const choice = flow.state.proof ? await parseOptIn(context, body, settings, false) : undefined;
      await mailed.prove(flow, body);
      if (choice) await consents.notifyAsked(context, choice);
      const { token } = flow.state;
      const code = codeOfLink(flow.state);
      const consent = choice?.consent ?? consentOf(flow.state);
      const account = flow.state.account ?? (body.email === undefined ? undefined : await accountOf(body.email));
      const answer = await finish(context, 'registration', body, { token, code, flow, consent, account }, spendLink);
      await mailed.dropOwn(context, flow);
      return answer;
    },
    async 'account-connect/start'(context, body) {
      const settings = await process.requireSettings(context, body);
      const asked = identifiersOf(context, settings);
      const account = await accountFields(body, settings, asked, await passwordFault(context, body));
      const choice = await parseOptIn(context, body, settings);
      const customers = customerNames(account);
      const isHuman = await requireHuman(context, body, account.email, ...customers);
      return limits.attemptConnect(context, { customers, isHuman }, async () => {
        const named = await limits.admitMail(context, { ...account, isHuman });
        const sent = { body: { ...start(context, body), ...account }, deadline: context.deadline };
        const reply = await upstream.call('loginIdentifier/start', { ...sent, reply: nextStep });
        return begin(context, 'account-connect', body, settings, reply, choice, named);
      });
    },
    'account-connect/verify': (context, body) => verify(context, 'account-connect', body),
    'account-connect/resend': (context, body) => resend(context, 'account-connect', body),
  };
}
