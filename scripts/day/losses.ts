/** Whatever was given is kept: at the hosted API, and in the log of consents. */
import { readFileSync } from 'node:fs';
import type { Ledger } from './ledger.js';
import type { Newspaper } from './newspaper.js';

/** Who has consented. */
export interface Consented {
  email: string;
  /** Whether the reader was told that the account is made; else it may be made all the same. */
  isAnswered: boolean;
}

/** What is kept is looked for of everybody whose account was made. */
export async function lookForConsents(
  newspaper: Pick<Newspaper, 'consentLog' | 'ask'>,
  ledger: Pick<Ledger, 'lose'>,
  given: readonly Consented[],
): Promise<void> {
  const lines = readFileSync(newspaper.consentLog, 'utf8').split('\n').filter(Boolean);
  const kept = new Set<string>();
  for (const line of lines) {
    const { customerId, stored } = JSON.parse(line) as { customerId?: string; stored?: boolean };
    if (customerId !== undefined && stored) kept.add(customerId);
  }
  for (const { email, isAnswered } of given) {
    const customer = await newspaper.ask<{ customerId: string; optIns: Record<string, unknown> } | undefined>({
      ask: 'customer',
      email,
    });
    if (!customer) {
      if (isAnswered) ledger.lose(`the account of ${email}`);
    } else if (!customer.optIns['EMAIL']) ledger.lose(`the consent of ${email}, at the hosted API`);
    else if (!kept.has(customer.customerId)) ledger.lose(`the consent of ${email}, in the log of consents`);
  }
}
