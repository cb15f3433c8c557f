import type { StepAsks } from '../flow/flow.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import type { RenderContext } from '../parts/render-context.js';
import { backLinks } from '../parts/back-links.js';
import { formatTime } from '../parts/format-time.js';
import { registrationFields } from '../parts/registration-fields.js';
import type { ScreenTemplates } from './screen-templates.js';

/**
 * For a reader who came by a mailed link: one button, since mail scanners open links; only pressing it spends the code. In another
 * browser than the one that began, it asks for what the flow was begun with: the link may be of somebody else's making.
 */
export const confirmLinkScreen = (tools: ScreenTools): ScreenTemplates<'confirm-link'> => {
  const { html, nothing, msg, str, field, passwordToggle, form, submit } = tools;
  const { restart } = backLinks(tools);
  const { optIn } = registrationFields(tools);

  /** When and where the flow was begun. */
  const beginning = ({ began, device }: StepAsks<'confirm-link'>, { language }: RenderContext) => {
    const at = new Date(began ?? NaN);
    if (isNaN(+at)) return nothing;
    const time = formatTime(at, [language === 'en' ? 'en-GB' : language], 'long');
    return html`<p part="text">
      ${
        device
          ? msg(str`Started on ${time} in ${device}.`, { id: 'link.begun' })
          : msg(str`Started on ${time}.`, { id: 'link.begun-at' })
      }
    </p>`;
  };
  const identifier = (ui: RenderContext, label: string, autocomplete: string) =>
    field(ui, 'email', label, { autocomplete, value: ui.email });
  const password = (ui: RenderContext) =>
    html`<p part="text">
        ${msg('You opened this link on another device. Enter the e-mail address and the password that you chose when you registered.', { id: 'link.ask' })}
      </p>
      ${identifier(ui, msg('E-mail address', { id: 'account.email' }), 'username')}
      ${field(
        ui,
        'password',
        msg('Password', { id: 'login.password' }),
        { type: 'password', autocomplete: 'current-password' },
        passwordToggle(),
      )}`;
  const name = (ui: RenderContext) =>
    html`<p part="text">
        ${msg('You opened this link on another device. Enter the e-mail address or user name you used to request it.', { id: 'link.ask-name' })}
      </p>
      ${identifier(ui, msg('E-mail address or user name', { id: 'login.identifier' }), 'username')}`;
  const explanation = (ui: RenderContext) =>
    ui.flow.initialProcess === 'password-forgotten'
      ? msg('One click, then choose a new password.', { id: 'link.password' })
      : msg('One click confirms your e-mail address.', { id: 'link.text' });

  return {
    'confirm-link': ({ asks }, ui) =>
      form(
        ui,
        msg('Confirm it is you', { id: 'two-factor.title' }),
        asks.email
          ? html`${beginning(asks, ui)}${asks.password ? html`${password(ui)}${ui.stayBox?.(ui)}` : name(ui)}${asks.optIn ? optIn(ui) : nothing}`
          : html`<p part="text">${explanation(ui)}</p>`,
        html`${submit(ui, msg('Confirm', { id: 'verify.submit' }))}${restart(
          ui,
          asks.email ? msg('That was not me: start again', { id: 'link.not-me' }) : undefined,
        )}`,
      ),
  };
};
