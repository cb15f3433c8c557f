import type { TemplateResult } from 'lit';
import { maxLength, shortestPassword } from '../contract/limits.js';
import type { RenderContext, TypedFault } from './render-context.js';
import type { ScreenTools } from './screen-tools.js';

/** Screen → what draws the strength of what is typed there, once it is known. */
const strengths = new WeakMap<object, (() => string) | undefined>();

/**
 * A field for a password that the reader chooses: its rule stands beside it before anything is typed, and password managers that make one up
 * learn it from the attributes. There is no `maxlength`: it would cut off what a manager fills in or a reader pastes, without a word.
 */
export const newPasswordField = (tools: ScreenTools) => {
  const { html, nothing, msg, str, passwordToggle } = tools;

  /** Where the part cannot be loaded there is no hint. */
  const estimate = ({ flow: { screen }, redrawIn }: RenderContext, input: HTMLInputElement, min: number) =>
    void import('./password-strength.js').then(
      ({ strengthText }) => {
        strengths.set(screen, strengthText(tools, input, min));
        redrawIn(0);
      },
      () => undefined,
    );
  const faultText = (fault: TypedFault, min: number, label: string, ui: RenderContext) => {
    switch (fault) {
      case 'missing':
        return msg(str`${label} is missing.`, { id: 'field.missing' });
      case 'too-long':
        return msg('At most 100 characters.', { id: 'field.too-long' });
      case 'too-short':
        return msg(str`Use at least ${min} characters.`, { id: 'password.too-short' });
      case 'too-common':
        return msg('This password is easy to guess. Choose a different one.', { id: 'password.too-common' });
      case 'breached':
        return msg('This password is known from a data breach on another site. Choose a different one.', {
          id: 'password.breached',
        });
      default:
        return ui.faultText?.(fault, 'password', label);
    }
  };

  return (ui: RenderContext, label: string): TemplateResult => {
    const { settings, faults, flow, uid } = ui;
    const min = settings?.passwordMinLength ?? shortestPassword;
    const id = `password-${uid}`;
    // What the form itself takes for invalid is not by the pattern; the hosted API's own refusal is another.
    const isShort = faults['password'] === 'invalid' && flow.problem?.fields?.password !== 'invalid';
    const fault = isShort ? 'too-short' : faults['password'];
    return html`<div part="field">
      <label part="label" for=${id}>${label}</label>
      <div part="control">
        <input
          part="input"
          id=${id}
          name="password"
          type="password"
          autocomplete="new-password"
          autocapitalize="none"
          autocorrect="off"
          spellcheck="false"
          required
          minlength=${min}
          pattern=".{${min},}"
          passwordrules="minlength: ${min}; maxlength: ${maxLength};"
          aria-invalid=${fault ? 'true' : nothing}
          aria-describedby="${id}-hint${fault ? ` ${id}-error` : ''}"
          @input=${({ currentTarget }: Event) => estimate(ui, currentTarget as HTMLInputElement, min)}
        />${passwordToggle()}
      </div>
      <div part="password-note">
        <p part="hint" id="${id}-hint">${msg(str`At least ${min} characters.`, { id: 'password.hint' })}</p>
        <p part="strength" role="status">${strengths.get(flow.screen)?.()}</p>
      </div>
      ${fault ? html`<p part="error" id="${id}-error">${faultText(fault, min, label, ui)}</p>` : nothing}
    </div>`;
  };
};
