/** The password-forgotten process, step by step. */
import { webAddress } from './account.js';
import { type BodyOf, type OperationRequest, filled, knownLanguage } from '../request/operation-request.js';
import { byEmail, byId, byUsername } from '../state/customers.js';
import { storeData } from './login.js';
import { countFailure } from '../state/limits.js';
import { createCode, sendCode, sendsSms } from '../state/messages.js';
import { askStep, finish, goOn } from './progress.js';
import { invalid, Refusal, type OperationReply } from '../request/reply.js';
import type { World } from '../state/state.js';
import type { Progress, SignInStep } from '../state/step-records.js';
import { issueStep, judgeCode, openSignIn, refuseExhausted } from './steps.js';
import { createRandomToken } from '../state/token.js';
import { useCode } from './two-factor.js';

/**
 * Sends a code and answers its step, which does not say by which channel. Throws 10003 for a customer without a mobile
 * number or an SMS service, 20059 for one without an e-mail address.
 */
function askCode(world: World, progress: Progress): OperationReply {
  const { state, options } = world;
  const { email, mobileNumber } = byId(state, progress.customerId);
  const channel = state.document.settings.tokenType;
  const to = channel === 'SMS' ? sendsSms(options) && mobileNumber : email;
  if (!to) throw new Refusal(channel === 'SMS' ? 10003 : 20059);
  const [code, token] = [createCode(world), createRandomToken(world.random)];
  const { language, verificationUrl } = progress;
  sendCode(world, { purpose: 'passwordForgotten', channel, to, code, token, language, verificationUrl });
  const record = { process: progress.process, step: 'VERIFY_TOKEN' as const, progress, code };
  return issueStep(world, record, { verificationToken: code }, token);
}

/**
 * Exactly one of e-mail address and user name. Whether the customer may sign in is not told before the code was right:
 * the description has no status for it here.
 */
export function sendToken(
  world: World,
  { body }: OperationRequest<BodyOf<'passwordForgotten/sendToken'>>,
): OperationReply {
  const { email, username, os, browser } = body;
  if ((email === undefined) === (username === undefined)) throw invalid('email', 'exactly_one', email);
  const language = knownLanguage(body.language);
  const verificationUrl = webAddress(body.verificationUrl);
  const customer =
    username === undefined
      ? byEmail(world.state, filled('email', email ?? '').trim())
      : byUsername(world.state, filled('username', username).trim());
  // An imported customer who never registered has no password to forget.
  if (customer?.password === undefined) throw new Refusal(20015);
  return askCode(world, {
    process: 'passwordForgotten',
    customerId: customer.customerId,
    device: { os, browser },
    language,
    verificationUrl,
    run: createRandomToken(world.random),
  });
}

/** `finished`: the status for a token of a reset that has set its password (docs/hosted-api.md, "Error codes"). */
function open(world: World, token: string, fitting: readonly SignInStep['step'][], finished = 412): SignInStep {
  filled('token', token);
  const known = world.state.steps.find((each) => each.token === token);
  if (known?.process === 'passwordForgotten' && 'finished' in known) throw new Refusal(20041, { status: finished });
  return openSignIn(world, token, 'passwordForgotten', fitting);
}

export function resendToken(
  world: World,
  { body }: OperationRequest<BodyOf<'passwordForgotten/resendToken'>>,
): OperationReply {
  const record = open(world, body.token, ['VERIFY_TOKEN']);
  refuseExhausted(world.limits.tries, record);
  const { os = record.progress.device.os, browser = record.progress.device.browser } = body;
  const answer = askCode(world, { ...record.progress, device: { os, browser } });
  record.used = true;
  return answer;
}

export function verifyToken(
  world: World,
  { body }: OperationRequest<BodyOf<'passwordForgotten/verifyToken'>>,
): OperationReply {
  filled('verificationToken', body.verificationToken);
  const record = open(world, body.token, ['VERIFY_TOKEN'], 424);
  judgeCode(world, record, body.verificationToken);
  record.used = true;
  const { secret } = byId(world.state, record.progress.customerId);
  return askStep(world, record.progress, { step: secret ? 'TWO_FACTOR' : 'RESET_PASSWORD' });
}

export function verifyTwoFactor(
  world: World,
  { body }: OperationRequest<BodyOf<'passwordForgotten/verifyTwoFactor'>>,
): OperationReply {
  filled('twoFactorToken', body.twoFactorToken);
  const record = open(world, body.token, ['TWO_FACTOR']);
  refuseExhausted(world.limits.tries, record);
  const customer = byId(world.state, record.progress.customerId);
  if (!customer.secret || !useCode(world, customer, customer.secret, body.twoFactorToken)) {
    record.tries += 1;
    countFailure(world, customer.customerId);
    throw new Refusal(20006);
  }
  record.used = true;
  return askStep(world, record.progress, { step: 'RESET_PASSWORD' });
}

/**
 * Sets the password and goes on as login does, but for the second factor: it was asked already, and its set-up has no
 * call here and waits for the next login.
 */
export function resetPassword(
  world: World,
  { body }: OperationRequest<BodyOf<'passwordForgotten/resetPassword'>>,
): OperationReply {
  filled('password', body.password);
  const record = open(world, body.token, ['RESET_PASSWORD'], 401);
  const { progress } = record;
  const customer = byId(world.state, progress.customerId);
  // Whoever may not have a new password does not come as far as this.
  Object.assign(customer, { password: body.password, mustResetPassword: false, status: 'ACTIVATED' });
  record.used = true;
  for (const each of world.state.steps) {
    if (each.process === 'passwordForgotten' && each.progress.run === progress.run) each.finished = true;
  }
  const { os = progress.device.os, browser = progress.device.browser } = body;
  return goOn(world, { ...progress, twoFactorPassed: true, device: { os, browser } }, 207);
}

/** The last step: after it the description has only a session or the session limit. */
export function updateAtReset(
  world: World,
  { body }: OperationRequest<BodyOf<'passwordForgotten/updateAdditionalData'>>,
): OperationReply {
  const record = open(world, body.token, ['ADDITIONAL_DATA']);
  storeData(world, record, body);
  record.used = true;
  const { os = record.progress.device.os, browser = record.progress.device.browser } = body;
  return finish(world, { ...record.progress, device: { os, browser } }, 200);
}
