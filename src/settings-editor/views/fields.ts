/** The fields of the edit form: one function for each kind of setting. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { fieldOf, type MerchantField, type MerchantKey } from '../../contract/merchant-settings.js';
import { readableDomain } from '../words/readable-domain.js';
import { checkbox, type FieldView, describeField, valueIn } from './field-parts.js';
import { flagsField, setField, textsField } from './multi-value-fields.js';
import { choiceInWords, settingName } from '../words/settings-in-words.js';
import type { EditorUi } from './editor-ui.js';
import { formatTyped, parseTyped } from '../state/typed-values.js';

const typedField: FieldView = (ui, key, value, field) => {
  const { invalid, describedBy, below } = describeField(ui, key);
  const shown = (now: unknown): string => formatTyped(field, now, readableDomain);
  // Text becomes a value only on `change`, and is then shown normalised; until then no update replaces it.
  const commit = (event: Event): void => {
    const next = parseTyped(field, valueIn(event));
    (event.target as HTMLInputElement).value = shown(next);
    ui.setValue(key, next);
  };
  return html`<div part="field">
    <label for=${key}>${settingName(ui.words, key)}</label>
    <input
      id=${key}
      name=${key}
      autocomplete="off"
      inputmode=${field.kind === 'integer' ? 'numeric' : 'text'}
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
      .value=${shown(value)}
      @input=${ui.trackTyping}
      @blur=${ui.trackTyping}
      @change=${commit}
    />
    ${below}
  </div>`;
};

const choiceField: FieldView = (ui, key, value, field) => {
  const values = 'values' in field ? field.values : [];
  const isUnavailable = (each: unknown) => key === 'tokenType' && each === 'SMS' && !ui.loaded.capabilities.smsProvider;
  const why = values.some(isUnavailable) ? html`<p>${ui.words('tokenType.no-provider')}</p>` : nothing;
  const { invalid, describedBy, below } = describeField(ui, key, why);
  // An unknown value is an option of its own: it is visible, and not replaced unasked.
  const offered = values.includes(value as string) ? values : [value, ...values];
  return html`<div part="field">
    <label for=${key}>${settingName(ui.words, key)}</label>
    <select
      id=${key}
      name=${key}
      aria-required=${field.mandatory ?? nothing}
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
      @change=${(event: Event) => ui.setValue(key, valueIn(event))}
    >
      ${repeat(
        offered,
        String,
        // `live`: the list loses an option when the unknown value goes, and the browser then selects another by itself.
        (each) =>
          html`<option value=${String(each)} .selected=${live(each === value)} ?disabled=${isUnavailable(each)}>
            ${choiceInWords(ui.words, key, each)}
          </option>`,
      )}
    </select>
    ${below}
  </div>`;
};

const flagField: FieldView = (ui, key, value) => {
  const { invalid, describedBy, below } = describeField(ui, key);
  const change = (checked: boolean) => ui.setValue(key, checked);
  return html`<div part="field">
    ${checkbox(key, settingName(ui.words, key), value === true, change, describedBy, invalid)} ${below}
  </div>`;
};

const fieldViews: Record<MerchantField['kind'], FieldView> = {
  choice: choiceField,
  flag: flagField,
  integer: typedField,
  text: typedField,
  domains: typedField,
  countries: typedField,
  set: setField,
  flags: flagsField,
  texts: textsField,
};

/** One setting of the form. */
export const fieldFor = (ui: EditorUi, key: MerchantKey): TemplateResult => {
  const field = fieldOf(key);
  return fieldViews[field.kind](ui, key, ui.edit.draft[key], field);
};
