import { exchangeTabValue } from './tab-storage.js';

const key = 'sso-email';

/** Carries the e-mail address over to the process that the reader goes to, within this tab; never in an address. */
export function storeCarriedEmail(email: string | undefined): void {
  if (email) exchangeTabValue(key, email);
}

/** What was carried over, once. */
export const takeCarriedEmail = (): string | undefined => exchangeTabValue(key, null);
