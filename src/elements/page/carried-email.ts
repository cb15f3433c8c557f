import { exchangeTabValue } from './tab-storage.js';

const key = 'sso-email';

/** Stores the e-mail address for the next process in this tab; it never stands in an address. */
export function storeCarriedEmail(email: string | undefined): void {
  if (email) exchangeTabValue(key, email);
}

/** Returns the stored e-mail address, and removes it. */
export const takeCarriedEmail = (): string | undefined => exchangeTabValue(key, null);
