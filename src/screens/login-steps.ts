import type { ScreenTools } from '../parts/screen-tools.js';
import { problemActions } from '../parts/problem-actions.js';
import { stepParts } from '../parts/step-parts.js';
import { additionalDataScreen } from './additional-data.js';
import { sessionLimitScreen } from './session-limit.js';
import type { ScreenTemplates } from './screen-templates.js';

type Later = 'additional-data' | 'two-factor' | 'add-two-factor' | 'reset-password' | 'change-email' | 'session-limit';

/** The screens of login's later steps. */
export const loginStepScreens = (tools: ScreenTools): ScreenTemplates<Later> => {
  const { html, nothing, msg, passwordField, title } = tools;
  const { back, step, code } = stepParts(tools);
  const { contact } = problemActions(tools);
  return {
    ...additionalDataScreen(tools),
    ...sessionLimitScreen(tools),
    'two-factor': (_, ui) =>
      step(
        ui,
        msg('Confirm that it is you', { id: 'two-factor.title' }),
        html`<p part="text">${msg('Enter the code that your authenticator app shows.', { id: 'two-factor.text' })}</p>
          ${code(ui)}`,
      ),
    'add-two-factor': ({ asks }, ui) =>
      step(
        ui,
        msg('Set up two-factor sign-in', { id: 'add-two-factor.title' }),
        html`<p part="text">
            ${msg('Scan this QR code with an authenticator app, then enter the code that the app shows.', {
              id: 'add-two-factor.text',
            })}
          </p>
          <img part="qr-code" src=${asks.image} alt=${msg('QR code for the authenticator app', { id: 'qr-code' })} />
          ${
            asks.key
              ? html`<p part="text">
                  ${msg('Or type this key into the app:', { id: 'add-two-factor.key' })}
                  <code part="key">${asks.key.replace(/.{4}(?=.)/g, '$& ')}</code>
                </p>`
              : nothing
          }
          ${
            asks.uri
              ? html`<a part="link" href=${asks.uri}>${msg('Open in the app on this device', { id: 'otpauth' })}</a>`
              : nothing
          }
          ${code(ui)}`,
      ),
    'reset-password': (_, ui) =>
      step(
        ui,
        msg('Choose a new password', { id: 'reset-password.title' }),
        html`<p part="text">
            ${
              ui.flow.home === 'password-forgotten'
                ? msg('With it you are signed in at once.', { id: 'reset-password.forgotten' })
                : msg('Your password has to be changed before you can go on.', { id: 'reset-password.text' })
            }
          </p>
          ${passwordField(ui, msg('New password', { id: 'reset-password.label' }), 'new-password')}`,
      ),
    'change-email': ({ asks }, ui) => html`
      <div part="notice">
        ${title(msg('Your e-mail address has to be changed', { id: 'change-email.title' }))}
        <p part="text">
          ${msg('You cannot do this here. Please contact us; your account and your password stay as they are.', {
            id: 'change-email.text',
          })}
        </p>
        ${contact(asks.contact)} ${back(ui)}
      </div>
    `,
  };
};
