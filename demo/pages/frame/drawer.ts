/** The merchant's settings in a drawer, on every page but their own. */
import { html } from 'hono/html';
import type { Markup, Visit } from './visit.js';
import { texts } from '../../texts/texts.js';

/** Opens the drawer, and says when something in it is not saved. */
export const drawerButton = ({ language }: Visit): Markup => {
  const t = texts[language];
  return html`<button type="button" aria-expanded="false" aria-controls="settings-drawer">
    ${t['settings-here']}<span data-unsaved hidden> (${t.unsaved})</span>
  </button>`;
};

/**
 * Beside the page on wide screens, over its lower part on narrow ones; the page stays usable. Its script loads the element.
 *
 * @param page Where else the settings are.
 */
export function drawer({ language }: Visit, page: string): Markup {
  const t = texts[language];
  return html`<aside id="settings-drawer" class="drawer" tabindex="-1" aria-labelledby="drawer-title" hidden>
    <div class="drawer-bar">
      <b id="drawer-title">${t['settings-here']}</b>
      <button type="button" data-close>${t.close}</button>
    </div>
    <p class="notice" role="alert" data-failed hidden>
      ${t['settings-failed']} <a href="${page}">${t['settings-page']}</a>
    </p>
    <sso-settings endpoint="/sso-settings"></sso-settings>
  </aside>`;
}
