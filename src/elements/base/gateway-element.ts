import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';
import { createClient, neverRejecting } from '../../client/client.js';
import type { Client } from '../../client/client.js';
import { followLanguage } from '../../locales/localize.js';

/** What all elements share: whom they speak to, and in which language. */
export abstract class GatewayElement extends LitElement {
  static override properties = { endpoint: {}, client: { attribute: false } };

  /** Where the gateway answers, on the page's own origin. */
  declare endpoint: string;
  /** Speaks to the gateway instead of the built-in client. */
  declare client?: Client;

  #language?: Promise<void>;
  #built?: { for: Client | string; client: Client };

  constructor() {
    super();
    this.endpoint = '/sso';
    updateWhenLocaleChanges(this);
  }

  /** The client in use. */
  get connection(): Client {
    const source = this.client ?? this.endpoint;
    if (this.#built?.for !== source)
      this.#built = { for: source, client: typeof source === 'string' ? createClient(source) : neverRejecting(source) };
    return this.#built.client;
  }

  /** Nothing is drawn in the wrong language, not even once. */
  protected override async scheduleUpdate(): Promise<void> {
    await (this.#language ??= followLanguage(this));
    void super.scheduleUpdate();
  }
}
