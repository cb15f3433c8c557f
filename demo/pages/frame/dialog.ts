/** Signing in without leaving the page: a native dialog, whose element is loaded when it is first opened. */
import { html } from 'hono/html';
import type { Markup, Visit } from './visit.js';
import { returning } from './returning.js';
import { texts } from '../../texts/texts.js';

/** The close button comes last, so that the dialog opens on the form. */
export function signInDialog(visit: Visit, next: string): Markup {
  const t = texts[visit.language];
  const { url, source, to } = returning(visit, next);
  return html`<dialog id="sign-in" aria-label="${t['sign-in']}">
    <sso-login
      endpoint="/sso"
      return-url="${url}"
      register-url="${to('/register')}"
      connect-url="${to('/connect')}"
      password-url="${to('/password')}"
      ${source ? html`source="${source}"` : ''}
    ></sso-login>
    <form method="dialog"><button class="close">${t.close}</button></form>
  </dialog>`;
}
