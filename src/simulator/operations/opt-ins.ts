/** A customer's opt-ins. */
import type { BodyOf, OperationRequest } from '../request/operation-request.js';
import { byId, emailIsFree } from '../state/customers.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import type { OptInChannel, World } from '../state/state.js';
import { createRandomToken } from '../state/token.js';

/**
 * Stores the opt-ins of the channels given: 200, or 206 without storing anything when the settings have no active
 * opt-in text. 404/20015 for an unknown customer. "Conflict with another customer" (409) is not explained anywhere: here it is
 * an opt-in by e-mail whose address another customer has as well, which only an import brings about.
 */
export function storeOptIns(
  world: World,
  { body, rest = '' }: OperationRequest<BodyOf<'customers/optIns'>>,
): OperationReply {
  const { state, now, random } = world;
  const customer = byId(state, rest);
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
