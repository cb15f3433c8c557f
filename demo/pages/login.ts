/** The page with `<sso-login>`, and the demo's customers beside it. */
import { html } from 'hono/html';
import { captchaWidget } from './frame/captcha-widget.js';
import { demoCustomers, demoPassword } from '../backend/demo-customers.js';
import type { PageContent } from './frame/layout.js';
import { link, type Markup, type PageContext } from './frame/page-context.js';
import { processMain } from './processes.js';
import { returnLinks } from './frame/return-links.js';
import { texts } from '../texts/texts.js';

/** The simulator's customers and their password. */
function demoAccounts(context: PageContext): Markup {
  const t = texts[context.language];
  return html`<aside class="side" aria-labelledby="accounts-title">
    <h2 id="accounts-title">${t['demo-accounts']}</h2>
    <p>${t['demo-password']} <code>${demoPassword}</code></p>
    <dl class="accounts">
      ${demoCustomers.map(
        ({ email, shows }) =>
          html`<div>
            <dt>${email}</dt>
            <dd>${shows[context.language]}</dd>
          </div>`,
      )}
    </dl>
    <p>${t['demo-codes']} <a href="${link(context, '/inbox')}">${t.inbox}</a>.</p>
  </aside>`;
}

/** @param next Path to return to after sign-in. */
export function loginPage(context: PageContext, next: string | undefined, simulated: boolean): PageContent {
  const t = texts[context.language];
  const { url, source, to, preserved: kept } = returnLinks(context, next);
  return {
    title: 'account',
    element: 'login',
    ...kept,
    main: processMain(
      context,
      { heading: t.account, lead: t['account-lead'] },
      html`<sso-login
        endpoint="/sso"
        return-url="${url}"
        register-url="${to('/register')}"
        connect-url="${to('/connect')}"
        password-url="${to('/password')}"
        ${source ? html`source="${source}"` : ''}
        >${captchaWidget(context)}</sso-login
      >`,
    ),
    ...(simulated && { aside: demoAccounts(context) }),
  };
}
