/** The event log: the events that the elements of the page fire. */
import { html } from 'hono/html';
import type { Markup, PageContext } from './page-context.js';
import { texts } from '../../texts/texts.js';

/** Empty until `log.js` fills it. */
export const eventLog = ({ language }: PageContext): Markup => {
  const t = texts[language];
  return html`<aside id="events" aria-labelledby="events-title">
    <details>
      <summary><b id="events-title">${t.events}</b> (<span data-count>0</span>)</summary>
      <p>${t['events-lead']} <button type="button">${t['events-clear']}</button></p>
      <ol></ol>
    </details>
  </aside>`;
};
