/** One-time tokens that hand a session to another of the merchant's sites. */
import { type BodyOf, type OperationRequest, filled } from '../request/operation-request.js';
import { invalid, Refusal, type OperationReply, reply } from '../request/reply.js';
import type { World } from '../state/state.js';
import { createRandomToken } from '../state/token.js';

const maxLength = 50;

/** Throws 401/20028 for a session that is not, or no longer, valid. */
export function createTransferToken(
  { state, now, random }: World,
  { body }: OperationRequest<BodyOf<'sessions/createTransferToken'>>,
): OperationReply {
  const session = filled('customerSession', body.customerSession);
  if (!state.sessions.some(({ token }) => token === session)) throw new Refusal(20028);
  const [token, issued] = [createRandomToken(random), now()];
  state.transfers = [...state.transfers.slice(-999), { token, session, issued, used: false }];
  return reply(200, { transferToken: token });
}

/** The session, once. Throws 412/20041 for a token that was used, 401/20028 for one that is unknown, expired or of a session that ended. */
export function redeemTransferToken({ state, now, limits }: World, { query }: OperationRequest): OperationReply {
  const token = filled('transferToken', query.get('transferToken') ?? '');
  if (token.length > maxLength) throw invalid('transferToken', 'too_big', token);
  const transfer = state.transfers.find((each) => each.token === token);
  if (transfer?.used) throw new Refusal(20041);
  const expired = transfer && transfer.issued + limits.transferLifetime * 1000 <= now();
  if (!transfer || expired || !state.sessions.some((session) => session.token === transfer.session)) {
    throw new Refusal(20028);
  }
  transfer.used = true;
  return reply(200, { customerSession: transfer.session });
}
