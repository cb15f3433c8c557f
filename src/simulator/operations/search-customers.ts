/** Finding a customer. */
import { type OperationRequest, requireText } from '../request/operation-request.js';
import { type OperationReply, reply } from '../request/reply.js';
import { findByEmail, findByUsername } from '../state/customers.js';
import type { SimulatorContext } from '../state/simulator-state.js';

/** Returns the `Customers` with an address or a user name, of which the address counts. Throws 400/99400 without either. */
export function searchCustomers({ state }: SimulatorContext, { query }: OperationRequest): OperationReply {
  const [email, username] = [query.get('email'), query.get('username')];
  const found = email ? findByEmail(state, email) : findByUsername(state, requireText('username', username ?? ''));
  if (!found) return reply(200, { items: [] });
  const { customerId, status, firstName, lastName } = found;
  const known = { username: found.username, email: found.email, firstName, lastName };
  const given = Object.entries(known).filter(([, value]) => value !== undefined);
  return reply(200, { items: [{ customerId, status, ...Object.fromEntries(given) }] });
}
