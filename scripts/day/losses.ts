/** Whatever was given is kept: at the hosted API, and in the log of consents. */
import { readFileSync } from 'node:fs';
import type { Ledger } from './ledger.js';
import type { Newspaper } from './newspaper.js';

/** @param emails of those who consented */
export async function lookForConsents(newspaper: Newspaper, ledger: Ledger, emails: readonly string[]): Promise<void> {
  const lines = readFileSync(newspaper.consentLog, 'utf8').split('\n').filter(Boolean);
  const kept = new Set<string>();
  for (const line of lines) {
    const { customerId, phase } = JSON.parse(line) as { customerId?: string; phase?: string };
    if (customerId !== undefined && phase !== 'asked') kept.add(customerId);
  }
  for (const email of emails) {
    const customer = await newspaper.ask<{ customerId: string; optIns: Record<string, unknown> } | undefined>({
      ask: 'customer',
      email,
    });
    if (!customer) ledger.lose(`the account of ${email}`);
    else if (!customer.optIns['EMAIL']) ledger.lose(`the consent of ${email}, at the hosted API`);
    else if (!kept.has(customer.customerId)) ledger.lose(`the consent of ${email}, in the log of consents`);
  }
}
