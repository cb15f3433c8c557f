/** Step tokens: issuing, finding and refusing them. */
import { getById, refuseInactive } from '../state/customers.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import type { SimulatorContext } from '../state/simulator-state.js';
import type {
  RegistrationProcess,
  RegistrationStep,
  SignInProcess,
  SignInStep,
  StepRecord,
} from '../state/step-records.js';
import { createRandomToken } from '../state/random-token.js';

/** Milliseconds for which a used or expired token still gets its own error code. */
const rememberedFor = 24 * 60 * 60 * 1000;

type NewStepKeys = 'token' | 'issued' | 'used' | 'tries';

/** Returns a `NextStep` with a new token. */
export function issueStep(
  context: SimulatorContext,
  record: Omit<SignInStep, NewStepKeys> | Omit<RegistrationStep, NewStepKeys>,
  fields: object,
  token = createRandomToken(context.random),
): OperationReply {
  const { state, now, options } = context;
  const issued = now();
  state.steps = state.steps.filter((each) => each.issued + rememberedFor > issued);
  state.steps.push({ ...record, token, issued, used: false, tries: 0 });
  return reply(200, { token, companyId: options.companyId, nextStep: record.step, ...fields });
}

/** Returns the step of a token. Throws 20040 (unknown), 20041 (used), 20010 (expired) or 20042 (another step is due). */
function requireStep<R extends StepRecord>(
  { state, now, limits }: SimulatorContext,
  token: string,
  fits: (record: StepRecord) => record is R,
): R {
  const record = state.steps.find((each) => each.token === token);
  if (!record) throw new Refusal(20040);
  if (record.used) throw new Refusal(20041);
  if (record.issued + limits.stepLifetime * 1000 <= now()) throw new Refusal(20010);
  if (!fits(record)) throw new Refusal(20042);
  return record;
}

/** Returns a step of login or password-forgotten. Throws as `requireStep` does, and for a customer who may not sign in, unless a reset unblocks them. */
export function requireSignInStep(
  context: SimulatorContext,
  token: string,
  process: SignInProcess,
  fitting: readonly SignInStep['step'][],
): SignInStep {
  const fits = (record: StepRecord): record is SignInStep =>
    record.process === process && fitting.some((step) => step === record.step);
  const record = requireStep(context, token, fits);
  const customer = getById(context.state, record.progress.customerId);
  const unblocks = process === 'passwordForgotten' && customer.status === 'BLOCKED' && context.options.resetUnblocks;
  if (!unblocks) refuseInactive(customer);
  return record;
}

/** Returns a step of registration or account connect. Throws as `requireStep` does. */
export const requireRegistrationStep = (
  context: SimulatorContext,
  token: string,
  process: RegistrationProcess,
): RegistrationStep => requireStep(context, token, (record): record is RegistrationStep => record.process === process);

/** Throws 20043 after too many wrong codes, and 20044 for a wrong one, which it counts. */
export function checkCode({ limits }: SimulatorContext, record: StepRecord, code: string): void {
  refuseExhausted(limits.tries, record);
  if (record.code === code) return;
  record.tries += 1;
  throw new Refusal(20044);
}

/** Throws 403/20043 for a token with too many wrong codes. */
export function refuseExhausted(tries: number, record: StepRecord): void {
  if (record.tries >= tries) throw new Refusal(20043);
}
