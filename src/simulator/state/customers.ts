/** Finding customers, and whether they may sign in. */
import { Refusal } from '../request/reply.js';
import type { CustomerRecord, SimulatorState } from './simulator-state.js';

const same = (a: string | undefined, b: string): boolean => a !== undefined && a.toLowerCase() === b.toLowerCase();

export const findByEmail = ({ customers }: SimulatorState, email: string): CustomerRecord | undefined =>
  customers.find((customer) => same(customer.email, email));

export const findByUsername = ({ customers }: SimulatorState, username: string): CustomerRecord | undefined =>
  customers.find((customer) => same(customer.username, username));

/** Throws 404/20015 if no customer has this ID. */
export function getById({ customers }: SimulatorState, customerId: string): CustomerRecord {
  const found = customers.find((customer) => customer.customerId === customerId);
  if (!found) throw new Refusal(20015);
  return found;
}

/** Whether nobody but this customer has it as a user name or an e-mail address. */
export const usernameIsFree = ({ customers }: SimulatorState, username: string, customerId?: string): boolean =>
  customers.every(
    (other) => other.customerId === customerId || !(same(other.username, username) || same(other.email, username)),
  );

/** Whether nobody but this customer has an e-mail address. */
export const emailIsFree = ({ customers }: SimulatorState, email: string, customerId?: string): boolean =>
  customers.every((other) => other.customerId === customerId || !same(other.email, email));

const refusals = { DEACTIVATED: 20011, DISABLED: 20001, BLOCKED: 20022 } as const;

/** Throws 20011, 20001 or 20022 for a customer who may not sign in. */
export function refuseInactive({ status }: CustomerRecord): void {
  if (status !== 'ACTIVATED') throw new Refusal(refusals[status]);
}
