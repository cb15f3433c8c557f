import type { ScreenTools } from '../parts/screen-tools.js';
import type { RenderContext } from '../parts/render-context.js';
import { backLinks } from '../parts/back-links.js';
import type { ScreenTemplates } from './screen-templates.js';

/** The link of the mail: one button, since mail scanners open links; only a press spends the code. */
export const confirmLinkScreen = (tools: ScreenTools): ScreenTemplates<'confirm-link'> => {
  const { html, msg, field, form, submit } = tools;
  const { restart } = backLinks(tools);
  /** The link is sealed for what was typed at the start: at a registration an address, else a user name, too. */
  const whom = (ui: RenderContext) =>
    ui.flow.home === 'password-forgotten'
      ? html`<p part="text">
            ${msg(
              'You opened this link on another device. Enter the e-mail address or user name you used to request it.',
              { id: 'link.ask-name' },
            )}
          </p>
          ${field(ui, 'email', msg('E-mail address or user name', { id: 'login.identifier' }), {
            autocomplete: 'username',
            value: ui.email,
          })}`
      : html`<p part="text">
            ${msg('You opened this link on another device. Enter the e-mail address it was sent to.', {
              id: 'link.ask',
            })}
          </p>
          ${field(ui, 'email', msg('E-mail address', { id: 'account.email' }), { autocomplete: 'email', value: ui.email })}`;
  const press = (ui: RenderContext) =>
    ui.flow.home === 'password-forgotten'
      ? msg('One click, then choose a new password.', { id: 'link.password' })
      : msg('One click confirms your e-mail address.', { id: 'link.text' });
  return {
    'confirm-link': ({ ask }, ui) =>
      form(
        ui,
        msg('Confirm it is you', { id: 'two-factor.title' }),
        ask ? whom(ui) : html`<p part="text">${press(ui)}</p>`,
        html`${submit(ui, msg('Confirm', { id: 'verify.submit' }))}${restart(ui)}`,
      ),
  };
};
