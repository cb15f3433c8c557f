/** The password-forgotten process, step by step. */
import { parseVerificationUrl } from './new-account.js';
import { type BodyOf, type OperationRequest, requireText, parseLanguage } from '../request/operation-request.js';
import { findByEmail, getById, findByUsername } from '../state/customers.js';
import { storeAdditionalData } from './login.js';
import { countFailure } from '../state/limits.js';
import { createCode, sendCode, sendsSms } from '../state/messages.js';
import { issueSignInStep, issueSessionOrLimit, issueNextStep } from './next-step.js';
import { invalidField, Refusal, type OperationReply } from '../request/reply.js';
import type { SimulatorContext } from '../state/simulator-state.js';
import type { SignInProgress, SignInStep } from '../state/step-records.js';
import { issueStep, checkCode, requireSignInStep, refuseExhausted } from './step-tokens.js';
import { createRandomToken } from '../state/random-token.js';
import { consumeTotpCode } from './two-factor.js';

/**
 * Sends a code and returns its step, which does not name the channel. Throws 10003 without a mobile number or an SMS
 * provider, and 20059 without an e-mail address.
 */
function sendResetCode(context: SimulatorContext, progress: SignInProgress): OperationReply {
  const { state, options } = context;
  const { email, mobileNumber } = getById(state, progress.customerId);
  const channel = state.document.settings.tokenType;
  const to = channel === 'SMS' ? sendsSms(options) && mobileNumber : email;
  if (!to) throw new Refusal(channel === 'SMS' ? 10003 : 20059);
  const [code, token] = [createCode(context), createRandomToken(context.random)];
  const { language, verificationUrl } = progress;
  sendCode(context, { purpose: 'passwordForgotten', channel, to, code, token, language, verificationUrl });
  const record = { process: progress.process, step: 'VERIFY_TOKEN' as const, progress, code };
  return issueStep(context, record, { verificationToken: code }, token);
}

/**
 * Accepts exactly one of e-mail address and user name. It does not reveal whether the customer may sign in, since the
 * operation declares no status for that.
 */
export function sendToken(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'passwordForgotten/sendToken'>>,
): OperationReply {
  const { email, username, os, browser } = body;
  if ((email === undefined) === (username === undefined)) throw invalidField('email', 'exactly_one', email);
  const language = parseLanguage(body.language);
  const verificationUrl = parseVerificationUrl(body.verificationUrl);
  const customer =
    username === undefined
      ? findByEmail(context.state, requireText('email', email ?? '').trim())
      : findByUsername(context.state, requireText('username', username).trim());
  // An imported customer who never registered has no password to forget.
  if (customer?.password === undefined) throw new Refusal(20015);
  return sendResetCode(context, {
    process: 'passwordForgotten',
    customerId: customer.customerId,
    device: { os, browser },
    language,
    verificationUrl,
    run: createRandomToken(context.random),
  });
}

/** @param finished Status for a token of a reset that has already set its password (docs/hosted-api.md, "Error codes"). */
function requireResetStep(
  context: SimulatorContext,
  token: string,
  fitting: readonly SignInStep['step'][],
  finished = 412,
): SignInStep {
  requireText('token', token);
  const knownStep = context.state.steps.find((each) => each.token === token);
  if (knownStep?.process === 'passwordForgotten' && 'finished' in knownStep)
    throw new Refusal(20041, { status: finished });
  return requireSignInStep(context, token, 'passwordForgotten', fitting);
}

export function resendToken(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'passwordForgotten/resendToken'>>,
): OperationReply {
  const record = requireResetStep(context, body.token, ['VERIFY_TOKEN']);
  refuseExhausted(context.limits.tries, record);
  const { os = record.progress.device.os, browser = record.progress.device.browser } = body;
  const step = sendResetCode(context, { ...record.progress, device: { os, browser } });
  record.used = true;
  return step;
}

export function verifyToken(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'passwordForgotten/verifyToken'>>,
): OperationReply {
  requireText('verificationToken', body.verificationToken);
  const record = requireResetStep(context, body.token, ['VERIFY_TOKEN'], 424);
  checkCode(context, record, body.verificationToken);
  record.used = true;
  const { secret } = getById(context.state, record.progress.customerId);
  return issueSignInStep(context, record.progress, { step: secret ? 'TWO_FACTOR' : 'RESET_PASSWORD' });
}

export function verifyTwoFactor(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'passwordForgotten/verifyTwoFactor'>>,
): OperationReply {
  requireText('twoFactorToken', body.twoFactorToken);
  const record = requireResetStep(context, body.token, ['TWO_FACTOR']);
  refuseExhausted(context.limits.tries, record);
  const customer = getById(context.state, record.progress.customerId);
  if (!customer.secret || !consumeTotpCode(context, customer, customer.secret, body.twoFactorToken)) {
    record.tries += 1;
    countFailure(context, customer.customerId);
    throw new Refusal(20006);
  }
  record.used = true;
  return issueSignInStep(context, record.progress, { step: 'RESET_PASSWORD' });
}

/**
 * Sets the password and goes on as login does, except for the second factor: it was checked before, and setting it up
 * has to wait for the next login, since there is no operation for it here.
 */
export function resetPassword(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'passwordForgotten/resetPassword'>>,
): OperationReply {
  requireText('password', body.password);
  const record = requireResetStep(context, body.token, ['RESET_PASSWORD'], 401);
  const { progress } = record;
  const customer = getById(context.state, progress.customerId);
  // `requireResetStep` has refused customers who may not reset their password.
  Object.assign(customer, { password: body.password, mustResetPassword: false, status: 'ACTIVATED' });
  record.used = true;
  for (const each of context.state.steps) {
    if (each.process === 'passwordForgotten' && each.progress.run === progress.run) each.finished = true;
  }
  const { os = progress.device.os, browser = progress.device.browser } = body;
  return issueNextStep(context, { ...progress, twoFactorPassed: true, device: { os, browser } }, 207);
}

/** The last step: only a session or the session limit can follow. */
export function updateAtReset(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'passwordForgotten/updateAdditionalData'>>,
): OperationReply {
  const record = requireResetStep(context, body.token, ['ADDITIONAL_DATA']);
  storeAdditionalData(context, record, body);
  record.used = true;
  const { os = record.progress.device.os, browser = record.progress.device.browser } = body;
  return issueSessionOrLimit(context, { ...record.progress, device: { os, browser } }, 200);
}
