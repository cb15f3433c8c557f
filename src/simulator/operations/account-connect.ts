/** Account connect: an imported customer registers with identifiers that only they know. */
import { parseNewAccount, invalidRegistration, refuseTaken } from './new-account.js';
import type { BodyOf, OperationRequest } from '../request/operation-request.js';
import { getById, refuseInactive } from '../state/customers.js';
import type { Address } from '../state/customer-options.js';
import { accountData, sendConfirmationCode, confirmedRegistration, registeredReply } from './registration.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import type { CustomerRecord, SimulatorContext } from '../state/simulator-state.js';

type Body = BodyOf<'loginIdentifier/start'>;
const requested = {
  customerId: 'requestCustomerId',
  subscriptionId: 'requestSubscriptionId',
  postcode: 'requestPostcode',
  street: 'requestStreet',
  streetNumber: 'requestStreetNumber',
  city: 'requestCity',
} as const;
const addressParts = ['postcode', 'street', 'streetNumber', 'city'] as const;

/** Comparing without case and surrounding spaces is the simulator's choice: the hosted API does not publish its own. */
const normalised = (value: string | undefined): string => (value ?? '').trim().toLowerCase();

/**
 * Returns the imported customer who matches all requested identifiers; all parts of an address must match the same one.
 * Identifiers that the settings do not request are ignored. Throws 400/20009 if account connect is off, no ID is
 * requested or an identifier is missing, and 404/20015 if nobody matches.
 */
function findImportedCustomer({ state }: SimulatorContext, body: Body): CustomerRecord {
  const { allowRegistrationIdentifier, registrationIdentifiers: on = {} } = state.document.settings;
  if (!allowRegistrationIdentifier || !(on.requestCustomerId || on.requestSubscriptionId)) throw new Refusal(20009);
  for (const [field, setting] of Object.entries(requested) as [keyof typeof requested, keyof typeof on][]) {
    if (on[setting] && !String(body[field] ?? '').trim()) throw invalidRegistration(field, 'required');
  }
  const parts = addressParts.filter((part) => on[requested[part]]);
  const at = (address: Address): boolean => parts.every((part) => normalised(address[part]) === normalised(body[part]));
  const found = state.customers.find(
    (customer) =>
      customer.status === 'ACTIVATED' &&
      (!on.requestCustomerId || customer.customerId === body.customerId) &&
      (!on.requestSubscriptionId || customer.subscriptionIds.includes(String(body.subscriptionId))) &&
      (parts.length === 0 || customer.addresses.some(at)),
  );
  if (!found) throw new Refusal(20015);
  return found;
}

const alreadyRegistered = reply(208, undefined);

/** Throws 400/20027 for another e-mail address than the imported one. */
function refuseOtherEmail(customer: CustomerRecord, email: string): void {
  if (customer.email && normalised(customer.email) !== normalised(email)) throw new Refusal(20027);
}

/** Returns 200 with the step for the code, or 208 without a body for a customer who is already registered. */
export function startConnect(context: SimulatorContext, { body }: OperationRequest<Body>): OperationReply {
  const account = parseNewAccount(context, body);
  const customer = findImportedCustomer(context, body);
  if (customer.password !== undefined) return alreadyRegistered;
  refuseOtherEmail(customer, account.email);
  const registration = { ...account, customerId: customer.customerId };
  refuseTaken(context, registration, 20027);
  return sendConfirmationCode(context, 'loginIdentifier', registration);
}

/** Registers the imported customer. Returns 201, or 208 if that has happened in the meantime. */
export function validateConnect(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'loginIdentifier/validate'>>,
): OperationReply {
  const record = confirmedRegistration(context, body, 'loginIdentifier');
  const { registration } = record;
  const customer = getById(context.state, registration.customerId ?? '');
  refuseInactive(customer);
  if (customer.password !== undefined) {
    record.used = true;
    return alreadyRegistered;
  }
  refuseOtherEmail(customer, registration.email);
  refuseTaken(context, registration, 20027);
  record.used = true;
  Object.assign(customer, accountData(registration), { acceptedTermsVersion: registration.termsVersion });
  return registeredReply(context, customer.customerId, { os: body.os, browser: body.browser });
}
