/** The page of the signed-in reader. */
import { html } from 'hono/html';
import type { PageContent } from './frame/layout.js';
import { link, type PageContext } from './frame/page-context.js';
import { consentsPath } from './frame/return-links.js';
import { textWithoutServer } from './frame/runtime-notice.js';
import { texts } from '../texts/texts.js';

/**
 * `<sso-session>` shows who is signed in and signs out, `<sso-consents>` what advertising they agreed to. `account.js` fills in the other
 * facts.
 */
export function accountPage(context: PageContext): PageContent {
  const t = texts[context.language];
  const withoutServer = textWithoutServer(context, 'join');
  const fact = (name: string, text: string) =>
    html`<div>
      <dt>${text}</dt>
      <dd data-fact="${name}"></dd>
    </div>`;
  return {
    title: 'my-account',
    element: 'session',
    secondElement: 'consents',
    scripts: ['account'],
    main: html`<div class="sign-in">
      <h1>${t.account}</h1>
      <div role="status">
        <sso-session endpoint="/sso">
          <div slot="signed-out">
            <p class="teaser">${t['nobody-signed-in']}</p>
            <p class="choices">
              <a
                class="action"
                href="${link(context, '/login', { next: '/account' })}"
                data-to-consents="${link(context, '/login', { next: consentsPath })}"
                >${t['sign-in']}</a
              >
              <a href="${link(context, '/register')}">${t.register}</a>
              ${context.canConnect ? html`<a href="${link(context, '/connect')}">${t.connect}</a>` : ''}
            </p>
          </div>
        </sso-session>
      </div>
      <div data-when="signed-in" hidden>
        <dl class="facts">
          ${fact('email', t['e-mail'])} ${fact('username', t.username)} ${fact('name', t.name)}
          ${fact('id', t['customer-id'])}
        </dl>
        <p class="choices"><a class="action" href="${link(context, '/article')}">${t['read-on']}</a></p>
      </div>
      <sso-consents id="${consentsPath.split('#')[1]}" endpoint="/sso"></sso-consents>
      <div data-when="signed-in" hidden>
        <section aria-labelledby="self-service-title">
          <h2 id="self-service-title">${t['self-service']}</h2>
          ${
            context.isSimulated
              ? html`<p>${t['self-service-text']} ${textWithoutServer(context, 'self-service') ?? ''}</p>
                  <iframe
                    class="self-service"
                    title="${t['self-service']}"
                    data-source="${link(context, '/account/self-service')}"
                    referrerpolicy="no-referrer"
                  ></iframe>`
              : html`<p>${t['self-service-hosted']}</p>`
          }
        </section>
        <section aria-labelledby="other-title">
          <h2 id="other-title">${t['other-address']}</h2>
          ${
            withoutServer
              ? html`<p>${withoutServer}</p>`
              : html`<p>${t['other-address-text']}</p>
                  <p>
                    <a class="action" href="" data-join data-failed="${t['join-failed']}"
                      >${t['go-to']} <span data-other></span
                    ></a>
                  </p>`
          }
        </section>
      </div>
      <noscript><p>${t.noscript}</p></noscript>
    </div>`,
  };
}
