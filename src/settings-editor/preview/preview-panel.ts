/** The panel beside the form: the page's own elements, and the controls of how they are shown. */
import { html, nothing, type TemplateResult } from 'lit';
import { judgeMerchantSettings } from '../../contract/merchant-rules.js';
import { type Capabilities, type RawSettings, textLanguages } from '../../contract/merchant-settings.js';
import { hasGoogle } from './preview-client.js';
import { schemes, widths } from './preview-choice.js';
import type { PreviewController } from './preview-controller.js';
import type { Words } from '../words/words.js';

/** A drop-down list with its label above. */
const dropDown = <T extends string>(
  words: Words,
  name: 'process' | 'language' | 'width' | 'scheme',
  values: readonly T[],
  now: T,
  choose: (value: T) => void,
): TemplateResult => {
  const change = (event: Event) => {
    const found = values.find((each) => each === (event.target as HTMLSelectElement).value);
    if (found) choose(found);
  };
  return html`<div>
    <label for="preview-${name}">${words(`preview.${name}`)}</label>
    <select id="preview-${name}" @change=${change}>
      ${values.map(
        (each) =>
          html`<option value=${each} .selected=${each === now}>
            ${words.of(name === 'language' ? `language.${each}` : `preview.${each}`) ?? each}
          </option>`,
      )}
    </select>
  </div>`;
};

/** Notes on what the preview cannot show of these settings, or shows differently from a page. */
function limits(words: Words, settings: RawSettings, capabilities: Capabilities, ownClient: boolean): string[] {
  // An absent setting has its standard value, which can be shown.
  const wrong = judgeMerchantSettings(settings, capabilities).some(
    ({ severity, key }) => severity === 'error' && settings[key] !== undefined,
  );
  return [
    ...(wrong ? [words('preview.partly')] : []),
    ...(!ownClient && settings['allowedDomains'] ? [words('preview.domain')] : []),
    ...(!ownClient && settings['googleActive'] === true && !hasGoogle() ? [words('preview.google')] : []),
  ];
}

/** The controls and notes above the elements. */
function controls(words: Words, preview: PreviewController, capabilities: Capabilities): TemplateResult {
  const { settings = {}, state, note, choose, ownClient } = preview;
  const { offered, process, language, width, scheme } = preview.choice;
  const failed = state === 'failed';
  const status = failed ? words('preview.failed') : note ? words(`preview.${note}`) : nothing;
  return html`<h3 id="preview-title">${words('preview.title')}</h3>
    <p part="help">${words('preview.help')}</p>
    <div part="preview-choices">
      ${
        process && offered.length > 1
          ? dropDown(words, 'process', offered, process, (value) => choose({ process: value }))
          : nothing
      }
      ${dropDown(words, 'language', textLanguages, language, (value) => choose({ language: value }))}
      ${dropDown(words, 'width', widths, width, (value) => choose({ width: value }))}
      ${dropDown(words, 'scheme', schemes, scheme, (value) => choose({ scheme: value }))}
    </div>
    <div part="preview-status">
      <p part="text" role="status">${status}</p>
      ${failed ? html`<button part="button" type="button" @click=${preview.retry}>${words('reload')}</button>` : nothing}
    </div>
    ${limits(words, settings, capabilities, ownClient).map((each) => html`<p part="help">${each}</p>`)}`;
}

export function previewPanel(
  words: Words,
  preview: PreviewController,
  capabilities: Capabilities | undefined,
): TemplateResult {
  const { width, scheme } = preview.choice;
  const shown = preview.isAvailable && capabilities;
  return html`<section part="preview" aria-labelledby="preview-title" ?hidden=${!shown}>
    ${shown ? controls(words, preview, capabilities) : nothing}
    <div part="preview-page" class="${width} ${scheme}" aria-busy=${preview.state === 'pending'}>
      <slot name="preview" @slotchange=${preview.onSlotChange}></slot>
    </div>
  </section>`;
}
