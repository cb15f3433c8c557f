/**
 * The frame in which the vendor's self-service opens, as the publisher's server makes it: for one reader and one visit. It has the token, so it
 * has no element, no script but the one that hands the token on, and is in no cache.
 */
import { html } from 'hono/html';
import { link, type Markup, type PageContext } from './frame/page-context.js';
import { texts } from '../texts/texts.js';

/** @param state Who reads. @param transferToken Absent where the hosted API gave none. */
export function selfServicePage(
  context: PageContext,
  { state, transferToken }: { state: string; transferToken?: string },
): Markup {
  const { language } = context;
  const t = texts[language];
  const handOver = html`<form method="post" action="/vendor/self-service">
    <input type="hidden" name="transferToken" value="${transferToken ?? ''}" />
    <input type="hidden" name="lang" value="${language}" />
    <noscript><button>${t['self-service-open']}</button></noscript>
  </form>`;
  const signIn = html`<p role="alert">
    ${t['nobody-signed-in']}
    <a href="${link(context, '/login', { next: '/account' })}" target="_top">${t['sign-in']}</a>
  </p>`;
  const failed = html`<p role="alert">
    ${t['self-service-failed']} <a href="${link(context, '/account/self-service')}">${t['try-again']}</a>
  </p>`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${t['self-service']}</title>
        <link rel="stylesheet" href="/site/vendor.css" />
        ${transferToken === undefined ? '' : html`<script type="module" src="/site/self-service.js"></script>`}
      </head>
      <body>
        ${transferToken === undefined ? (state === 'signed-out' ? signIn : failed) : handOver}
      </body>
    </html>`;
}
