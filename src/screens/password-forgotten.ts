import type { ScreenTools } from '../parts/screen-tools.js';
import type { ScreenTemplates } from './screen-templates.js';

/** Asks for the identifier of the account that needs a new password. */
export const passwordForgottenScreen = ({
  html,
  msg,
  field,
  form,
  submit,
}: ScreenTools): ScreenTemplates<'address'> => ({
  address: (_, ui) =>
    form(
      ui,
      msg('Forgot your password?', { id: 'login.forgot' }),
      html`<p part="text">
          ${
            ui.settings?.codeChannel === 'sms'
              ? msg('We will send a code to the mobile number of your account.', { id: 'forgot.text-sms' })
              : msg('We will send a code to the e-mail address of your account.', { id: 'forgot.text' })
          }
        </p>
        ${field(ui, 'identifier', msg('E-mail address or user name', { id: 'login.identifier' }), {
          autocomplete: 'username',
          value: ui.email,
        })}${ui.captcha?.draw(ui)}`,
      submit(ui, msg('Send code', { id: 'forgot.submit' })),
    ),
});
