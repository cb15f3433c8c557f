/** The page of the merchant's settings, with a preview. */
import { html } from 'hono/html';
import type { PageContent } from './frame/layout.js';
import type { PageContext } from './frame/page-context.js';
import { texts } from '../texts/texts.js';

/** @param simulated Whether `/simulator/preview` can answer the elements of the preview. Otherwise the form does, with samples. */
export function settingsPage({ language }: PageContext, simulated: boolean): PageContent {
  const t = texts[language];
  return {
    title: 'settings',
    element: 'settings',
    // After the form, which answers the elements of the preview.
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
          <sso-consents></sso-consents>
          <p id="preview-message" class="meta" role="status" data-to="${t['preview-to']}" hidden></p>
        </div>
      </sso-settings>
      <noscript><p>${t['settings-noscript']}</p></noscript>`,
  };
}
