/** The page with the login alone, and the demo's customers beside it. */
import { html } from 'hono/html';
import { customers, password } from '../customers.js';
import type { Page } from './frame/layout.js';
import { link, type Markup, type Visit } from './frame/visit.js';
import { processMain } from './processes.js';
import { returning } from './frame/returning.js';
import { texts } from '../texts/texts.js';

/** The customers that exist in the simulator, with their password. */
function demoAccounts(visit: Visit): Markup {
  const t = texts[visit.language];
  return html`<aside class="side" aria-labelledby="accounts-title">
    <h2 id="accounts-title">${t['demo-accounts']}</h2>
    <p>${t['demo-password']} <code>${password}</code></p>
    <dl class="accounts">
      ${customers.map(
        ({ email, shows }) =>
          html`<div>
            <dt>${email}</dt>
            <dd>${shows[visit.language]}</dd>
          </div>`,
      )}
    </dl>
    <p>${t['demo-codes']} <a href="${link(visit, '/inbox')}">${t.inbox}</a>.</p>
  </aside>`;
}

/** @param next Where to return after sign-in. */
export function loginPage(visit: Visit, next: string | undefined, simulated: boolean): Page {
  const t = texts[visit.language];
  const { url, source, to, kept } = returning(visit, next);
  return {
    title: 'account',
    element: 'login',
    ...kept,
    main: processMain(
      visit,
      { heading: t.account, lead: t['account-lead'] },
      html`<sso-login
        endpoint="/sso"
        return-url="${url}"
        register-url="${to('/register')}"
        connect-url="${to('/connect')}"
        password-url="${to('/password')}"
        ${source ? html`source="${source}"` : ''}
      ></sso-login>`,
    ),
    ...(simulated && { aside: demoAccounts(visit) }),
  };
}
