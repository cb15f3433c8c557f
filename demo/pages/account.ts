/** Who is signed in, and the way out. */
import { html } from 'hono/html';
import type { Page } from './frame/layout.js';
import { link, type Visit } from './frame/visit.js';
import { instead } from './frame/place.js';
import { texts } from '../texts/texts.js';

/** The element says who is signed in, and signs out; what else there is to say, the page's script fills in. */
export function accountPage(visit: Visit): Page {
  const t = texts[visit.language];
  const alone = instead(visit, 'transfer');
  const fact = (name: string, text: string) =>
    html`<div>
      <dt>${text}</dt>
      <dd data-fact="${name}"></dd>
    </div>`;
  return {
    title: 'my-account',
    element: 'session',
    scripts: ['account'],
    main: html`<div class="sign-in">
      <h1>${t.account}</h1>
      <div role="status">
        <sso-session endpoint="/sso">
          <div slot="signed-out">
            <p class="teaser">${t['nobody-signed-in']}</p>
            <p class="choices">
              <a class="action" href="${link(visit, '/login')}">${t['sign-in']}</a>
              <a href="${link(visit, '/register')}">${t.register}</a>
              ${visit.connects ? html`<a href="${link(visit, '/connect')}">${t.connect}</a>` : ''}
            </p>
          </div>
        </sso-session>
      </div>
      <div data-when="signed-in" hidden>
        <dl class="facts">
          ${fact('email', t['e-mail'])} ${fact('username', t.username)} ${fact('name', t.name)}
          ${fact('id', t['customer-id'])}
        </dl>
        <p class="choices"><a class="action" href="${link(visit, '/article')}">${t['read-on']}</a></p>
        <section aria-labelledby="other-title">
          <h2 id="other-title">${t['other-address']}</h2>
          ${
            alone
              ? html`<p>${alone}</p>`
              : html`<p>${t['other-address-text']}</p>
                  <p>
                    <button type="button" data-transfer data-failed="${t['transfer-failed']}">
                      ${t['go-to']} <span data-other></span>
                    </button>
                  </p>`
          }
        </section>
      </div>
      <noscript><p>${t.noscript}</p></noscript>
    </div>`,
  };
}
