/** The page on which subscribers without an online account get theirs. */
import { html } from 'hono/html';
import { captchaWidget } from './frame/captcha-widget.js';
import { importedCustomer } from '../backend/demo-customers.js';
import type { PageContent } from './frame/layout.js';
import type { Markup, PageContext } from './frame/page-context.js';
import { processMain } from './processes.js';
import { returnLinks } from './frame/return-links.js';
import { texts } from '../texts/texts.js';

/** The printed letter. Its labels are those of the element's fields. */
function letter({ language }: PageContext): Markup {
  const t = texts[language];
  const lines = [
    [t['customer-id'], importedCustomer.customerId],
    [t['subscription-id'], importedCustomer.subscriptionId],
    [t.street, importedCustomer.street],
    [t['house-number'], importedCustomer.streetNumber],
    [t.postcode, importedCustomer.postcode],
    [t.city, importedCustomer.city],
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

/** @param simulated Whether the simulator answers, in which the letter's customer exists. */
export function connectPage(context: PageContext, next: string | undefined, simulated: boolean): PageContent {
  const t = texts[context.language];
  const { url, to, preserved: kept } = returnLinks(context, next);
  return {
    title: 'connect',
    element: 'account-connect',
    ...kept,
    main: processMain(
      context,
      { heading: t['connect-heading'], lead: t['connect-lead'] },
      html`<sso-account-connect
        endpoint="/sso"
        return-url="${url}"
        login-url="${to('/login')}"
        register-url="${to('/register')}"
        password-url="${to('/password')}"
        >${captchaWidget(context)}</sso-account-connect
      >`,
    ),
    ...(simulated && { aside: letter(context) }),
  };
}
