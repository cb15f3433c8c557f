import { AccountElement } from './base/account-element.js';

/**
 * Registers a reader: shows the form that the settings ask for, then asks for the code that was sent, and signs the reader in.
 *
 * @example
 * ```html
 * <sso-register login-url="/login" verification-url="/register" return-url="/"></sso-register>
 * ```
 *
 * Events, parts, custom properties and states are those of `<sso-login>`; further parts:
 *
 * @summary The registration form of a publisher's page.
 *
 * @csspart opt-in - The box of the opt-in with its text.
 * @csspart opt-in-text - The wording that the merchant set.
 * @csspart box - The box itself.
 * @csspart terms-notice - The terms that submitting accepts.
 * @csspart resend - The button for another code, with its countdown.
 * @csspart sent - How many codes were sent.
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
