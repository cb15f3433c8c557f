/** What every field of the form has: words below it, and how it is tied to them. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { suggestedDomains } from '../contract/merchant-domains.js';
import type { MerchantField, MerchantKey } from '../contract/merchant-settings.js';
import { readableDomain } from './domains.js';
import { findingInWords } from './say.js';
import { shownAt } from './state.js';
import type { EditorUi } from './ui.js';

/** Draws one kind of setting. */
export type Draw = (ui: EditorUi, key: MerchantKey, value: unknown, field: MerchantField) => TemplateResult;

export const valueIn = (event: Event): string => (event.target as HTMLInputElement).value;
const checkedIn = (event: Event): boolean => (event.target as HTMLInputElement).checked;

/** What is said below a field, and the attributes that tie the field to it. */
export function said(ui: EditorUi, key: MerchantKey) {
  const shown = shownAt(ui.edit, ui.findings, key);
  const help = ui.words.of(`${key}.help`);
  const invalid = shown.some(({ severity }) => severity === 'error');
  const describedBy = [help && `${key}-help`, shown.length > 0 && `${key}-findings`].filter(Boolean).join(' ');
  const below = html`${help ? html`<p part="help" id="${key}-help">${help}</p>` : nothing}
    <div id="${key}-findings" aria-live="polite">
      ${shown.map(
        (finding) =>
          html`<p part=${finding.severity === 'error' ? 'error' : 'warning'}>
            ${findingInWords(ui.words, finding, ui.edit.draft[key])}
            ${
              finding.suggestion === undefined
                ? nothing
                : html`<button
                    part="link"
                    type="button"
                    @click=${() => ui.set(key, suggestedDomains(String(ui.edit.draft[key])))}
                  >
                    ${ui.words('finding.not-a-domain.suggestion', { suggestion: readableDomain(finding.suggestion) })}
                  </button>`
            }
          </p>`,
      )}
    </div>`;
  return { invalid: invalid ? 'true' : nothing, describedBy: describedBy || nothing, below };
}

/** A check box with its label. */
export const box = (
  id: string,
  label: string,
  checked: boolean,
  change: (checked: boolean) => void,
  described: unknown,
) =>
  html`<p part="box">
    <input
      type="checkbox"
      id=${id}
      .checked=${live(checked)}
      aria-describedby=${described ?? nothing}
      @change=${(event: Event) => change(checkedIn(event))}
    />
    <label for=${id}>${label}</label>
  </p>`;
