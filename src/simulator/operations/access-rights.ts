/** What a customer may read. */
import { type OperationRequest, requireText } from '../request/operation-request.js';
import { type OperationReply, reply } from '../request/reply.js';
import { getById } from '../state/customers.js';
import type { SimulatorContext } from '../state/simulator-state.js';

/**
 * Returns an `AccessRightDataGranted`: `accessGranted` where one of the rights is granted, whoever is blocked has none. Rights that nobody
 * has heard of are not granted. Throws 404/20015 for an unknown customer, 400/99400 without a right.
 */
export function checkAccess({ state }: SimulatorContext, { query, rest = '' }: OperationRequest): OperationReply {
  const asked = requireText('accessRightUniqueIds', query.get('accessRightUniqueIds') ?? '').split(',');
  const { customerId, status, accessBlocked, accessRights } = getById(state, rest);
  const customerBlocked = accessBlocked || status === 'BLOCKED';
  const granted = customerBlocked ? [] : accessRights.filter((id) => asked.includes(id));
  const items = granted.map((accessRightUniqueId) => ({ accessRightUniqueId, accessGranted: true }));
  return reply(200, { customerId, customerBlocked, accessGranted: granted.length > 0, items });
}
