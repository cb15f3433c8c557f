import { AccountElement } from './base/account-element.js';

/**
 * Registers a reader: shows the form that the settings ask for, then asks for the code that was sent, and signs the reader in.
 *
 * @example
 * ```html
 * <sso-register login-url="/login" verification-url="/register" return-url="/"></sso-register>
 * ```
 *
 * @summary The registration form of a publisher's page.
 */
export class SsoRegister extends AccountElement {
  constructor() {
    super('registration');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-register': SsoRegister;
  }
}
