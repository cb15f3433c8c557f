/** Signing in without leaving the page. The dialog loads its element when it is first opened. */
import { html } from 'hono/html';
import { captchaWidget } from './captcha-widget.js';
import type { Markup, PageContext } from './page-context.js';
import { returnLinks } from './return-links.js';
import { texts } from '../../texts/texts.js';

/** The close button comes last, so that the dialog opens on the form. */
export function signInDialog(context: PageContext, next: string): Markup {
  const t = texts[context.language];
  const { url, source, to } = returnLinks(context, next);
  return html`<dialog id="sign-in" aria-label="${t['sign-in']}">
    <sso-login
      endpoint="/sso"
      return-url="${url}"
      register-url="${to('/register')}"
      connect-url="${to('/connect')}"
      password-url="${to('/password')}"
      ${source ? html`source="${source}"` : ''}
      >${captchaWidget(context)}</sso-login
    >
    <form method="dialog"><button class="close">${t.close}</button></form>
  </dialog>`;
}
