/** The page whose short address the printed letter names. It explains the steps before any form appears. */
import { html } from 'hono/html';
import type { PageContent } from './frame/layout.js';
import { link, type Markup, type PageContext } from './frame/page-context.js';
import { texts } from '../texts/texts.js';

const letterSteps = (context: PageContext): Markup => {
  const t = texts[context.language];
  return html`<p class="teaser">${t['letter-lead']}</p>
    <ol class="ways">
      <li>${t['letter-have']}</li>
      <li>${t['letter-type']}</li>
      <li>${t['letter-code']}</li>
    </ol>
    <p class="choices">
      <a class="action" href="${link(context, '/connect')}">${t.connect}</a>
      <a href="${link(context, '/register')}">${t['letter-none']}</a>
    </p>`;
};

export function letterPage(context: PageContext): PageContent {
  const t = texts[context.language];
  return {
    title: 'letter',
    main: html`<div class="sign-in">
      <p class="kicker">${t['letter-from']}</p>
      <h1>${t['letter-title']}</h1>
      ${context.canConnect ? letterSteps(context) : html`<p class="teaser">${t['letter-off']}</p>`}
    </div>`,
  };
}
