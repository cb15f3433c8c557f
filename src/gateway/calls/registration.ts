/** Registration and account connect: the same but for the identifiers, and the link that only a registration's mail carries. */
import type { Body } from '../../contract/calls.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { customerSessionToken, nextStep } from '../../contract/sso-api.js';
import { askedAccount } from '../process/account-fields.js';
import { normaliseCode } from '../process/normalise-code.js';
import { codeFlow } from '../process/code-step.js';
import { type Consent, consentOf } from '../sealed/consent-record.js';
import { loggingData } from '../request/client-facts.js';
import type { Flow } from '../sealed/flow-cookies.js';
import { mask } from '../process/mask.js';
import { type Chosen, optInChoice } from '../consent/opt-in-choice.js';
import { Failure } from '../base/failure.js';
import { type Context, processFlow } from '../process/advance-flow.js';
import { verificationUrl } from '../process/verification-url.js';
import type { CallsOf, Handlers, Services } from '../process/services.js';
import type { Visit } from '../request/request-context.js';

const operations = {
  registration: { start: 'registration/start', validate: 'registration/validate', resend: 'registration/resend' },
  'account-connect': {
    start: 'loginIdentifier/start',
    validate: 'loginIdentifier/validate',
    resend: 'loginIdentifier/resend',
  },
} as const;
type Registering = keyof typeof operations;

/** The identifiers that account connect asks. Throws where it is switched off, or set up without either ID. */
function identifiersOf({ log }: Visit, { accountConnect: { enabled, identifiers } }: PublicSettings) {
  if (!enabled) throw new Failure('connect-unavailable');
  if (!identifiers.includes('customerId') && !identifiers.includes('subscriptionId')) {
    log({
      level: 'error',
      event: 'account-connect-without-id',
      advice: 'switch on the customer ID or the subscription ID in the settings of account connect',
    });
    throw new Failure('connect-misconfigured');
  }
  return identifiers;
}

export function registrationHandlers(services: Services): Handlers<CallsOf<Registering>> {
  const { options, upstream, consents, links } = services;
  const process = processFlow(services);
  const codes = codeFlow(services, process);
  const chosen = optInChoice(services);

  /** What goes along with every start: the address alone of the logging data (Traps 3), and the word that a code be sent (Traps 2). */
  function start({ facts }: Visit, { language = options.language }: Context) {
    const { ipAddress } = loggingData(facts, {}, options);
    return { language, customerNotification: true, ...(ipAddress !== undefined && { ipAddress }) };
  }

  /** A code goes to the number where there is one; the mail's address stays what the reader is known by otherwise. */
  async function begin(
    visit: Visit,
    name: Registering,
    body: Body<'registration/start'>,
    settings: PublicSettings,
    reply: typeof nextStep._zod.output,
    choice: Chosen | undefined,
  ) {
    const { consent } = choice ?? {};
    const address = mask(body.mobileNumber ?? body.email.trim());
    const answer = await codes.begin(visit, name, reply, body, { usual: settings.codeChannel, address, consent });
    if (choice) await consents.asked(visit, choice);
    return answer;
  }

  /** The code's last step: the session, and what was agreed to. */
  async function finish(
    visit: Visit,
    name: Registering,
    body: Context,
    given: { token: string; code: string; flow: Flow | undefined; consent: Consent | undefined },
  ) {
    const { customerSession } = await process.take(visit, given.flow, () =>
      upstream.call(operations[name].validate, {
        body: { ...loggingData(visit.facts, body, options), token: given.token, verificationToken: given.code },
        reply: customerSessionToken,
      }),
    );
    return process.signIn(visit, customerSession, body, given.flow, given.consent);
  }

  async function verify(visit: Visit, name: Registering, body: Body<'registration/verify'>) {
    const code = normaliseCode(body.code);
    const flow = await process.dueFlow(visit, name, 'verify', body);
    return finish(visit, name, body, { token: flow.state.token, code, flow, consent: consentOf(flow.state) });
  }

  const resend = (visit: Visit, name: Registering, body: Body<'registration/resend'>) =>
    codes.resend(visit, name, body, (token) =>
      upstream.call(operations[name].resend, { body: { token }, reply: nextStep }),
    );

  return {
    async 'registration/start'(visit, body) {
      const settings = await process.ready(visit, body);
      const account = await askedAccount(body, settings, []);
      const choice = await chosen(body, settings);
      // An SMS is not read by whom the e-mail address belongs to, so a link in it could sign in anybody.
      const byMail = body.verificationUrl !== undefined && settings.codeChannel === 'email';
      const seal = byMail ? await links.seal('registration', account.email, choice?.consent) : '';
      const reply = await upstream.call('registration/start', {
        body: {
          ...start(visit, body),
          ...account,
          ...(body.verificationUrl !== undefined &&
            byMail && {
              verificationUrl: verificationUrl(body.verificationUrl, seal, visit.facts.origin, options, visit.log),
            }),
        },
        reply: nextStep,
      });
      return begin(visit, 'registration', body, settings, reply, choice);
    },
    'registration/verify': (visit, body) => verify(visit, 'registration', body),
    'registration/resend': (visit, body) => resend(visit, 'registration', body),
    async 'registration/verify-link'(visit, body) {
      const link = await codes.open(visit, 'registration', body);
      return codes.spend(() => finish(visit, 'registration', body, link));
    },
    async 'account-connect/start'(visit, body) {
      const settings = await process.ready(visit, body);
      const account = await askedAccount(body, settings, identifiersOf(visit, settings));
      const choice = await chosen(body, settings);
      const reply = await upstream.call('loginIdentifier/start', {
        body: { ...start(visit, body), ...account },
        reply: nextStep,
      });
      return begin(visit, 'account-connect', body, settings, reply, choice);
    },
    'account-connect/verify': (visit, body) => verify(visit, 'account-connect', body),
    'account-connect/resend': (visit, body) => resend(visit, 'account-connect', body),
  };
}
