/** What an address without a page says. */
import { html } from 'hono/html';
import type { Page } from './frame/layout.js';
import { link, type Visit } from './frame/visit.js';
import { texts } from '../texts/texts.js';

export function missingPage(visit: Visit): Page {
  const t = texts[visit.language];
  return {
    title: 'missing',
    main: html`<h1>${t.missing}</h1>
      <p class="teaser">${t['missing-lead']}</p>
      <p><a class="action" href="${link(visit, '/')}">${t['to-front-page']}</a></p>`,
  };
}
