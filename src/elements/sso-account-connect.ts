import { AccountElement } from './base/account-element.js';

/**
 * Lets a reader who was imported without an e-mail address claim the account, with identifiers from an invoice.
 *
 * @example
 * ```html
 * <sso-account-connect login-url="/login" return-url="/"></sso-account-connect>
 * ```
 *
 * @summary The form that connects an imported subscription.
 */
export class SsoAccountConnect extends AccountElement {
  constructor() {
    super('account-connect');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-account-connect': SsoAccountConnect;
  }
}
