import { msg } from '../locales/messages.js';
import { html, nothing } from 'lit';
import { loginScreens } from '../screens/login-screens.js';
import { screenTools } from '../parts/screen-tools.js';
import type { RenderContext } from '../parts/render-context.js';
import { offersConnect } from './page/process-links.js';
import { ProcessElement } from './base/process-element.js';

/**
 * Signs a reader in: asks for e-mail address or user name and password, then for whatever step the settings or the account require.
 *
 * @example
 * ```html
 * <sso-login register-url="/register" password-url="/password" return-url="/"></sso-login>
 * ```
 *
 * @summary The sign-in form of a publisher's page.
 *
 * @event {SsoReadyEvent} sso-ready - The first screen is drawn and works.
 * @event {SsoStepEvent} sso-step - Another step is shown.
 * @event {SsoSubmitEvent} sso-submit - The reader submitted a step.
 * @event {SsoProblemEvent} sso-problem - A call failed; with the code, without personal data.
 * @event {SsoSuccessEvent} sso-success - The reader is signed in; the form has left the page.
 * @event {SsoNavigateEvent} sso-navigate - The element is about to leave the page or the process. Cancelable.
 *
 * @slot google - Google's button, put there by the element when the settings offer it.
 *
 * @csspart form - The form of a step.
 * @csspart title - The heading of a step.
 * @csspart problem - The alert with what went wrong.
 * @csspart problem-text - Its text.
 * @csspart field - A label with its control and error.
 * @csspart label - The label of a field.
 * @csspart control - An input with what stands in it.
 * @csspart input - A native input or select.
 * @csspart toggle - The button that shows the password.
 * @csspart icon - The picture on it.
 * @csspart error - What is wrong with a field.
 * @csspart button - Every button but links.
 * @csspart submit - The button that submits a step.
 * @csspart retry - The button that tries again.
 * @csspart links - The links below the first screen.
 * @csspart link - A link, or a button that looks like one.
 * @csspart back - The link back to the first screen.
 * @csspart contact - The link to the merchant's contact.
 * @csspart identity - Whom a later step is for.
 * @csspart text - An explaining sentence.
 * @csspart subtitle - A heading within a step.
 * @csspart terms - The terms to accept.
 * @csspart qr-code - The image for an authenticator app.
 * @csspart key - The same as text.
 * @csspart sessions - The list of sessions at the limit.
 * @csspart session - One of them.
 * @csspart session-device - Its browser and system.
 * @csspart session-time - When it began.
 * @csspart end - The button that ends it.
 * @csspart notice - A screen without a form.
 * @csspart loading - Shown while something is loaded.
 *
 * @cssproperty [--sso-width=26rem] - The form's greatest width.
 * @cssproperty [--sso-font] - The font shorthand of all text.
 * @cssproperty [--sso-text] - Colour of text.
 * @cssproperty [--sso-muted] - Colour of secondary text.
 * @cssproperty [--sso-accent] - Colour of the submit button, links and focus.
 * @cssproperty [--sso-on-accent] - Colour of text on it.
 * @cssproperty [--sso-line] - Colour of borders.
 * @cssproperty [--sso-field] - Background of inputs.
 * @cssproperty [--sso-error] - Colour of errors.
 * @cssproperty [--sso-problem] - Background of the alert.
 * @cssproperty [--sso-gap=1.25rem] - Distance between fields.
 * @cssproperty [--sso-radius=4px] - Rounding of corners.
 *
 * @cssstate busy - A call is under way.
 * @cssstate problem - The last call failed.
 * @cssstate credentials - The first screen is shown; each step is a state of its name: `two-factor`, `add-two-factor`,
 * `additional-data`, `reset-password`, `change-email`, `session-limit`, `unavailable`, `done`.
 */
export class SsoLogin extends ProcessElement {
  constructor() {
    super('login', loginScreens, async () =>
      (await import('../screens/lazy-login-screens.js')).lazyLoginScreens(screenTools),
    );
  }

  protected links({ flow, settings, link }: RenderContext): unknown {
    if (flow.screen.name !== 'credentials') return nothing;
    return html`<slot name="google"></slot>
      <nav part="links">
        ${link('password-forgotten', msg('Forgot your password?', { id: 'login.forgot' }))}
        ${link('register', msg('Register', { id: 'login.register' }))}
        ${
          offersConnect(this, settings)
            ? link('account-connect', msg('Connect subscription', { id: 'login.connect' }))
            : ''
        }
      </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-login': SsoLogin;
  }
}
