/** The merchant's settings in a drawer, on every page except `/settings`. */
import { html } from 'hono/html';
import type { Markup, PageContext } from './page-context.js';
import { texts } from '../../texts/texts.js';

/** Opens the drawer, and shows when a draft in it is not saved. */
export const settingsDrawerButton = ({ language }: PageContext): Markup => {
  const t = texts[language];
  return html`<button type="button" aria-expanded="false" aria-controls="settings-drawer">
    ${t['settings-here']}<span data-unsaved hidden> (${t.unsaved})</span>
  </button>`;
};

/** What the simulator lets a reader read. `rights.js` fills and sends it; before it knows anything, a switch would say what is not so. */
const rightsForm = (context: PageContext): Markup => {
  const t = texts[context.language];
  const option = (name: string, text: string): Markup =>
    html`<label><input type="checkbox" name="${name}" autocomplete="off" /> <span>${text}</span></label>`;
  return html`<form id="rights" class="rights">
    <fieldset disabled>
      <legend>${t.rights} <b data-customer></b></legend>
      ${option('subscribes', t['rights-plus'])} ${option('blocked', t['rights-blocked'])}
      ${option('open', t['rights-open'])}
      <p class="meta">${t['rights-lead']}</p>
    </fieldset>
    <p class="notice" role="alert" data-rights-failed hidden>${t['rights-failed']}</p>
  </form>`;
};

/**
 * Beside the page on wide screens, over its lower part on narrow ones. The page stays usable. `drawer.js` loads the element.
 *
 * @param page URL of the settings page, the way out if the element cannot be loaded.
 */
export function settingsDrawer(context: PageContext, page: string): Markup {
  const t = texts[context.language];
  return html`<aside id="settings-drawer" class="drawer" tabindex="-1" aria-labelledby="drawer-title" hidden>
    <div class="drawer-bar">
      <b id="drawer-title">${t['settings-here']}</b>
      <button type="button" data-close>${t.close}</button>
    </div>
    ${context.isSimulated ? rightsForm(context) : ''}
    <p class="notice" role="alert" data-failed hidden>
      ${t['settings-failed']} <a href="${page}">${t['settings-page']}</a>
    </p>
    <sso-settings endpoint="/sso-settings"></sso-settings>
  </aside>`;
}
