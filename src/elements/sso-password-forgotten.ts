import { AccountElement } from './base/account-element.js';

/**
 * Sets a new password: asks for the code that was sent, then for the new password, and signs the reader in.
 *
 * @example
 * ```html
 * <sso-password-forgotten login-url="/login" verification-url="/password"></sso-password-forgotten>
 * ```
 *
 * @summary The form for a forgotten password.
 */
export class SsoPasswordForgotten extends AccountElement {
  constructor() {
    super('password-forgotten');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-password-forgotten': SsoPasswordForgotten;
  }
}
