import { AccountElement } from './base/account-element.js';

/**
 * Sets a new password: asks for the code that was sent, then for the new password, and signs the reader in.
 *
 * @example
 * ```html
 * <sso-password-forgotten login-url="/login" verification-url="/password"></sso-password-forgotten>
 * ```
 *
 * Events, parts, custom properties and states are those of `<sso-login>`; further parts:
 *
 * @summary The form for a forgotten password.
 *
 * @csspart opt-in - The box of the opt-in with its text.
 * @csspart opt-in-text - The wording that the merchant set.
 * @csspart box - The box itself.
 * @csspart terms-notice - The terms that submitting accepts.
 * @csspart resend - The button for another code, with its countdown.
 * @csspart sent - How many codes were sent.
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
