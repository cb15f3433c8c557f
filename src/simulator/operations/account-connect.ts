/** Account connect: an imported customer registers with identifiers that only they know. */
import { accountOf, invalidRegistration, refuseTaken } from './account.js';
import type { BodyOf, OperationRequest } from '../request/operation-request.js';
import { byId, refuseInactive } from '../state/customers.js';
import type { Address } from '../state/options.js';
import { accountData, askCode, confirmed, registered } from './registration.js';
import { Refusal, type OperationReply, reply } from '../request/reply.js';
import type { CustomerRecord, World } from '../state/state.js';

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

/** Trimmed, and capitals or not: a choice of the simulator, as the hosted API's comparison is not published. */
const folded = (value: string | undefined): string => (value ?? '').trim().toLowerCase();

/**
 * The imported customer whom all identifiers fit: every address part the same address, a subscription the customer of
 * the ID beside it. Those that the settings do not ask for are not looked at. Throws 400/20009 when account connect is off,
 * no ID is asked for or an identifier is missing, 404/20015 when nobody fits.
 */
function identified({ state }: World, body: Body): CustomerRecord {
  const { allowRegistrationIdentifier, registrationIdentifiers: on = {} } = state.document.settings;
  if (!allowRegistrationIdentifier || !(on.requestCustomerId || on.requestSubscriptionId)) throw new Refusal(20009);
  for (const [field, setting] of Object.entries(requested) as [keyof typeof requested, keyof typeof on][]) {
    if (on[setting] && !String(body[field] ?? '').trim()) throw invalidRegistration(field, 'required');
  }
  const parts = addressParts.filter((part) => on[requested[part]]);
  const at = (address: Address): boolean => parts.every((part) => folded(address[part]) === folded(body[part]));
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

/** Throws 400/20027 for another address than the imported one, or one of another customer. */
function refuseOtherEmail(customer: CustomerRecord, email: string): void {
  if (customer.email && folded(customer.email) !== folded(email)) throw new Refusal(20027);
}

/** 200 with the step that asks for the code; 208 without a body for a customer who is registered already. */
export function startConnect(world: World, { body }: OperationRequest<Body>): OperationReply {
  const account = accountOf(world, body);
  const customer = identified(world, body);
  if (customer.password !== undefined) return alreadyRegistered;
  refuseOtherEmail(customer, account.email);
  const registration = { ...account, customerId: customer.customerId };
  refuseTaken(world, registration, 20027);
  return askCode(world, 'loginIdentifier', registration);
}

/** Registers the imported customer: 201, or 208 when that has happened in the meantime. */
export function validateConnect(
  world: World,
  { body }: OperationRequest<BodyOf<'loginIdentifier/validate'>>,
): OperationReply {
  const record = confirmed(world, body, 'loginIdentifier');
  const { registration } = record;
  const customer = byId(world.state, registration.customerId ?? '');
  refuseInactive(customer);
  if (customer.password !== undefined) {
    record.used = true;
    return alreadyRegistered;
  }
  refuseOtherEmail(customer, registration.email);
  refuseTaken(world, registration, 20027);
  record.used = true;
  Object.assign(customer, accountData(registration), { acceptedTermsVersion: registration.termsVersion });
  return registered(world, customer.customerId, { os: body.os, browser: body.browser });
}
