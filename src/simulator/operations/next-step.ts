/**
 * The next step of a login. Steps come in this order: a new password, the second factor, a changed e-mail address,
 * additional data, the session limit. So somebody who has only the password learns nothing beyond the first step, and
 * nothing is stored for somebody who cannot finish.
 */
import { getById, refuseInactive } from '../state/customers.js';
import { forgiveFailures } from '../state/limits.js';
import { type OperationReply, reply } from '../request/reply.js';
import { activeSessions, issueSession, limitReached } from './sessions.js';
import { inLanguage, namesAtLogin } from '../state/hosted-settings-document.js';
import type { CustomerRecord, SimulatorContext } from '../state/simulator-state.js';
import type { RequestedData, LoginStep, SignInProgress, SignInStep } from '../state/step-records.js';
import { issueStep } from './step-tokens.js';
import { createBarCode, createSecret } from './two-factor.js';

/** Returns the missing data that the settings, or the customer's `asks`, require at login. */
function requestedDataOf(
  { state }: SimulatorContext,
  customer: CustomerRecord,
  { namesOffered }: SignInProgress,
): RequestedData {
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

const stepBeforeData = (customer: CustomerRecord, progress: SignInProgress): LoginStep | undefined => {
  if (customer.mustResetPassword) return 'RESET_PASSWORD';
  if (!progress.twoFactorPassed && customer.secret) return 'TWO_FACTOR';
  if (!progress.twoFactorPassed && customer.mustAddTwoFactor) return 'ADD_TWO_FACTOR';
  return customer.mustChangeEmail ? 'CHANGE_EMAIL' : undefined;
};

type Step = Pick<SignInStep, 'step'> & Partial<Pick<SignInStep, 'secret' | 'asked' | 'code'>>;

/** Issues a step of a login or a password reset. */
export const issueSignInStep = (
  context: SimulatorContext,
  progress: SignInProgress,
  step: Step,
  fields: object = {},
): OperationReply => issueStep(context, { process: progress.process, progress, ...step }, fields);

/**
 * Issues the next step of a login, its session, or the session limit. Throws for a customer who may not sign in.
 *
 * @param limitStatus Status of the session limit, which is 207 only right after a password (docs/hosted-api.md, "Traps" 4).
 */
export function issueNextStep(
  context: SimulatorContext,
  progress: SignInProgress,
  limitStatus: 200 | 207,
): OperationReply {
  const { state } = context;
  const customer = getById(state, progress.customerId);
  refuseInactive(customer);
  const step = stepBeforeData(customer, progress);
  if (step === 'ADD_TWO_FACTOR') {
    const secret = createSecret(context);
    return issueSignInStep(
      context,
      progress,
      { step, secret },
      { twoFactorBarCodeImage: createBarCode(context, customer, secret) },
    );
  }
  if (step) return issueSignInStep(context, progress, { step });
  const asked = requestedDataOf(context, customer, progress);
  if (Object.keys(asked).length > 0) {
    const additionalInformation = {
      ...(asked.username && { USERNAME: true }),
      ...(asked.names && { NAME: true }),
      ...(asked.terms && { TERM: inLanguage(state.document, state.texts, progress.language).ssoTermText }),
    };
    return issueSignInStep(context, progress, { step: 'ADDITIONAL_DATA', asked }, { additionalInformation });
  }
  return issueSessionOrLimit(context, progress, limitStatus);
}

/** Issues the session after the last step, or the session limit. Throws for a customer who may not sign in. */
export function issueSessionOrLimit(
  context: SimulatorContext,
  progress: SignInProgress,
  limitStatus: 200 | 207,
): OperationReply {
  const { state } = context;
  const customer = getById(state, progress.customerId);
  refuseInactive(customer);
  const maxSessions = state.document.settings.maxSessions || 1;
  if (activeSessions(context, customer.customerId).length >= maxSessions) {
    return reply(limitStatus, limitReached(context, progress));
  }
  forgiveFailures(state, customer.customerId);
  return reply(202, issueSession(context, progress));
}
