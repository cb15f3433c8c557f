/**
 * Where a login goes on. When several steps are due, they come in this order: a new password, the second factor, the
 * notice to change the e-mail address, additional data, the session limit. So nothing but the first of them is told to
 * somebody who has only the password, and nothing is stored for somebody who cannot finish.
 */
import { byId, refuseInactive } from '../state/customers.js';
import { forgiveFailures } from '../state/limits.js';
import { type OperationReply, reply } from '../request/reply.js';
import { activeSessions, issueSession, limitReached } from './sessions.js';
import { inLanguage, namesAtLogin } from '../state/hosted-settings-document.js';
import type { CustomerRecord, World } from '../state/state.js';
import type { Asked, LoginStep, Progress, SignInStep } from '../state/step-records.js';
import { issueStep } from './steps.js';
import { barCode, createSecret } from './two-factor.js';

/** What a customer lacks that the settings, or the customer's own `asks`, want at login. */
function askedOf({ state }: World, customer: CustomerRecord, { namesOffered }: Progress): Asked {
  const { document, termsVersion } = state;
  const { settings } = document;
  const { asks } = customer;
  const names = namesAtLogin(document) ?? (asks.names ? 'required' : undefined);
  const lacksNames = !customer.firstName || !customer.lastName;
  const asksNames = lacksNames && names !== undefined && !(names === 'optional' && namesOffered);
  const termsAreNew = customer.acceptedTermsVersion < termsVersion;
  const asksTerms = termsAreNew && Boolean(settings.ssoRecheckTerms || asks.terms) && Boolean(document.ssoTermText);
  return {
    ...((settings.forceUsername || asks.username) && !customer.username && { username: true as const }),
    ...(asksNames && { names, ...(!settings.hideSalutation && { salutation: true as const }) }),
    ...(asksTerms && { terms: termsVersion }),
  };
}

const passedPassword = (customer: CustomerRecord, progress: Progress): LoginStep | undefined => {
  if (customer.mustResetPassword) return 'RESET_PASSWORD';
  if (!progress.twoFactorPassed && customer.secret) return 'TWO_FACTOR';
  if (!progress.twoFactorPassed && customer.mustAddTwoFactor) return 'ADD_TWO_FACTOR';
  return customer.mustChangeEmail ? 'CHANGE_EMAIL' : undefined;
};

type Step = Pick<SignInStep, 'step'> & Partial<Pick<SignInStep, 'secret' | 'asked' | 'code'>>;

/** Asks the next step of a login or a password reset. */
export const askStep = (world: World, progress: Progress, step: Step, fields: object = {}): OperationReply =>
  issueStep(world, { process: progress.process, progress, ...step }, fields);

/**
 * The next step of a login, its session, or the session limit, which has a status of its own only right after the
 * password (docs/hosted-api.md, Traps 4). Throws for a customer who may not sign in.
 */
export function goOn(world: World, progress: Progress, limitStatus: 200 | 207): OperationReply {
  const { state } = world;
  const customer = byId(state, progress.customerId);
  refuseInactive(customer);
  const step = passedPassword(customer, progress);
  if (step === 'ADD_TWO_FACTOR') {
    const secret = createSecret(world);
    return askStep(world, progress, { step, secret }, { twoFactorBarCodeImage: barCode(world, customer, secret) });
  }
  if (step) return askStep(world, progress, { step });
  const asked = askedOf(world, customer, progress);
  if (Object.keys(asked).length > 0) {
    const additionalInformation = {
      ...(asked.username && { USERNAME: true }),
      ...(asked.names && { NAME: true }),
      ...(asked.terms && { TERM: inLanguage(state.document, state.texts, progress.language).ssoTermText }),
    };
    return askStep(world, progress, { step: 'ADDITIONAL_DATA', asked }, { additionalInformation });
  }
  return finish(world, progress, limitStatus);
}

/** The session of a customer who has taken every step, or the session limit. Throws for one who may not sign in. */
export function finish(world: World, progress: Progress, limitStatus: 200 | 207): OperationReply {
  const { state } = world;
  const customer = byId(state, progress.customerId);
  refuseInactive(customer);
  const maxSessions = state.document.settings.maxSessions || 1;
  if (activeSessions(world, customer.customerId).length >= maxSessions) {
    return reply(limitStatus, limitReached(world, progress));
  }
  forgiveFailures(state, customer.customerId);
  return reply(202, issueSession(world, progress));
}
