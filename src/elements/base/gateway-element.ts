import { LitElement } from 'lit';
import type { PropertyValues } from 'lit';
import { createClient, neverRejecting } from '../../client/client.js';
import type { Client } from '../../client/client.js';
import { siteUrl } from '../../client/site-url.js';
import { fields, focusFirst } from '../events/focus-first.js';
import { followLanguage } from '../../locales/localize.js';

/** What all elements share: the connection to the gateway, and the language. */
export abstract class GatewayElement extends LitElement {
  static override properties = { endpoint: {}, client: { attribute: false } };

  /** Address of the gateway, on the page's own origin. Default: `/sso`. */
  declare endpoint: string;
  /**
   * Makes the calls in place of the built-in client.
   *
   * @example
   * ```ts
   * import 'sso-elements/login';
   *
   * declare const bridge: { send(call: object): Promise<{ kind?: string }> };
   *
   * const login = document.querySelector('sso-login');
   * if (login) login.client = (method, path, body) => bridge.send({ method, path, body });
   * ```
   */
  declare client?: Client;

  #language?: Promise<void>;
  #built?: { for: Client | string; client: Client };

  constructor() {
    super();
    this.endpoint = '/sso';
  }

  /**
   * The gateway's address in full, whatever a framework made of an absent `endpoint`.
   *
   * @internal
   */
  get gateway(): string {
    return siteUrl(this.endpoint || '/sso').replace(/\/$/, '');
  }

  /**
   * The client in use: `client`, or one for `endpoint`. Never rejects.
   *
   * @internal
   */
  get connection(): Client {
    const source = this.client ?? this.gateway;
    if (this.#built?.for !== source)
      this.#built = { for: source, client: typeof source === 'string' ? createClient(source) : neverRejecting(source) };
    return this.#built.client;
  }

  /** Moves the focus to the first field or button. */
  override focus(options?: FocusOptions): void {
    focusFirst(this, [fields], options);
  }

  /** Draws over what a translator put around the texts: the text that changes would be that of its element. */
  protected override update(changed: PropertyValues): void {
    for (const wrapper of this.renderRoot.querySelectorAll<HTMLElement>('font'))
      wrapper.replaceWith(wrapper.textContent);
    super.update(changed);
  }

  /** Waits for the texts of the page's language, so that nothing is drawn in the wrong one. */
  protected override async scheduleUpdate(): Promise<void> {
    await (this.#language ??= followLanguage(this));
    void super.scheduleUpdate();
  }
}
