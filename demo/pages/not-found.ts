/** The page for an address that has none. */
import { html } from 'hono/html';
import type { PageContent } from './frame/layout.js';
import { link, type PageContext } from './frame/page-context.js';
import { texts } from '../texts/texts.js';

export function notFoundPage(context: PageContext): PageContent {
  const t = texts[context.language];
  return {
    title: 'missing',
    main: html`<h1>${t.missing}</h1>
      <p class="teaser">${t['missing-lead']}</p>
      <p><a class="action" href="${link(context, '/')}">${t['to-front-page']}</a></p>`,
  };
}
