/** Step tokens: issued, found again, refused. */
import { byId, refuseInactive } from '../state/customers.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import type { World } from '../state/state.js';
import type {
  RegistrationProcess,
  RegistrationStep,
  SignInProcess,
  SignInStep,
  StepRecord,
} from '../state/step-records.js';
import { createRandomToken } from '../state/token.js';

/** How long a used or expired token is still known by its own error code, in milliseconds. */
const remembered = 24 * 60 * 60 * 1000;

type Fresh = 'token' | 'issued' | 'used' | 'tries';

/** `NextStep` with a new token. */
export function issueStep(
  world: World,
  record: Omit<SignInStep, Fresh> | Omit<RegistrationStep, Fresh>,
  fields: object,
  token = createRandomToken(world.random),
): OperationReply {
  const { state, now, options } = world;
  const issued = now();
  state.steps = state.steps.filter((each) => each.issued + remembered > issued);
  state.steps.push({ ...record, token, issued, used: false, tries: 0 });
  return reply(200, { token, companyId: options.companyId, nextStep: record.step, ...fields });
}

/** The step that a token stands for. Throws 20040, 20041, 20010 or 20042: unknown, used, expired, for another call. */
function open<R extends StepRecord>(
  { state, now, limits }: World,
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

/** A step of login or password-forgotten. Throws as `open`, and for a customer who may neither sign in nor become able to by it. */
export function openSignIn(
  world: World,
  token: string,
  process: SignInProcess,
  fitting: readonly SignInStep['step'][],
): SignInStep {
  const fits = (record: StepRecord): record is SignInStep =>
    record.process === process && fitting.some((step) => step === record.step);
  const record = open(world, token, fits);
  const customer = byId(world.state, record.progress.customerId);
  const cures = process === 'passwordForgotten' && customer.status === 'BLOCKED' && world.options.resetUnblocks;
  if (!cures) refuseInactive(customer);
  return record;
}

/** A step of one of the two registrations. Throws as `open`. */
export const openRegistration = (world: World, token: string, process: RegistrationProcess): RegistrationStep =>
  open(world, token, (record): record is RegistrationStep => record.process === process);

/** Judges a code, counts a wrong one. Throws 20043 after too many, 20044 for a wrong one. */
export function judgeCode({ limits }: World, record: StepRecord, code: string): void {
  refuseExhausted(limits.tries, record);
  if (record.code === code) return;
  record.tries += 1;
  throw new Refusal(20044);
}

/** Throws 403/20043 for a token with too many wrong codes. */
export function refuseExhausted(tries: number, record: StepRecord): void {
  if (record.tries >= tries) throw new Refusal(20043);
}
