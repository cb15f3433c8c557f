/** The stand-in for the vendor's self-service: takes a transfer token, once, and says whose session it stands for. */
import { plusRight } from '../backend/demo-customers.js';
import type { Simulation } from '../backend/backend.js';

export interface Invoice {
  number: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** What a reader finds there; `used` and `expired`: why the token opens nothing. */
export type SelfServiceVisit =
  | { outcome: 'used' | 'expired' }
  | { outcome: 'open'; customerId: string; email?: string; subscribes: boolean; invoices: readonly Invoice[] };

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
  const ask = async (path: string, query: Record<string, string>) => {
    const reply = await callAsVendor(`${path}?${new URLSearchParams(query).toString()}`);
    return (await reply.json()) as { customerSession?: string; customerId?: string; errorCode?: number };
  };
  const { customerSession, errorCode } = await ask('/sessions/transferToken', { transferToken });
  if (customerSession === undefined) return { outcome: errorCode === usedToken ? 'used' : 'expired' };
  const { customerId = '' } = await ask('/sessions/validate', { sessionToken: customerSession });
  const customer = simulator.customer(customerId);
  if (!customer) return { outcome: 'expired' };
  const subscribes = customer.accessRights.includes(plusRight);
  return {
    outcome: 'open',
    customerId,
    ...(customer.email !== undefined && { email: customer.email }),
    subscribes,
    invoices: subscribes ? invoicesOf(customerId, now()) : [],
  };
}
