/** Registration, and the parts that it shares with account connect. */
import { parseNewAccount, refuseTaken } from './new-account.js';
import { type BodyOf, type OperationRequest, requireText } from '../request/operation-request.js';
import { createCode, sendCode, sendsSms } from '../state/messages.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import { issueSession } from './sessions.js';
import type { CustomerRecord, SimulatorContext } from '../state/simulator-state.js';
import type { Device, Registration, RegistrationProcess, RegistrationStep } from '../state/step-records.js';
import { issueStep, checkCode, requireRegistrationStep, refuseExhausted } from './step-tokens.js';
import { createRandomToken } from '../state/random-token.js';

/** Sends a code, if the caller wants one sent, and returns its step. Like the hosted API, it returns the code to the caller, too. */
export function sendConfirmationCode(
  context: SimulatorContext,
  process: RegistrationProcess,
  registration: Registration,
): OperationReply {
  const { email, mobileNumber, channel, notify, language, verificationUrl } = registration;
  if (channel === 'SMS' && !sendsSms(context.options)) throw new Refusal(10003);
  const [code, token] = [createCode(context), createRandomToken(context.random)];
  const to = channel === 'SMS' ? mobileNumber : email;
  if (notify && to) sendCode(context, { purpose: process, channel, to, code, token, language, verificationUrl });
  return issueStep(context, { process, step: channel, code, registration }, { verificationToken: code }, token);
}

/** Returns 200 with the step for the code. Throws 20007, 20008, 20009, 20026, 20059, 20060, 20061 or 10003. */
export function startRegistration(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'registration/start'>>,
): OperationReply {
  const registration = parseNewAccount(context, body);
  refuseTaken(context, registration, 20007);
  return sendConfirmationCode(context, 'registration', registration);
}

/** Sends a new code with a new token and marks the old token as used. */
export const resendCode =
  (process: RegistrationProcess) =>
  (context: SimulatorContext, { body }: OperationRequest<BodyOf<'registration/resend'>>): OperationReply => {
    const record = requireRegistrationStep(context, requireText('token', body.token), process);
    refuseExhausted(context.limits.tries, record);
    record.used = true;
    return sendConfirmationCode(context, process, record.registration);
  };

/** Returns the step if its code is right. Throws 20043 or 20044, or as `requireRegistrationStep` does. */
export function confirmedRegistration(
  context: SimulatorContext,
  body: BodyOf<'registration/validate'>,
  process: RegistrationProcess,
): RegistrationStep {
  requireText('verificationToken', body.verificationToken);
  const record = requireRegistrationStep(context, requireText('token', body.token), process);
  checkCode(context, record, body.verificationToken);
  return record;
}

/** Returns 201 with a session. */
export const registeredReply = (context: SimulatorContext, customerId: string, device: Device): OperationReply =>
  reply(201, issueSession(context, { customerId, device }));

/** The data that a registration stores for its customer. */
export const accountData = ({ email, password, username, firstName, lastName, mobileNumber }: Registration) => ({
  email,
  password,
  ...(username && { username }),
  ...(firstName && { firstName }),
  ...(lastName && { lastName }),
  ...(mobileNumber && { mobileNumber }),
});

function newCustomerId({ customers }: SimulatorContext['state']): string {
  let number = 200_001 + customers.length;
  while (customers.some(({ customerId }) => customerId === String(number))) number += 1;
  return String(number);
}

/** Creates the customer. Throws 20007 or 20008 if the address or the user name was taken in the meantime. */
export function validateRegistration(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'registration/validate'>>,
): OperationReply {
  const { state, now } = context;
  const record = confirmedRegistration(context, body, 'registration');
  refuseTaken(context, record.registration, 20007);
  record.used = true;
  const customer: CustomerRecord = {
    ...accountData(record.registration),
    customerId: newCustomerId(state),
    status: 'ACTIVATED',
    mustAddTwoFactor: false,
    mustResetPassword: false,
    mustChangeEmail: false,
    acceptedTermsVersion: record.registration.termsVersion,
    asks: {},
    usedTimeStep: -1,
    registered: now(),
    subscriptionIds: [],
    addresses: [],
    accessRights: [],
    accessBlocked: false,
    optIns: {},
  };
  state.customers.push(customer);
  return registeredReply(context, customer.customerId, { os: body.os, browser: body.browser });
}
