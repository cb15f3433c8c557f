/** The stand-in for the vendor's self-service: takes a transfer token, once, and says whose session it stands for. */
import { plusRight } from '../backend/demo-customers.js';
import type { Simulation } from '../backend/backend.js';

export interface Invoice {
  number: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** What a reader finds there; `used` and `expired`: why the token opens nothing; `unavailable`: the simulator gave no answer that can be read. */
export type SelfServiceVisit =
  | { outcome: 'used' | 'expired' | 'unavailable' }
  | { outcome: 'open'; customerId: string; email?: string; subscribes: boolean; invoices: readonly Invoice[] };

interface Reply {
  customerSession?: string;
  customerId?: string;
  errorCode?: number;
}

/** Of the hosted API's error codes, the one for a token that was used before. */
const usedToken = 20041;
const invoiceCount = 3;
/** Between two invoices. */
const month = 30 * 24 * 3_600_000;

const invoicesOf = (customerId: string, now: number): Invoice[] =>
  Array.from({ length: invoiceCount }, (_, index) => ({
    number: `R-${customerId}-${invoiceCount - index}`,
    at: now - index * month,
  }));

/** Redeems a transfer token at the simulator. A subscriber has an invoice for each of the last months. */
export async function openSelfService(
  { simulator, callAsVendor, now }: Simulation,
  transferToken: string,
): Promise<SelfServiceVisit> {
  // Its faults break connections, and reply with what is no JSON.
  const ask = (path: string, query: Record<string, string>): Promise<Reply | undefined> =>
    callAsVendor(`${path}?${new URLSearchParams(query).toString()}`)
      .then((reply) => (reply.status < 500 ? (reply.json() as Promise<Reply>) : undefined))
      .catch(() => undefined);
  const redeemed = await ask('/sessions/transferToken', { transferToken });
  if (!redeemed) return { outcome: 'unavailable' };
  const { customerSession, errorCode } = redeemed;
  if (customerSession === undefined) return { outcome: errorCode === usedToken ? 'used' : 'expired' };
  const found = await ask('/sessions/validate', { sessionToken: customerSession });
  if (!found) return { outcome: 'unavailable' };
  const customer = simulator.customer(found.customerId ?? '');
  if (!customer) return { outcome: 'expired' };
  const subscribes = customer.accessRights.includes(plusRight);
  return {
    outcome: 'open',
    customerId: customer.customerId,
    ...(customer.email !== undefined && { email: customer.email }),
    subscribes,
    invoices: subscribes ? invoicesOf(customer.customerId, now()) : [],
  };
}
