/** The page that a printed letter names: subscribers without an online account claim theirs. */
import { html } from 'hono/html';
import { imported } from '../customers.js';
import type { Page } from './frame/layout.js';
import type { Markup, Visit } from './frame/visit.js';
import { processMain } from './processes.js';
import { returning } from './frame/returning.js';
import { texts } from '../texts/texts.js';

/** The letter, as it would lie beside the keyboard. Its labels are those of the element's fields. */
function letter({ language }: Visit): Markup {
  const t = texts[language];
  const lines = [
    [t['customer-id'], imported.customerId],
    [t['subscription-id'], imported.subscriptionId],
    [t.street, imported.street],
    [t['house-number'], imported.streetNumber],
    [t.postcode, imported.postcode],
    [t.city, imported.city],
  ] as const;
  return html`<aside class="side" aria-labelledby="letter-title">
    <div class="letter">
      <p class="kicker">${t['letter-from']}</p>
      <h2 id="letter-title">${t['letter-title']}</h2>
      <p>${t['letter-text']}</p>
      <dl class="facts">
        ${lines.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    </div>
    <p class="meta">${t['letter-note']}</p>
  </aside>`;
}

/** @param simulated Whether the letter's customer exists. */
export function connectPage(visit: Visit, next: string | undefined, simulated: boolean): Page {
  const t = texts[visit.language];
  const { url, to, kept } = returning(visit, next);
  return {
    title: 'connect',
    element: 'account-connect',
    ...kept,
    main: processMain(
      visit,
      { heading: t['connect-heading'], lead: t['connect-lead'] },
      html`<sso-account-connect
        endpoint="/sso"
        return-url="${url}"
        login-url="${to('/login')}"
        register-url="${to('/register')}"
        password-url="${to('/password')}"
      ></sso-account-connect>`,
    ),
    ...(simulated && { aside: letter(visit) }),
  };
}
