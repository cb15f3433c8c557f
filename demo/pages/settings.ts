/** The merchant's settings on a page of their own. */
import { html } from 'hono/html';
import type { Page } from './frame/layout.js';
import type { Visit } from './frame/visit.js';
import { texts } from '../texts/texts.js';

/** @param simulated Whether there is something to play the preview with; else the form answers it, and nothing can be sent there. */
export function settingsPage({ language }: Visit, simulated: boolean): Page {
  const t = texts[language];
  return {
    title: 'settings',
    element: 'settings',
    // The elements of the preview. Later than the form, which answers them.
    preview: true,
    ...(simulated && { scripts: ['preview'] }),
    wide: true,
    main: html`<h1>${t.settings}</h1>
      <p class="teaser">${t['settings-lead']}</p>
      <sso-settings endpoint="/sso-settings">
        <div slot="preview">
          <sso-register verification-url="/register"></sso-register>
          <sso-login></sso-login>
          <sso-account-connect></sso-account-connect>
          <p id="preview-message" class="meta" role="status" data-to="${t['preview-to']}" hidden></p>
        </div>
      </sso-settings>
      <noscript><p>${t['settings-noscript']}</p></noscript>`,
  };
}
