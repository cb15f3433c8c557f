const key = 'sso-email';

/** Carries the e-mail address over to the process that the reader goes to, within this tab; never in an address. */
export function carry(email: string | undefined): void {
  try {
    if (email) sessionStorage.setItem(key, email);
  } catch {
    // A browser that keeps nothing carries nothing over.
  }
}

/** What was carried over, once. */
export function carried(): string | undefined {
  try {
    const email = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return email ?? undefined;
  } catch {
    return undefined;
  }
}
