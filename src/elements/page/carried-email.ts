import { exchangeTabValue } from './tab-storage.js';

const key = 'sso-email';

/** Milliseconds: as long as a page may take to load. */
const lifetime = 60_000;

/** Stores the e-mail address for the next process in this tab; it never stands in an address. */
export function storeCarriedEmail(email: string | undefined): void {
  if (email) exchangeTabValue(key, `${Date.now()} ${email}`);
}

/** Removes the stored e-mail address, and returns it where the reader has just come from there. */
export function takeCarriedEmail(): string | undefined {
  const [, at, email] = /^(\d+) (.+)/.exec(exchangeTabValue(key, null) ?? '') ?? [];
  return Date.now() - Number(at) < lifetime ? email : undefined;
}
