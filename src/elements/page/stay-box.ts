import type { CallField } from '../../flow/flow.js';
import type { RenderContext } from '../../parts/render-context.js';
import type { ScreenTools } from '../../parts/screen-tools.js';
import { stayStyles } from '../../styles/stay-styles.js';

/**
 * Returns what draws the box "Stay signed in": loaded only where the settings offer it. It begins unticked, and keeps its tick for a reader
 * who comes back to the form.
 */
export function stayBox({ css, html, nothing, msg }: ScreenTools, host: HTMLElement): (ui: RenderContext) => unknown {
  const { styleSheet } = stayStyles(css);
  if (styleSheet) host.shadowRoot?.adoptedStyleSheets.push(styleSheet);
  let isTicked = false;
  const keep = ({ target }: Event) => (isTicked = (target as HTMLInputElement).checked);
  return ({ settings, flow }) =>
    settings?.offerStaySignedIn
      ? html`<label part="stay">
          <input
            part="box"
            type="checkbox"
            name=${'stay' satisfies CallField}
            ?checked=${isTicked && flow.identity !== undefined}
            @change=${keep}
          />${msg('Stay signed in', { id: 'stay' })}
        </label>`
      : nothing;
}
