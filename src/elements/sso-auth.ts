import { writeHistory } from '../client/site-url.js';
import { msg } from '../locales/messages.js';
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Process } from '../contract/names.js';
import type { RenderContext } from '../parts/render-context.js';
import { loginScreens } from '../screens/login-screens.js';
import { formStyles } from '../styles/form-styles.js';
import { tabStyles } from '../styles/tab-styles.js';
import { AccountElement, offersProcessLinks } from './base/account-element.js';
import { takeCarriedEmail } from './page/carried-email.js';
import type { Destination } from './events/flow-events.js';
import { offersConnect, opensElsewhere } from './page/process-links.js';
import { ViewAddressController, viewAddress } from './page/view-address.js';
import { isView, processOfView } from './page/view-names.js';
import type { ViewName } from './page/view-names.js';

/** Whether a flag is set: frameworks write `false` as a text. A converter for attributes, and for what a property was set to. */
const isOn = (value: unknown): boolean => (value || value === '') && value !== 'false';

/**
 * All processes in one element: it switches between them, and carries the e-mail address over.
 *
 * @example
 * ```html
 * <sso-auth show-tabs return-url="/"></sso-auth>
 * ```
 *
 * @summary Sign-in, registration, account connect and password forgotten in one.
 */
export class SsoAuth extends AccountElement {
  static override styles = [formStyles, tabStyles];
  static override properties = {
    ...AccountElement.properties,
    view: { reflect: true },
    showTabs: { attribute: 'show-tabs', converter: isOn },
  };

  /** `login` (default), `register`, `account-connect` or `password-forgotten`. */
  declare view: ViewName;
  /** Whether links between the processes stand above the form. */
  declare showTabs: boolean;

  constructor() {
    super('login', loginScreens);
    this.view = 'login';
    this.showTabs = false;
  }

  readonly #address = new ViewAddressController(this);

  /** A mailed link opens the view of the process that sent it. */
  protected override get linkTarget(): URL {
    return viewAddress(this.view, super.linkTarget);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!isView(this.view)) this.view = 'login';
    this.showTabs = isOn(this.showTabs);
    if (changed.has('view')) {
      this.#address.viewChosen();
      const { identity } = this;
      // A field for an e-mail address did not show a user name: it comes back in the next one that can.
      const seen = identity || this.email?.includes('@');
      if (this.hasUpdated && identity !== undefined && seen) this.email = identity;
      this.#enter(processOfView[this.view]);
    }
    super.willUpdate(changed);
  }

  #enter(process: Process): void {
    const changes = process !== this.process;
    this.process = process;
    if (!this.hasUpdated || !changes) return;
    void this.begin();
    this.reassessSettings();
  }

  /** Another process is another view of this page, not another page. */
  protected override go(to: Destination, url?: string): boolean {
    if (!isView(to)) return super.go(to, url);
    if (!super.go(to, url)) return false;
    // The address stays within this element.
    takeCarriedEmail();
    writeHistory('pushState', viewAddress(to));
    this.view = to;
    return false;
  }

  protected override links(ui: RenderContext): unknown {
    if (this.view !== 'login') return this.showTabs ? this.google(ui) : super.links(ui);
    if (!offersProcessLinks(ui)) return nothing;
    const connect = !this.showTabs && offersConnect(this, ui.settings);
    return html`<slot name="google"></slot>
      <nav part="links">
        ${ui.link('password-forgotten', msg('Forgot your password?', { id: 'login.forgot' }))}
        ${this.showTabs ? nothing : ui.link('register', msg('Register', { id: 'login.register' }))}
        ${connect ? ui.link('account-connect', msg('Connect subscription', { id: 'login.connect' })) : nothing}
      </nav>`;
  }

  protected override above(ui: RenderContext): TemplateResult | typeof nothing {
    if (!this.showTabs || !offersProcessLinks(ui)) return nothing;
    const tab = (to: ViewName, text: string) =>
      html`<a
        part="tab"
        href=${viewAddress(to).href}
        aria-current=${to === this.view ? 'page' : nothing}
        @click=${(event: MouseEvent) => {
          if (opensElsewhere(event)) return;
          event.preventDefault();
          if (to !== this.view) this.go(to);
        }}
        >${text}</a
      >`;
    return html`<nav part="tabs" aria-label=${msg('Your account', { id: 'auth.tabs' })}>
      ${tab('login', msg('Sign in', { id: 'login.title' }))}
      ${tab('register', msg('Register', { id: 'login.register' }))}
      ${
        offersConnect(this, ui.settings)
          ? tab('account-connect', msg('Connect subscription', { id: 'login.connect' }))
          : nothing
      }
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-auth': SsoAuth;
  }
}
