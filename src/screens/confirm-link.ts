import type { ScreenTools } from '../parts/screen-tools.js';
import type { RenderContext } from '../parts/render-context.js';
import { backLinks } from '../parts/back-links.js';
import type { ScreenTemplates } from './screen-templates.js';

/** For a reader who came by a mailed link: one button, since mail scanners open links; only pressing it spends the code. */
export const confirmLinkScreen = (tools: ScreenTools): ScreenTemplates<'confirm-link'> => {
  const { html, msg, field, form, submit } = tools;
  const { restart } = backLinks(tools);
  /** The link is sealed for the identifier typed at the start: at registration an address, else possibly a user name. */
  const identityField = (ui: RenderContext) =>
    ui.flow.initialProcess === 'password-forgotten'
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
  const explanation = (ui: RenderContext) =>
    ui.flow.initialProcess === 'password-forgotten'
      ? msg('One click, then choose a new password.', { id: 'link.password' })
      : msg('One click confirms your e-mail address.', { id: 'link.text' });
  return {
    'confirm-link': ({ ask }, ui) =>
      form(
        ui,
        msg('Confirm it is you', { id: 'two-factor.title' }),
        ask ? identityField(ui) : html`<p part="text">${explanation(ui)}</p>`,
        html`${submit(ui, msg('Confirm', { id: 'verify.submit' }))}${restart(ui)}`,
      ),
  };
};
