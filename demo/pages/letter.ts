/** Where the short address of the printed letter leads: says what is to be done, before anything is asked. */
import { html } from 'hono/html';
import type { Page } from './frame/layout.js';
import { link, type Markup, type Visit } from './frame/visit.js';
import { texts } from '../texts/texts.js';

const ways = (visit: Visit): Markup => {
  const t = texts[visit.language];
  return html`<p class="teaser">${t['letter-lead']}</p>
    <ol class="ways">
      <li>${t['letter-have']}</li>
      <li>${t['letter-type']}</li>
      <li>${t['letter-code']}</li>
    </ol>
    <p class="choices">
      <a class="action" href="${link(visit, '/connect')}">${t.connect}</a>
      <a href="${link(visit, '/register')}">${t['letter-none']}</a>
    </p>`;
};

export function letterPage(visit: Visit): Page {
  const t = texts[visit.language];
  return {
    title: 'letter',
    main: html`<div class="sign-in">
      <p class="kicker">${t['letter-from']}</p>
      <h1>${t['letter-title']}</h1>
      ${visit.connects ? ways(visit) : html`<p class="teaser">${t['letter-off']}</p>`}
    </div>`,
  };
}
