/** A customer's opt-ins, and the versions of what they agree to. */
import type { OptInChannel } from '../../contract/sso-api.js';
import type { BodyOf, OperationRequest } from '../request/operation-request.js';
import { invalidField, Refusal, type OperationReply, reply } from '../request/reply.js';
import { getById, emailIsFree } from '../state/customers.js';
import { currentOptInVersion } from '../state/opt-in-versions.js';
import type { SimulatorContext } from '../state/simulator-state.js';

/** What agrees to a text. */
const agreeing: ReadonlySet<string> = new Set(['SINGLE_OPT_IN', 'DOUBLE_OPT_IN']);

/** Returns the `OptIns` of a customer. Throws 404/20015 for an unknown one. */
export function readOptIns({ state }: SimulatorContext, { rest = '' }: OperationRequest): OperationReply {
  const { customerId, optIns } = getById(state, rest);
  return reply(200, { customerId, optIns });
}

/**
 * Stores the opt-ins. Returns 200, or 206 if one agrees, the settings have no active opt-in text, and nothing was stored; whoever
 * withdraws needs no text. A withdrawn opt-in keeps the version that it is about. Throws 404/20015 for an unknown customer. The
 * hosted API does not explain its 409, "Conflict with another customer": here it is an opt-in by e-mail for an address that two
 * customers share, which only an import can cause.
 */
export function storeOptIns(
  context: SimulatorContext,
  { body, rest = '' }: OperationRequest<BodyOf<'customers/optIns'>>,
): OperationReply {
  const { state, now, options } = context;
  const customer = getById(state, rest);
  const { customerId, email } = customer;
  const updates = (Object.entries(body.optIns) as [OptInChannel, { status: string } | undefined][]).flatMap(
    ([channel, update]) => (update ? [{ channel, status: update.status, agrees: agreeing.has(update.status) }] : []),
  );
  if (updates.some(({ channel, agrees }) => channel === 'EMAIL' && agrees) && email)
    if (!emailIsFree(state, email, customerId)) throw new Refusal(20007);
  const version = currentOptInVersion(context);
  if (!version && updates.some(({ agrees }) => agrees)) return reply(206, { customerId, optIns: customer.optIns });
  const before = customer.optIns;
  const reset = Object.entries(before).map(([channel, stored]) => [channel, { ...stored, status: 'NONE' }]);
  const unsent = { keep: before, drop: {}, reset: Object.fromEntries(reset) as typeof before };
  customer.optIns = { ...unsent[options.unsentOptIns ?? 'keep'] };
  for (const { channel, status, agrees } of updates) {
    const about = agrees ? version : undefined;
    customer.optIns[channel] = {
      optInId: about?.customerOptInId ?? before[channel]?.optInId ?? 0,
      uniqueId: about?.uniqueId ?? before[channel]?.uniqueId ?? '',
      changedDate: new Date(now()).toISOString(),
      status,
    };
  }
  return reply(200, { customerId, optIns: customer.optIns });
}

/** Versions of a page. */
const [fewest, most, usual] = [5, 100, 10];

/** Returns a page of `CustomerOptIns`, oldest first, in the language of each. Throws 400/99400 for a page of another size, or beside no version. */
export function searchOptInVersions(context: SimulatorContext, { query }: OperationRequest): OperationReply {
  const asked = query.get('size');
  const size = asked === null ? usual : Number(asked);
  if (!Number.isInteger(size) || size < fewest || size > most) throw invalidField('size', 'invalid', asked ?? '');
  const current = currentOptInVersion(context);
  const { optInVersions: all } = context.state;
  const at = (name: string): number | undefined => {
    const id = query.get(name);
    if (id === null) return undefined;
    const found = all.findIndex(({ customerOptInId }) => String(customerOptInId) === id);
    if (found < 0) throw invalidField(name, 'invalid', id);
    return found;
  };
  const [after, end] = [at('startingAfter'), at('endingBefore')];
  const before = end ?? all.length;
  const from = end === undefined ? (after ?? -1) + 1 : Math.max(0, before - size);
  const items = all
    .slice(from, Math.min(before, from + size))
    .map((version) => ({ ...version, internalTitle: version.uniqueId, active: version === current }));
  return reply(200, { items });
}
