import type { TemplateResult } from 'lit';
import { newPasswordField } from './new-password-field.js';
import { optionalLabel } from './optional-label.js';
import type { CallField } from '../flow/flow.js';
import type { ScreenTools } from './screen-tools.js';
import { richTextRenderer } from './render-rich-text.js';
import type { RenderContext } from './render-context.js';

/** What is no address for certain; the gateway and the hosted API decide. */
const emailPattern = String.raw`\s*[^\s@]+@[^\s@]+\s*`;

/** The fields that registration and account connect share, as the settings ask for them. */
export const registrationFields = (tools: ScreenTools) => {
  const { html, nothing, msg, field } = tools;
  const rich = richTextRenderer(tools);
  const label = optionalLabel(tools);
  const newPassword = newPasswordField(tools);

  /** E-mail address, password, and what else the settings ask for. */
  const account = (ui: RenderContext): TemplateResult => {
    const { names, forceUsername, codeChannel } = ui.settings ?? {};
    const optional = names?.registration === 'optional';
    return html`${field(ui, 'email', msg('E-mail address', { id: 'account.email' }), {
      // No `type=email`: it refuses or rewrites the domains of other scripts, as the value came from a reader or from a script.
      inputmode: 'email',
      pattern: emailPattern,
      autocomplete: 'email',
      // At sign-in it may have been a user name.
      value: ui.email?.includes('@') ? ui.email : undefined,
    })}
    ${newPassword(ui, msg('Password', { id: 'login.password' }))}
    ${forceUsername ? field(ui, 'username', msg('User name', { id: 'username' }), { autocomplete: 'username' }) : nothing}
    ${
      names && names.registration !== 'none'
        ? html`${field(ui, 'firstName', label(msg('First name', { id: 'first-name' }), optional), { autocomplete: 'given-name', optional, words: true })}
          ${field(ui, 'lastName', label(msg('Last name', { id: 'last-name' }), optional), { autocomplete: 'family-name', optional, words: true })}`
        : nothing
    }
    ${
      codeChannel === 'sms'
        ? field(ui, 'mobileNumber', msg('Mobile number', { id: 'account.mobile' }), {
            type: 'tel',
            autocomplete: 'tel',
          })
        : nothing
    }`;
  };

  /** The opt-in, in a box of its own: never ticked beforehand, never required, never combined with the terms. */
  const optIn = ({ settings, uid }: RenderContext): TemplateResult | typeof nothing =>
    settings?.optIn.ask
      ? html`<div part="opt-in">
          <input part="box" type="checkbox" name=${'optIn' satisfies CallField} id="opt-in-${uid}" />
          <input type="hidden" name=${'optInHash' satisfies CallField} value=${settings.optIn.hash ?? ''} />
          <label part="opt-in-text" for="opt-in-${uid}">${rich(settings.optIn.text)}</label>
        </div>`
      : nothing;

  /** The opt-in, and the terms as a sentence above the submit button, without a box (docs/consent.md). */
  const consent = (ui: RenderContext): TemplateResult => {
    const { terms } = ui.settings ?? {};
    return html`${optIn(ui)}
    ${
      terms?.length
        ? html`<div part="terms-notice">
            <p part="text">${msg('By continuing, you accept our terms:', { id: 'account.terms' })}</p>
            ${rich(terms)}
          </div>`
        : nothing
    }`;
  };

  return { account, optIn, consent };
};
