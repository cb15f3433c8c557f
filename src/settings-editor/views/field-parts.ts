/** What every field has: help and findings below it, tied to it by ARIA attributes. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fieldOf, type MerchantField, type MerchantKey } from '../../contract/merchant-settings.js';
import { readableDomain } from '../words/readable-domain.js';
import { findingInWords, valueInWords } from '../words/settings-in-words.js';
import { isOdd, type EditorFinding, findingsShownAt } from '../state/editor-modes.js';
import type { EditorUi } from './editor-ui.js';
import { correctedDomains, nearestValid } from '../state/typed-values.js';

/** Draws one kind of setting. */
export type FieldView = (ui: EditorUi, key: MerchantKey, value: unknown, field: MerchantField) => TemplateResult;

export const valueIn = (event: Event): string => (event.target as HTMLInputElement).value;
const checkedIn = (event: Event): boolean => (event.target as HTMLInputElement).checked;

/** A button that corrects a finding, if there is a correction. */
function correction(ui: EditorUi, key: MerchantKey, finding: EditorFinding): unknown {
  const { words } = ui;
  const value = ui.edit.draft[key];
  const button = (text: string, next: unknown) => {
    const apply = (event: Event) => {
      // The button disappears with its finding: move the focus to the field first.
      (event.target as Element).closest('[part=field]')?.querySelector<HTMLElement>('input, select, textarea')?.focus();
      ui.setValue(key, next);
    };
    return html`<button part="link" type="button" @click=${apply}>${text}</button>`;
  };
  if (finding.suggestion !== undefined && fieldOf(key).kind === 'domains')
    return button(
      words('finding.not-a-domain.suggestion', { suggestion: readableDomain(finding.suggestion) }),
      correctedDomains(String(value), finding.part, finding.suggestion),
    );
  // An unknown choice is corrected in its own list.
  if (!isOdd(finding) || (fieldOf(key).kind === 'choice' && value !== null)) return nothing;
  const nearest = nearestValid(key, value);
  return button(words('finding.change', { value: valueInWords(words, key, nearest) }), nearest);
}

/** The help and findings below a field, and the attributes that tie the field to them. */
export function describeField(ui: EditorUi, key: MerchantKey, more: unknown = nothing) {
  const shown = findingsShownAt(ui.edit, ui.findings, key);
  const [help, hint] = [ui.words.of(`${key}.help`), ui.words.of(`${key}.hint`)];
  const invalid = shown.some(({ severity }) => severity === 'error');
  const describedBy = [help && `${key}-help`, shown.length > 0 && `${key}-findings`].filter(Boolean).join(' ');
  const below = html`${
      help
        ? html`<div part="help" id="${key}-help">
            <p>${help} ${fieldOf(key).mandatory ? ui.words('mandatory') : nothing} ${hint}</p>
            ${more}
          </div>`
        : nothing
    }
    <div id="${key}-findings" aria-live="polite">
      ${shown.map(
        (finding) =>
          html`<p part=${finding.severity === 'error' ? 'error' : 'warning'}>
            ${findingInWords(ui.words, finding, ui.edit.draft[key])} ${correction(ui, key, finding)}
          </p>`,
      )}
    </div>`;
  return { invalid: invalid ? 'true' : nothing, describedBy: describedBy || nothing, below };
}

/** A checkbox with its label. */
export const checkbox = (
  id: string,
  label: string,
  checked: boolean,
  change: (checked: boolean) => void,
  described: unknown = nothing,
  invalid: unknown = nothing,
) =>
  html`<p part="box">
    <input
      type="checkbox"
      id=${id}
      .checked=${live(checked)}
      aria-describedby=${described}
      aria-invalid=${invalid}
      @change=${(event: Event) => change(checkedIn(event))}
    />
    <label for=${id}>${label}</label>
  </p>`;
