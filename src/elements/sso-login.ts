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
