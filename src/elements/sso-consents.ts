import type { TemplateResult } from 'lit';
import { consentsMissing, consentsWaiting } from '../parts/consents-status.js';
import { formStyles } from '../styles/form-styles.js';
import { statesOf } from './base/custom-states.js';
import { GatewayElement } from './base/gateway-element.js';
import { SsoProblemEvent } from './events/flow-events.js';
import { consentsKit } from './page/consents-kit.js';
import type { ConsentsPart } from './page/consents-part.js';

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
  static override styles = formStyles;

  /** Where signed-out readers sign in; the page there should lead back here. Default: no link. */
  declare loginUrl?: string;

  readonly #states = statesOf(this);
  #part?: ConsentsPart;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#begin();
  }

  /** Asks the gateway again what is stored. Never rejects: a failure is shown. */
  async refresh(): Promise<void> {
    await this.#begin();
    await this.#part?.load();
  }

  /** Loads what the element shows, unless that is there. Never rejects. */
  async #begin(): Promise<void> {
    if (this.#part) return;
    this.#states.add('loading');
    const loaded = await import('./page/consents-part.js').catch(() => undefined);
    if (loaded) this.#part ??= loaded.consentsPart(consentsKit, this, this.#states);
    else {
      this.#states.delete('loading');
      this.#states.add('problem');
      this.dispatchEvent(new SsoProblemEvent('session', 'consents', 'chunk-failed'));
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    if (this.#part) return this.#part.draw();
    // A browser does not load a module again that has failed.
    return this.#states.has('problem') ? consentsMissing(() => location.reload()) : consentsWaiting();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-consents': SsoConsents;
  }
}
