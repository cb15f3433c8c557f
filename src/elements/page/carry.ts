import { tabMemory } from './tab-memory.js';

const key = 'sso-email';

/** Carries the e-mail address over to the process that the reader goes to, within this tab; never in an address. */
export function carry(email: string | undefined): void {
  if (email) tabMemory(key, email);
}

/** What was carried over, once. */
export const carried = (): string | undefined => tabMemory(key, null);
