/** Registration, and what it shares with account connect: asking for a code, asking again, the account. */
import { accountOf, refuseTaken } from './account.js';
import { type BodyOf, type OperationRequest, filled } from '../request/operation-request.js';
import { createCode, sendCode, sendsSms } from '../state/messages.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import { issueSession } from './sessions.js';
import type { CustomerRecord, World } from '../state/state.js';
import type { Device, Registration, RegistrationProcess, RegistrationStep } from '../state/step-records.js';
import { issueStep, judgeCode, openRegistration, refuseExhausted } from './steps.js';
import { createRandomToken } from '../state/token.js';

/** Sends a code, if the caller wanted anything sent, and answers its step with the code in it, as the real one does. */
export function askCode(world: World, process: RegistrationProcess, registration: Registration): OperationReply {
  const { email, mobileNumber, channel, notify, language, verificationUrl } = registration;
  if (channel === 'SMS' && !sendsSms(world.options)) throw new Refusal(10003);
  const [code, token] = [createCode(world), createRandomToken(world.random)];
  const to = channel === 'SMS' ? mobileNumber : email;
  if (notify && to) sendCode(world, { purpose: process, channel, to, code, token, language, verificationUrl });
  return issueStep(world, { process, step: channel, code, registration }, { verificationToken: code }, token);
}

/** 200 with the step that asks for the code; refused with 20007, 20008, 20009, 20026, 20059, 20060, 20061, 10003. */
export function startRegistration(
  world: World,
  { body }: OperationRequest<BodyOf<'registration/start'>>,
): OperationReply {
  const registration = accountOf(world, body);
  refuseTaken(world, registration, 20007);
  return askCode(world, 'registration', registration);
}

/** A new code under a new token; the old token is used up. */
export const resendCode =
  (process: RegistrationProcess) =>
  (world: World, { body }: OperationRequest<BodyOf<'registration/resend'>>): OperationReply => {
    const record = openRegistration(world, filled('token', body.token), process);
    refuseExhausted(world.limits.tries, record);
    record.used = true;
    return askCode(world, process, record.registration);
  };

/** The step whose code was sent rightly. Throws 20043 and 20044 besides those of the token. */
export function confirmed(
  world: World,
  body: BodyOf<'registration/validate'>,
  process: RegistrationProcess,
): RegistrationStep {
  filled('verificationToken', body.verificationToken);
  const record = openRegistration(world, filled('token', body.token), process);
  judgeCode(world, record, body.verificationToken);
  return record;
}

/** 201 with the session of whoever registered. */
export const registered = (world: World, customerId: string, device: Device): OperationReply =>
  reply(201, issueSession(world, { customerId, device }));

/** What a registration stores of its customer. */
export const accountData = ({ email, password, username, firstName, lastName, mobileNumber }: Registration) => ({
  email,
  password,
  ...(username && { username }),
  ...(firstName && { firstName }),
  ...(lastName && { lastName }),
  ...(mobileNumber && { mobileNumber }),
});

function newCustomerId({ customers }: World['state']): string {
  let number = 200_001 + customers.length;
  while (customers.some(({ customerId }) => customerId === String(number))) number += 1;
  return String(number);
}

/** Creates the customer. Refused with 20007 or 20008 when address or user name were taken in the meantime. */
export function validateRegistration(
  world: World,
  { body }: OperationRequest<BodyOf<'registration/validate'>>,
): OperationReply {
  const { state, now } = world;
  const record = confirmed(world, body, 'registration');
  refuseTaken(world, record.registration, 20007);
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
    optIns: {},
  };
  state.customers.push(customer);
  return registered(world, customer.customerId, { os: body.os, browser: body.browser });
}
