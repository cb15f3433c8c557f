/** What an address without a page says. */
import { html } from 'hono/html';
import { link, type Page, type Visit } from './layout.js';
import { texts } from './texts.js';

export function missingPage(visit: Visit): Page {
  const t = texts[visit.language];
  return {
    title: 'missing',
    main: html`<h1>${t.missing}</h1>
      <p class="teaser">${t['missing-lead']}</p>
      <p><a class="action" href="${link(visit, '/')}">${t['to-front-page']}</a></p>`,
  };
}
