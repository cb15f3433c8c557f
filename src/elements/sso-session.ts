import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Reply } from '../client/client.js';
import type { Customer } from '../contract/answer.js';
import { GatewayElement } from './gateway-element.js';
import { SsoSessionEvent } from './session-event.js';

/** Tells the page's other tabs that somebody signed in or out. */
const news = 'sso-elements';

/**
 * Says who is signed in, and signs out. It follows what the other elements and other tabs do, and asks nobody while no
 * session is there: a readable marker cookie without data says so.
 *
 * @summary Who is signed in.
 *
 * @event {SsoSessionEvent} sso-session - It became known, or changed, who is signed in.
 *
 * @slot signed-in - Shown to a reader who is signed in. Default: the name, and a button to sign out.
 * @slot signed-out - Shown to everybody else.
 *
 * @csspart name - The customer's name.
 * @csspart button - The button that signs out.
 *
 * @cssstate signed-in - Somebody is signed in.
 */
export class SsoSession extends GatewayElement {
  static override properties = {
    ...GatewayElement.properties,
    customer: { state: true },
    signedIn: { state: true },
  };
  static override styles = css`
    :host {
      display: inline-block;
      font: var(--sso-font, inherit);
    }
    :host([hidden]) {
      display: none;
    }
    button {
      font: inherit;
      color: var(--sso-accent, inherit);
      min-height: 2.75rem;
      padding: 0;
      border: 0;
      background: none;
      text-decoration: underline;
      text-underline-offset: 0.2em;
      cursor: pointer;
    }
  `;

  /** Who is signed in, as far as the hosted API says. */
  declare customer?: Customer | undefined;
  /** Whether somebody is; `undefined` until it is known. */
  declare signedIn?: boolean;

  readonly #internals = this.attachInternals();
  #channel?: BroadcastChannel;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#channel = new BroadcastChannel(news);
    this.#channel.onmessage = () => void this.refresh();
    document.addEventListener('sso-success', this.#changed);
    void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#channel?.close();
    document.removeEventListener('sso-success', this.#changed);
  }

  /** Asks again who is signed in. */
  async refresh(): Promise<void> {
    const marked = /(^|; )sso_session=/.test(document.cookie);
    this.#know(marked ? await this.connection('GET', 'session') : { kind: 'signedOut' });
  }

  /** Signs out, here and in the page's other tabs. */
  async signOut(): Promise<void> {
    const reply = await this.connection('DELETE', 'session');
    if (reply.kind === 'done') this.#changed();
  }

  /**
   * Takes the session to another of the merchant's sites: a one-time token goes there in a form post, never in an address.
   *
   * @param to the site's origin, one of the gateway's list
   * @returns the problem where that is not possible; else the page is left
   */
  async transfer(to: string, returnUrl?: string): Promise<Reply | undefined> {
    const reply = await this.connection('POST', 'session/transfer', { to });
    const { kind, action, token } = reply as { kind?: string; action?: string; token?: string };
    if (kind !== 'transfer' || !action || !token) return reply;
    const form = Object.assign(document.createElement('form'), { method: 'post', action, hidden: true });
    for (const [name, value] of Object.entries({ token, ...(returnUrl && { returnUrl }) }))
      form.append(Object.assign(document.createElement('input'), { name, value }));
    document.body.append(form);
    form.submit();
    form.remove();
    return undefined;
  }

  #changed = (): void => {
    if (!this.isConnected) return;
    this.#channel?.postMessage('changed');
    void this.refresh();
  };

  #know(reply: Reply): void {
    // What cannot be learned at the moment changes nothing.
    if (reply.kind !== 'session' && reply.kind !== 'signedOut') return;
    const { customer, reason } = reply as { customer?: Customer; reason?: 'ended' };
    const signedIn = reply.kind === 'session';
    const same = signedIn === this.signedIn && customer?.id === this.customer?.id;
    this.customer = customer;
    this.signedIn = signedIn;
    if (signedIn) this.#internals.states.add('signed-in');
    else this.#internals.states.delete('signed-in');
    if (!same) this.dispatchEvent(new SsoSessionEvent(signedIn, customer?.id, reason));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.hasUpdated && (changed.has('endpoint') || changed.has('client'))) void this.refresh();
  }

  protected override render(): TemplateResult {
    if (!this.signedIn) return this.signedIn === false ? html`<slot name="signed-out"></slot>` : html``;
    const { firstName, lastName, username, email } = this.customer ?? {};
    const name = [firstName, lastName].filter(Boolean).join(' ') || username || email;
    return html`<slot name="signed-in">
      <span part="name">
        ${name ? msg(str`Signed in as ${name}`, { id: 'session.name' }) : msg('You are signed in.', { id: 'done.title' })}
      </span>
      <button part="button" @click=${() => void this.signOut()}>${msg('Sign out', { id: 'session.sign-out' })}</button>
    </slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-session': SsoSession;
  }
}
