/** The fields of the form: one function for each kind of setting. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { fieldOf, type MerchantField, type MerchantKey } from '../../contract/merchant-settings.js';
import { readableDomain } from '../words/readable-domain.js';
import { box, type Draw, said, valueIn } from './field-parts.js';
import { flags, set, texts } from './fields-many.js';
import { choiceOf, nameOf } from '../words/settings-in-words.js';
import type { EditorUi } from './editor-ui.js';
import { typedOf, valueOf } from '../state/typed-values.js';

const typed: Draw = (ui, key, value, field) => {
  const { invalid, describedBy, below } = said(ui, key);
  const shown = (now: unknown): string => typedOf(field, now, readableDomain);
  // What is being typed is no value yet, and stays when something else is drawn meanwhile; once it is, it is shown as it counts.
  const take = (event: Event): void => {
    const next = valueOf(field, valueIn(event));
    (event.target as HTMLInputElement).value = shown(next);
    ui.set(key, next);
  };
  return html`<div part="field">
    <label for=${key}>${nameOf(ui.words, key)}</label>
    <input
      id=${key}
      name=${key}
      autocomplete="off"
      inputmode=${field.kind === 'integer' ? 'numeric' : 'text'}
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
      .value=${shown(value)}
      @input=${ui.typing}
      @blur=${ui.typing}
      @change=${take}
    />
    ${below}
  </div>`;
};

const choice: Draw = (ui, key, value, field) => {
  const values = 'values' in field ? field.values : [];
  const barred = (each: unknown) => key === 'tokenType' && each === 'SMS' && !ui.loaded.capabilities.smsProvider;
  const why = values.some(barred) ? html`<p>${ui.words('tokenType.no-provider')}</p>` : nothing;
  const { invalid, describedBy, below } = said(ui, key, why);
  // A value that is not known is offered as it is, so that it is seen, and not replaced unasked.
  const offered = values.includes(value as string) ? values : [value, ...values];
  return html`<div part="field">
    <label for=${key}>${nameOf(ui.words, key)}</label>
    <select
      id=${key}
      name=${key}
      aria-required=${field.mandatory ?? nothing}
      aria-invalid=${invalid}
      aria-describedby=${describedBy}
      @change=${(event: Event) => ui.set(key, valueIn(event))}
    >
      ${repeat(
        offered,
        String,
        // The list is shorter once a known one is chosen, and the browser has chosen by itself meanwhile.
        (each) =>
          html`<option value=${String(each)} .selected=${live(each === value)} ?disabled=${barred(each)}>
            ${choiceOf(ui.words, key, each)}
          </option>`,
      )}
    </select>
    ${below}
  </div>`;
};

const flag: Draw = (ui, key, value) => {
  const { invalid, describedBy, below } = said(ui, key);
  const change = (checked: boolean) => ui.set(key, checked);
  return html`<div part="field">
    ${box(key, nameOf(ui.words, key), value === true, change, describedBy, invalid)} ${below}
  </div>`;
};

const draws: Record<MerchantField['kind'], Draw> = {
  choice,
  flag,
  integer: typed,
  text: typed,
  domains: typed,
  countries: typed,
  set,
  flags,
  texts,
};

/** One setting of the form. */
export const fieldFor = (ui: EditorUi, key: MerchantKey): TemplateResult => {
  const field = fieldOf(key);
  return draws[field.kind](ui, key, ui.edit.draft[key], field);
};
