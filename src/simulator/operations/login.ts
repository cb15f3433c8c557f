/** The login process, step by step. */
import { type BodyOf, type OperationRequest, requireText } from '../request/operation-request.js';
import { findByEmail, getById, findByUsername, usernameIsFree } from '../state/customers.js';
import { countFailure, refuseLocked } from '../state/limits.js';
import { issueNextStep } from './next-step.js';
import { invalidField, Refusal, type OperationReply } from '../request/reply.js';
import type { CustomerRecord, SimulatorContext } from '../state/simulator-state.js';
import type { RequestedData, SignInProgress, SignInStep } from '../state/step-records.js';
import { requireSignInStep } from './step-tokens.js';
import { consumeTotpCode } from './two-factor.js';

/** The e-mail address wins over the user name. The password is checked before anything that reveals the account (docs/hosted-api.md, "Traps" 8). */
export function verifyLogin(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'login/verify'>>,
): OperationReply {
  const { state, options } = context;
  const { email, username, password, os, browser } = body;
  const identifier = requireText('email', email || (username ?? ''));
  requireText('password', password);
  const customer = email ? findByEmail(state, email) : findByUsername(state, identifier);
  const account = customer?.customerId ?? `unknown ${identifier.toLowerCase()}`;
  refuseLocked(context, account);
  if (customer?.password !== password) {
    countFailure(context, account);
    throw new Refusal(!customer && options.revealUnknownAccounts ? 20015 : 20005);
  }
  return issueNextStep(context, { process: 'login', customerId: customer.customerId, device: { os, browser } }, 207);
}

/** Marks a step as used and returns the next one. */
function completeStep(
  context: SimulatorContext,
  record: SignInStep,
  passed: Partial<SignInProgress>,
  device: SignInProgress['device'],
): OperationReply {
  record.used = true;
  const { os = record.progress.device.os, browser = record.progress.device.browser } = device;
  return issueNextStep(context, { ...record.progress, ...passed, device: { os, browser } }, 200);
}

export function verifyTwoFactorAuth(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'login/verifyTwoFactorAuth'>>,
): OperationReply {
  requireText('twoFactorToken', body.twoFactorToken);
  const record = requireSignInStep(context, body.token, 'login', ['TWO_FACTOR', 'ADD_TWO_FACTOR']);
  if (record.tries >= context.limits.tries) throw new Refusal(20043);
  const customer = getById(context.state, record.progress.customerId);
  const secret = record.secret ?? customer.secret;
  if (!secret || !consumeTotpCode(context, customer, secret, body.twoFactorToken)) {
    record.tries += 1;
    countFailure(context, customer.customerId);
    throw new Refusal(20006);
  }
  Object.assign(customer, { secret, mustAddTwoFactor: false });
  return completeStep(context, record, { twoFactorPassed: true }, body);
}

export function verifyResetPassword(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'login/verifyResetPassword'>>,
): OperationReply {
  requireText('password', body.password);
  const record = requireSignInStep(context, body.token, 'login', ['RESET_PASSWORD']);
  const customer = getById(context.state, record.progress.customerId);
  Object.assign(customer, { password: body.password, mustResetPassword: false });
  return completeStep(context, record, {}, body);
}

type AdditionalData = Pick<BodyOf<'login/updateAdditionalData'>, 'username' | 'firstName' | 'lastName' | 'salutation'>;

/** Throws 400 for data that was not requested, for missing required data, and for another's user name. */
function refuseAdditionalData(
  context: SimulatorContext,
  customer: CustomerRecord,
  asked: RequestedData,
  data: AdditionalData,
): void {
  const fits = {
    username: asked.username,
    firstName: asked.names,
    lastName: asked.names,
    salutation: asked.salutation,
  };
  for (const field of ['username', 'firstName', 'lastName', 'salutation'] as const) {
    if (data[field] !== undefined && !fits[field]) throw invalidField(field, 'not_requested', data[field]);
  }
  const lacksUsername = asked.username && !data.username;
  const lacksName =
    asked.names === 'required' && !((data.firstName ?? customer.firstName) && (data.lastName ?? customer.lastName));
  if (lacksUsername || lacksName) throw new Refusal(lacksUsername && lacksName ? 20046 : lacksName ? 20060 : 20061);
  if (data.username && !usernameIsFree(context.state, data.username, customer.customerId)) throw new Refusal(20008);
}

/** Stores the data that an `ADDITIONAL_DATA` step requested, and that the terms it showed were accepted. Throws 400 for wrong data. */
export function storeAdditionalData(
  context: SimulatorContext,
  record: SignInStep,
  { username, firstName, lastName, salutation }: AdditionalData,
): void {
  const customer = getById(context.state, record.progress.customerId);
  const asked = record.asked ?? {};
  refuseAdditionalData(context, customer, asked, { username, firstName, lastName, salutation });
  if (username) customer.username = username;
  if (firstName) customer.firstName = firstName;
  if (lastName) customer.lastName = lastName;
  if (salutation) customer.salutation = salutation;
  customer.acceptedTermsVersion = Math.max(customer.acceptedTermsVersion, asked.terms ?? 0);
}

export function updateAtLogin(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'login/updateAdditionalData'>>,
): OperationReply {
  const record = requireSignInStep(context, body.token, 'login', ['ADDITIONAL_DATA']);
  storeAdditionalData(context, record, body);
  return completeStep(context, record, record.asked?.names ? { namesOffered: true } : {}, body);
}
