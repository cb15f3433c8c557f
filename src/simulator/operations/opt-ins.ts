/** A customer's opt-ins. */
import type { BodyOf, OperationRequest } from '../request/operation-request.js';
import { getById, emailIsFree } from '../state/customers.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import type { OptInChannel, SimulatorContext } from '../state/simulator-state.js';
import { createRandomToken } from '../state/random-token.js';

/**
 * Stores the opt-ins. Returns 200, or 206 if the settings have no active opt-in text and nothing was stored. Throws
 * 404/20015 for an unknown customer. The hosted API does not explain its 409, "Conflict with another customer": here it is an
 * opt-in by e-mail for an address that two customers share, which only an import can cause.
 */
export function storeOptIns(
  context: SimulatorContext,
  { body, rest = '' }: OperationRequest<BodyOf<'customers/optIns'>>,
): OperationReply {
  const { state, now, random } = context;
  const customer = getById(state, rest);
  const { customerId, email } = customer;
  if (body.optIns.EMAIL && email && !emailIsFree(state, email, customerId)) throw new Refusal(20007);
  const { settings, ssoOptInText } = state.document;
  const hasText = ssoOptInText || Object.values(state.texts).some((texts) => texts.ssoOptInText);
  if (!settings.ssoOptIn || !hasText) return reply(206, { customerId, optIns: customer.optIns });
  for (const [channel, update] of Object.entries(body.optIns) as [OptInChannel, { status: string } | undefined][]) {
    if (!update) continue;
    customer.optIns[channel] = {
      optInId: customer.optIns[channel]?.optInId ?? Object.keys(customer.optIns).length + 1,
      uniqueId: createRandomToken(random),
      changedDate: new Date(now()).toISOString(),
      status: update.status,
    };
  }
  return reply(200, { customerId, optIns: customer.optIns });
}
