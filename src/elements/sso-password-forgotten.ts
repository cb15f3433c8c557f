import { AccountElement } from './base/account-element.js';

/**
 * Sets a forgotten password anew: the code that was sent, then the new password, then signed in.
 *
 * Events, parts, custom properties and states are those of `<sso-login>`; further parts:
 *
 * @summary The form for a forgotten password.
 *
 * @csspart opt-in - The box of the opt-in with its text.
 * @csspart opt-in-text - The merchant's text of it.
 * @csspart box - The box itself.
 * @csspart terms-notice - The terms that submitting accepts.
 * @csspart resend - The way to another code, with its count.
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
