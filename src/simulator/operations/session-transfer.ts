/** One-time tokens that transfer a session to another site of the merchant. */
import { type BodyOf, type OperationRequest, requireText } from '../request/operation-request.js';
import { invalidField, Refusal, type OperationReply, reply } from '../request/reply.js';
import type { SimulatorContext } from '../state/simulator-state.js';
import { createRandomToken } from '../state/random-token.js';

const maxLength = 50;

/** Throws 401/20028 for a session that is not valid. */
export function createTransferToken(
  { state, now, random }: SimulatorContext,
  { body }: OperationRequest<BodyOf<'sessions/createTransferToken'>>,
): OperationReply {
  const session = requireText('customerSession', body.customerSession);
  if (!state.sessions.some(({ token }) => token === session)) throw new Refusal(20028);
  const [token, issued] = [createRandomToken(random), now()];
  state.transfers = [...state.transfers.slice(-999), { token, session, issued, used: false }];
  return reply(200, { transferToken: token });
}

/** Returns the session, once. Throws 412/20041 for a used token, and 401/20028 if it is unknown or expired or its session ended. */
export function redeemTransferToken(
  { state, now, limits }: SimulatorContext,
  { query }: OperationRequest,
): OperationReply {
  const token = requireText('transferToken', query.get('transferToken') ?? '');
  if (token.length > maxLength) throw invalidField('transferToken', 'too_big', token);
  const transfer = state.transfers.find((each) => each.token === token);
  if (transfer?.used) throw new Refusal(20041);
  const expired = transfer && transfer.issued + limits.transferLifetime * 1000 <= now();
  if (!transfer || expired || !state.sessions.some((session) => session.token === transfer.session)) {
    throw new Refusal(20028);
  }
  transfer.used = true;
  return reply(200, { customerSession: transfer.session });
}
