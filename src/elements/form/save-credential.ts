interface PasswordCredentialConstructor {
  new (data: { id: string; password: string }): Credential;
}
declare global {
  interface Window {
    PasswordCredential?: PasswordCredentialConstructor;
  }
}

/** Offers the browser to save what worked, where it has the interface for it; no other browser needs it. */
export function saveCredential(id?: string, password?: string): void {
  const { PasswordCredential } = window;
  if (id && password && PasswordCredential)
    navigator.credentials.store(new PasswordCredential({ id, password })).catch(() => undefined);
}
