import { msg, str } from '../locales/messages.js';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { FieldName } from '../contract/names.js';
import type { CallField } from '../flow/flow.js';
import type { RenderContext, TypedFault } from './render-context.js';

/** What sets a field apart from a mandatory text field. */
export interface FieldOptions {
  type?: string;
  /** What a value has to match, from its begin to its end. */
  pattern?: string;
  autocomplete: string;
  /** What the field begins with; never overwrites what was typed. */
  value?: string | undefined;
  optional?: boolean;
  inputmode?: string;
  /** Whether words begin with a capital, as in names of people, streets and towns. */
  words?: boolean;
}

const faultText = (fault: TypedFault, name: string, label: string, ui: RenderContext) => {
  const text = ui.faultText?.(fault, name, label);
  if (text) return text;
  if (fault === 'missing') return msg(str`${label} is missing.`, { id: 'field.missing' });
  if (fault === 'too-long') return msg('At most 100 characters.', { id: 'field.too-long' });
  ui.loadTexts();
  return '';
};

/**
 * A labelled native input with its error.
 *
 * @param after drawn within the same control, after the input
 */
export function field(
  ui: RenderContext,
  name: FieldName & CallField,
  label: string,
  { type = 'text', pattern, autocomplete, value = '', optional, inputmode, words }: FieldOptions,
  after: unknown = nothing,
): TemplateResult {
  const fault = ui.faults[name];
  const id = `${name}-${ui.uid}`;
  return html`<div part="field">
    <label part="label" for=${id}>${label}</label>
    <div part="control">
      <input
        part="input"
        id=${id}
        name=${name}
        type=${type}
        autocomplete=${autocomplete}
        autocapitalize=${words ? 'words' : 'none'}
        autocorrect="off"
        spellcheck="false"
        pattern=${pattern ?? nothing}
        inputmode=${inputmode ?? nothing}
        value=${value}
        ?required=${!optional}
        aria-invalid=${fault ? 'true' : nothing}
        aria-describedby=${fault ? `${id}-error` : nothing}
      />${after}
    </div>
    ${fault ? html`<p part="error" id="${id}-error">${faultText(fault, name, label, ui)}</p>` : nothing}
  </div>`;
}

const toggle = ({ currentTarget }: Event) => {
  const button = currentTarget as HTMLButtonElement;
  // Not its sibling: extensions put nodes beside inputs, and wrap them.
  const input = button.closest('[part=field]')?.querySelector('input') as HTMLInputElement;
  const hidden = input.type === 'password';
  input.type = hidden ? 'text' : 'password';
  button.ariaPressed = `${hidden}`;
};

/** In a password field: a button that shows what was typed, in place of a second field. */
export const passwordToggle = (): TemplateResult =>
  html`<button
    part="toggle"
    type="button"
    aria-pressed="false"
    aria-label=${msg('Show password', { id: 'password.show' })}
    @click=${toggle}
  >
    <svg part="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M2 12q10-14 20 0-10 14-20 0" />
      <circle cx="12" cy="12" r="3" />
      <path part="slash" d="M4 20 20 4" />
    </svg>
  </button>`;
