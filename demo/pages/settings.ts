/** The merchant's settings on a page of their own. */
import { html } from 'hono/html';
import type { Page, Visit } from './layout.js';
import { texts } from './texts.js';

export function settingsPage({ language }: Visit): Page {
  const t = texts[language];
  return {
    title: 'settings',
    element: 'settings',
    wide: true,
    main: html`<h1>${t.settings}</h1>
      <p class="teaser">${t['settings-lead']}</p>
      <sso-settings endpoint="/sso-settings"></sso-settings>
      <noscript><p>${t['settings-noscript']}</p></noscript>`,
  };
}
