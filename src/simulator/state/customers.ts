/** Who is a customer, and who may sign in. */
import { Refusal } from '../request/reply.js';
import type { CustomerRecord, State } from './state.js';

const same = (a: string | undefined, b: string): boolean => a !== undefined && a.toLowerCase() === b.toLowerCase();

export const byEmail = ({ customers }: State, email: string): CustomerRecord | undefined =>
  customers.find((customer) => same(customer.email, email));

export const byUsername = ({ customers }: State, username: string): CustomerRecord | undefined =>
  customers.find((customer) => same(customer.username, username));

/** Throws 404/20015 when nobody has this customer ID. */
export function byId({ customers }: State, customerId: string): CustomerRecord {
  const found = customers.find((customer) => customer.customerId === customerId);
  if (!found) throw new Refusal(20015);
  return found;
}

/** Whether a user name is free: neither another's user name nor another's address. `customerId`: whose it is to be. */
export const usernameIsFree = ({ customers }: State, username: string, customerId?: string): boolean =>
  customers.every(
    (other) => other.customerId === customerId || !(same(other.username, username) || same(other.email, username)),
  );

/** Whether nobody but this customer has an e-mail address. */
export const emailIsFree = ({ customers }: State, email: string, customerId?: string): boolean =>
  customers.every((other) => other.customerId === customerId || !same(other.email, email));

const refusals = { DEACTIVATED: 20011, DISABLED: 20001, BLOCKED: 20022 } as const;

/** Throws 20011, 20001 or 20022 for a customer who may not sign in. */
export function refuseInactive({ status }: CustomerRecord): void {
  if (status !== 'ACTIVATED') throw new Refusal(refusals[status]);
}
