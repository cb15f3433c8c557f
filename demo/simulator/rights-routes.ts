/** `/simulator/rights`: what a customer may read, and what the gateway does where nobody can say so. */
import { Hono, type Context } from 'hono';
import { plusRight } from '../backend/demo-customers.js';
import type { Simulation } from '../backend/backend.js';

/** What the switches of the drawer show. */
export interface Rights {
  /** How the customer is called. */
  name: string;
  subscribes: boolean;
  blocked: boolean;
  inEmergency: 'open' | 'closed';
}

/** Throws `TypeError` for an unknown customer. @param identifier E-mail address, user name or customer number. */
function rightsOf({ simulator, access }: Simulation, identifier: unknown): Rights {
  const customer = typeof identifier === 'string' ? simulator.customer(identifier) : undefined;
  if (!customer) throw new TypeError('Invalid customer: no such customer');
  return {
    name: customer.email ?? customer.username ?? customer.customerId,
    subscribes: customer.accessRights.includes(plusRight),
    blocked: customer.accessBlocked,
    inEmergency: access.inEmergency,
  };
}

type Body = Readonly<Record<string, unknown>>;
/** Returns the value of a switch, `undefined` if it was not sent. Throws `TypeError` for anything else. */
function flag(body: Body, key: string): boolean | undefined {
  const value = body[key];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new TypeError(`Invalid ${key}: true or false is expected`);
}

function change({ simulator, access }: Simulation, body: Body): void {
  const customer = String(body['customer']);
  const subscribes = flag(body, 'subscribes');
  const blocked = flag(body, 'blocked');
  const { inEmergency = access.inEmergency } = body;
  if (inEmergency !== 'open' && inEmergency !== 'closed') throw new TypeError('Invalid inEmergency: open or closed');
  access.inEmergency = inEmergency;
  if (subscribes === true) simulator.grantAccess(customer, plusRight);
  if (subscribes === false) simulator.revokeAccess(customer, plusRight);
  if (blocked !== undefined) simulator.changeCustomer(customer, { accessBlocked: blocked });
}

/** @param readBody Throws `TypeError` unless the body is a JSON object with no other keys than these. */
export function rightsRoutes(
  current: () => Simulation,
  readBody: (c: Context, keys: readonly string[]) => Promise<Body>,
): Hono {
  const app = new Hono();
  app.get('/', (c) => c.json(rightsOf(current(), c.req.query('customer'))));
  app.put('/', async (c) => {
    const body = await readBody(c, ['customer', 'subscribes', 'blocked', 'inEmergency']);
    rightsOf(current(), body['customer']);
    change(current(), body);
    return c.json(rightsOf(current(), body['customer']));
  });
  return app;
}
