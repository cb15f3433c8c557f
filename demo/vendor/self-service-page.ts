/** The page of the stand-in for the vendor, in the frame of the account's page. It has no script. */
import { html } from 'hono/html';
import type { Language } from '../texts/language.js';
import { texts } from '../texts/texts.js';
import type { Markup } from '../pages/frame/page-context.js';
import { zone } from '../pages/frame/layout.js';
import type { SelfServiceVisit } from './self-service.js';

/** Outcome → the name of its text. */
const reasons = { used: 'vendor-used', expired: 'vendor-expired', unavailable: 'self-service-failed' } as const;

type Open = Extract<SelfServiceVisit, { outcome: 'open' }>;

function account(language: Language, { customerId, email, subscribes, invoices }: Open): Markup {
  const t = texts[language];
  const tag = language === 'en' ? 'en-GB' : language;
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: zone });
  const price = new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR' }).format(9.9);
  const facts = [
    [t['customer-id'], customerId],
    ...(email === undefined ? [] : [[t['e-mail'], email]]),
    [t['vendor-subscription'], subscribes ? t['vendor-subscribed'] : t['vendor-not-subscribed']],
  ];
  return html`<dl>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <h2>${t['vendor-invoices']}</h2>
    ${
      invoices.length === 0
        ? html`<p>${t['vendor-no-invoices']}</p>`
        : html`<ul>
            ${invoices.map(
              ({ number, at }) =>
                html`<li>
                  <span>${date.format(at)}<br /><small>${number}</small></span> <b>${price}</b>
                </li>`,
            )}
          </ul>`
    }`;
}

export function vendorPage(language: Language, visit: SelfServiceVisit): Markup {
  const t = texts[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${t['vendor-title']}</title>
        <link rel="stylesheet" href="/site/vendor.css" />
      </head>
      <body>
        <main>
          <p class="vendor">${t['vendor-stand-in']}</p>
          <h1>${t['vendor-title']}</h1>
          ${
            visit.outcome === 'open' ? account(language, visit) : html`<p role="alert">${t[reasons[visit.outcome]]}</p>`
          }
        </main>
      </body>
    </html>`;
}
