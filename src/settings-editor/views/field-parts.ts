/** What every field of the form has: words below it, and how it is tied to them. */
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

/** What can be done about a finding by one press. */
function correction(ui: EditorUi, key: MerchantKey, finding: EditorFinding): unknown {
  const { words } = ui;
  const value = ui.edit.draft[key];
  const press = (text: string, next: unknown) => {
    const take = (event: Event) => {
      // The button goes with what it corrects: the focus goes to the field first.
      (event.target as Element).closest('[part=field]')?.querySelector<HTMLElement>('input, select, textarea')?.focus();
      ui.setValue(key, next);
    };
    return html`<button part="link" type="button" @click=${take}>${text}</button>`;
  };
  if (finding.suggestion !== undefined && fieldOf(key).kind === 'domains')
    return press(
      words('finding.not-a-domain.suggestion', { suggestion: readableDomain(finding.suggestion) }),
      correctedDomains(String(value), finding.part, finding.suggestion),
    );
  // Of a choice that is not known another one is chosen in its list.
  if (!isOdd(finding) || (fieldOf(key).kind === 'choice' && value !== null)) return nothing;
  const nearest = nearestValid(key, value);
  return press(words('finding.change', { value: valueInWords(words, key, nearest) }), nearest);
}

/** What is said below a field, and the attributes that tie the field to it. */
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

/** A check box with its label. */
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
