import { AccountElement } from './base/account-element.js';

/**
 * Lets a reader who was imported without an e-mail address claim the account, with identifiers from an invoice.
 *
 * @example
 * ```html
 * <sso-account-connect login-url="/login" return-url="/"></sso-account-connect>
 * ```
 *
 * Events, parts, custom properties and states are those of `<sso-login>`; further parts:
 *
 * @summary The form that connects an imported subscription.
 *
 * @csspart opt-in - The box of the opt-in with its text.
 * @csspart opt-in-text - The wording that the merchant set.
 * @csspart box - The box itself.
 * @csspart terms-notice - The terms that submitting accepts.
 * @csspart resend - The button for another code, with its countdown.
 * @csspart sent - How many codes were sent.
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
