/** The event log: what the elements of the page tell. */
import { html } from 'hono/html';
import type { Markup, Visit } from './visit.js';
import { texts } from '../../texts/texts.js';

/** Empty: the page's script fills it. */
export const eventLog = ({ language }: Visit): Markup => {
  const t = texts[language];
  return html`<aside id="events" aria-labelledby="events-title">
    <details>
      <summary><b id="events-title">${t.events}</b> (<span data-count>0</span>)</summary>
      <p>${t['events-lead']} <button type="button">${t['events-clear']}</button></p>
      <ol></ol>
    </details>
  </aside>`;
};
