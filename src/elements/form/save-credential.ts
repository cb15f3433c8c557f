interface PasswordCredentialConstructor {
  new (data: { id: string; password: string }): Credential;
}
declare global {
  interface Window {
    PasswordCredential?: PasswordCredentialConstructor;
  }
}

/** Passes a password that worked to the browser to save, where it has the interface (Chromium); other browsers notice by themselves. */
export function saveCredential(id?: string, password?: string): void {
  const { PasswordCredential } = window;
  try {
    if (id && password && PasswordCredential)
      navigator.credentials.store(new PasswordCredential({ id, password })).catch(() => undefined);
  } catch {
    // A frame without the permission: the browser may notice by itself.
  }
}
