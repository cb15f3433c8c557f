import { AccountElement } from './base/account-element.js';

/**
 * Registers a reader: the form that the settings ask for, then the code that was sent, then signed in.
 *
 * Events, parts, custom properties and states are those of `<sso-login>`; further parts:
 *
 * @summary The registration form of a publisher's page.
 *
 * @csspart opt-in - The box of the opt-in with its text.
 * @csspart opt-in-text - The merchant's text of it.
 * @csspart box - The box itself.
 * @csspart terms-notice - The terms that submitting accepts.
 * @csspart resend - The way to another code, with its count.
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
