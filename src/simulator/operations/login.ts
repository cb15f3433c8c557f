/** The login process, step by step. */
import { type BodyOf, type OperationRequest, filled } from '../request/operation-request.js';
import { byEmail, byId, byUsername, usernameIsFree } from '../state/customers.js';
import { countFailure, refuseLocked } from '../state/limits.js';
import { goOn } from './progress.js';
import { invalid, Refusal, type OperationReply } from '../request/reply.js';
import type { CustomerRecord, World } from '../state/state.js';
import type { Asked, Progress, SignInStep } from '../state/step-records.js';
import { openSignIn } from './steps.js';
import { useCode } from './two-factor.js';

/** E-mail wins over user name. The password is checked before anything that tells of the account (Traps 8). */
export function verifyLogin(world: World, { body }: OperationRequest<BodyOf<'login/verify'>>): OperationReply {
  const { state, options } = world;
  const { email, username, password, os, browser } = body;
  const identifier = filled('email', email || (username ?? ''));
  filled('password', password);
  const customer = email ? byEmail(state, email) : byUsername(state, identifier);
  const account = customer?.customerId ?? `unknown ${identifier.toLowerCase()}`;
  refuseLocked(world, account);
  if (customer?.password !== password) {
    countFailure(world, account);
    throw new Refusal(!customer && options.tellUnknownAccounts ? 20015 : 20005);
  }
  return goOn(world, { process: 'login', customerId: customer.customerId, device: { os, browser } }, 207);
}

/** Uses a step's token up and goes on. */
function close(
  world: World,
  record: SignInStep,
  passed: Partial<Progress>,
  device: Progress['device'],
): OperationReply {
  record.used = true;
  const { os = record.progress.device.os, browser = record.progress.device.browser } = device;
  return goOn(world, { ...record.progress, ...passed, device: { os, browser } }, 200);
}

export function verifyTwoFactorAuth(
  world: World,
  { body }: OperationRequest<BodyOf<'login/verifyTwoFactorAuth'>>,
): OperationReply {
  filled('twoFactorToken', body.twoFactorToken);
  const record = openSignIn(world, body.token, 'login', ['TWO_FACTOR', 'ADD_TWO_FACTOR']);
  if (record.tries >= world.limits.tries) throw new Refusal(20043);
  const customer = byId(world.state, record.progress.customerId);
  const secret = record.secret ?? customer.secret;
  if (!secret || !useCode(world, customer, secret, body.twoFactorToken)) {
    record.tries += 1;
    countFailure(world, customer.customerId);
    throw new Refusal(20006);
  }
  Object.assign(customer, { secret, mustAddTwoFactor: false });
  return close(world, record, { twoFactorPassed: true }, body);
}

export function verifyResetPassword(
  world: World,
  { body }: OperationRequest<BodyOf<'login/verifyResetPassword'>>,
): OperationReply {
  filled('password', body.password);
  const record = openSignIn(world, body.token, 'login', ['RESET_PASSWORD']);
  const customer = byId(world.state, record.progress.customerId);
  Object.assign(customer, { password: body.password, mustResetPassword: false });
  return close(world, record, {}, body);
}

type Data = Pick<BodyOf<'login/updateAdditionalData'>, 'username' | 'firstName' | 'lastName' | 'salutation'>;

/** Throws 400 for data that was not asked for, is missing although required, or is another's. */
function refuseData(world: World, customer: CustomerRecord, asked: Asked, data: Data): void {
  const fits = {
    username: asked.username,
    firstName: asked.names,
    lastName: asked.names,
    salutation: asked.salutation,
  };
  for (const field of ['username', 'firstName', 'lastName', 'salutation'] as const) {
    if (data[field] !== undefined && !fits[field]) throw invalid(field, 'not_requested', data[field]);
  }
  const lacksUsername = asked.username && !data.username;
  const lacksName =
    asked.names === 'required' && !((data.firstName ?? customer.firstName) && (data.lastName ?? customer.lastName));
  if (lacksUsername || lacksName) throw new Refusal(lacksUsername && lacksName ? 20046 : lacksName ? 20060 : 20061);
  if (data.username && !usernameIsFree(world.state, data.username, customer.customerId)) throw new Refusal(20008);
}

/** Stores what an `ADDITIONAL_DATA` step asked for, and that the terms it showed were accepted. Throws 400. */
export function storeData(world: World, record: SignInStep, { username, firstName, lastName, salutation }: Data): void {
  const customer = byId(world.state, record.progress.customerId);
  const asked = record.asked ?? {};
  refuseData(world, customer, asked, { username, firstName, lastName, salutation });
  if (username) customer.username = username;
  if (firstName) customer.firstName = firstName;
  if (lastName) customer.lastName = lastName;
  if (salutation) customer.salutation = salutation;
  customer.acceptedTermsVersion = Math.max(customer.acceptedTermsVersion, asked.terms ?? 0);
}

export function updateAtLogin(
  world: World,
  { body }: OperationRequest<BodyOf<'login/updateAdditionalData'>>,
): OperationReply {
  const record = openSignIn(world, body.token, 'login', ['ADDITIONAL_DATA']);
  storeData(world, record, body);
  return close(world, record, record.asked?.names ? { namesOffered: true } : {}, body);
}
