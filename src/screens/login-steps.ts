import type { Step } from '../contract/names.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import { newPasswordField } from '../parts/new-password-field.js';
import { problemActions } from '../parts/problem-actions.js';
import { stepParts } from '../parts/step-parts.js';
import { additionalDataScreen } from './additional-data.js';
import { sessionLimitScreen } from './session-limit.js';
import type { ScreenTemplates } from './screen-templates.js';

/** The steps that need a screen here: a new step without one does not compile. */
type Later = Exclude<Step, 'verify' | 'confirm-link'> | 'session-limit';

/** The screens of login's later steps. */
export const loginStepScreens = (tools: ScreenTools): ScreenTemplates<Later> => {
  const { html, nothing, msg, title } = tools;
  const newPassword = newPasswordField(tools);
  const { back, step, code } = stepParts(tools);
  const { contact } = problemActions(tools);
  return {
    ...additionalDataScreen(tools),
    ...sessionLimitScreen(tools),
    'two-factor': ({ asks }, ui) =>
      step(
        ui,
        msg('Confirm it is you', { id: 'two-factor.title' }),
        html`<p part="text">${msg('Enter the code from your authenticator app.', { id: 'two-factor.text' })}</p>
          ${code(ui, asks)}`,
      ),
    'add-two-factor': ({ asks }, ui) =>
      step(
        ui,
        msg('Set up two-factor sign-in', { id: 'add-two-factor.title' }),
        html`<p part="text">
            ${msg('Scan this QR code with an authenticator app, then enter the code it shows.', {
              id: 'add-two-factor.text',
            })}
          </p>
          <img part="qr-code" src=${asks.image} alt=${msg('QR code for the authenticator app', { id: 'qr-code' })} />
          ${
            asks.key &&
            html`<p part="text">
              ${msg('Or enter this key in the app:', { id: 'add-two-factor.key' })}
              <code part="key">${asks.key.replace(/.{4}(?=.)/g, '$& ')}</code>
            </p>`
          }
          ${
            /^otp/.test(asks.uri as string)
              ? html`<a part="link" href=${asks.uri}>${msg('Open in your authenticator app', { id: 'otpauth' })}</a>`
              : nothing
          }
          ${code(ui, asks)}`,
      ),
    'reset-password': (_, ui) =>
      step(
        ui,
        msg('Choose a new password', { id: 'reset-password.title' }),
        html`<p part="text">
            ${
              ui.flow.initialProcess === 'password-forgotten'
                ? msg('You will be signed in with it straight away.', { id: 'reset-password.forgotten' })
                : msg('You need a new password before you can sign in.', { id: 'reset-password.text' })
            }
          </p>
          ${newPassword(ui, msg('New password', { id: 'reset-password.label' }))}
          ${ui.flow.process === 'password-forgotten' ? ui.stayBox?.(ui) : nothing}`,
        msg('Save password and sign in', { id: 'reset-password.submit' }),
      ),
    'change-email': ({ asks }, ui) => html`
      <div part="notice">
        ${title(msg('Your account needs a new e-mail address', { id: 'change-email.title' }))}
        <p part="text">
          ${msg('You cannot change it here. Please contact us. Your account and password stay the same.', {
            id: 'change-email.text',
          })}
        </p>
        ${contact(asks.contact)} ${back(ui)}
      </div>
    `,
  };
};
