import type { PropertyValues, TemplateResult } from 'lit';
import type { ConsentChannel } from '../contract/answer.js';
import { getLocale } from '../locales/localize.js';
import { consentsView } from '../parts/consents-view.js';
import { consentsStyles } from '../styles/consents-styles.js';
import { formStyles } from '../styles/form-styles.js';
import { statesOf } from './base/custom-states.js';
import { GatewayElement } from './base/gateway-element.js';
import { ConsentsController } from './page/consents-controller.js';

const screens = ['loading', 'signed-out', 'consents', 'problem'] as const;

/**
 * Shows signed-in readers their advertising consent, channel by channel: what they agreed to, when, and in which version. They withdraw it in one
 * press, and give it anew with the wording of today. Where its `id` is the fragment of the page's address, it scrolls into view once it is drawn.
 *
 * @example
 * ```html
 * <sso-consents id="advertising" login-url="/login?next=/account%23advertising"></sso-consents>
 * ```
 *
 * @summary The reader’s advertising consents.
 */
export class SsoConsents extends GatewayElement {
  static override properties = { ...GatewayElement.properties, loginUrl: { attribute: 'login-url' } };
  static override styles = [formStyles, consentsStyles];

  /** Where signed-out readers sign in; the page there should lead back here. Default: no link. */
  declare loginUrl?: string;

  readonly #states = statesOf(this);
  readonly #consents = new ConsentsController(this);
  #arrived = false;
  /** The hash of the wording that the boxes stand beside. */
  #offered?: string | undefined;

  /** Asks the gateway again what is stored. Never rejects: a failure is shown. */
  async refresh(): Promise<void> {
    await this.#consents.load();
  }

  async #choose(channel: ConsentChannel, choice: boolean): Promise<void> {
    const hadFocus = this.matches(':focus-within');
    if (!(await this.#consents.choose(channel, choice)) || !hadFocus) return;
    await this.updateComplete;
    // What was pressed may be gone: the focus stays where that was, or goes to what the element says instead.
    const item = `[data-channel=${channel}] `;
    const places = [`${item}[role=alert]`, `${item}[part=status]`, '[role=alert]', '[part=title]'];
    for (const place of places) {
      const found = this.renderRoot.querySelector<HTMLElement>(place);
      found?.focus();
      if (found) return;
    }
  }

  #give(channel: ConsentChannel, event: SubmitEvent): void {
    event.preventDefault();
    const box = (event.target as HTMLFormElement).querySelector('input');
    if (box?.checked) {
      void this.#choose(channel, true);
      return;
    }
    this.#consents.unticked = channel;
    this.requestUpdate();
    box?.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.hasUpdated && (changed.has('endpoint') || changed.has('client'))) void this.refresh();
    const { shown, busy } = this.#consents;
    for (const screen of screens) this.#states[screen === shown ? 'add' : 'delete'](screen);
    this.#states[busy ? 'add' : 'delete']('busy');
  }

  protected override updated(): void {
    const { shown, answer } = this.#consents;
    const hash = answer?.offer?.hash;
    // A tick never stays beside another text than it was set for.
    if (hash !== this.#offered) for (const box of this.renderRoot.querySelectorAll('input')) box.checked = false;
    this.#offered = hash;
    if (shown === 'loading' || this.#arrived) return;
    this.#arrived = true;
    if (this.id && location.hash === `#${this.id}`) this.scrollIntoView();
  }

  protected override render(): TemplateResult {
    return consentsView(this.#consents, {
      language: getLocale(),
      loginUrl: this.loginUrl,
      retry: () => void this.refresh(),
      withdraw: (channel) => void this.#choose(channel, false),
      give: (channel, event) => this.#give(channel, event),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-consents': SsoConsents;
  }
}
