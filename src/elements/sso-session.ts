import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Reply } from '../client/client.js';
import type { Customer, Problem } from '../contract/answer.js';
import { takeCarriedEmail } from './page/carried-email.js';
import { SsoProblemEvent } from './events/flow-events.js';
import { signOutProblem, signedIn } from '../parts/session-status.js';
import { sessionStyles } from '../styles/session-styles.js';
import { GatewayElement } from './base/gateway-element.js';
import { SessionChannelController } from './page/session-channel-controller.js';
import { postForm } from './page/post-form.js';
import { SsoSessionEvent } from './events/session-event.js';

/**
 * Says who is signed in, and signs out. It follows what the other elements and other tabs do, and asks nobody while no
 * session is there: a readable marker cookie without data says so.
 *
 * @summary Who is signed in.
 *
 * @event {SsoSessionEvent} sso-session - It became known, or changed, who is signed in.
 * @event {SsoProblemEvent} sso-problem - Signing out failed.
 *
 * @slot signed-in - Shown to a reader who is signed in. Default: the name, and a button to sign out.
 * @slot signed-out - Shown to everybody else.
 *
 * @csspart name - The customer's name.
 * @csspart status - Says so after a sign-out here; else empty.
 * @csspart button - The button that signs out.
 * @csspart problem - The alert after a sign-out that failed.
 * @csspart problem-text - Its text.
 * @csspart retry - The button that tries again.
 *
 * @cssstate signed-in - Somebody is signed in.
 */
export class SsoSession extends GatewayElement {
  static override properties = {
    ...GatewayElement.properties,
    customer: { state: true },
    signedIn: { state: true },
    problem: { state: true },
    signedOutHere: { state: true },
  };
  static override styles = sessionStyles;

  /** Who is signed in, as far as the hosted API says. */
  declare customer?: Customer | undefined;
  /** Whether somebody is; `undefined` until it is known. */
  declare signedIn?: boolean;
  /** Why signing out did not work. */
  declare problem?: Problem | undefined;
  /** Whether the reader has signed out here. */
  declare left?: boolean;

  readonly #internals = this.attachInternals();
  #leaving = false;
  readonly #news = new SessionChannelController(this, () => void this.refresh());
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#turn += 1;
  }

  /** Asks again who is signed in. Of several questions the last one counts. */
  async refresh(): Promise<void> {
    const turn = (this.#turn += 1);
    const marked = /(^|; )sso_session=/.test(document.cookie);
    const reply = marked ? await this.connection('GET', 'session') : { kind: 'signedOut' };
    if (turn === this.#turn) this.#know(reply);
  }

  /** Signs out, here and in the page's other tabs. A failure is told in the element and as `sso-problem`. */
  async signOut(): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    const reply = await this.connection('DELETE', 'session');
    this.#leaving = false;
    if (reply.kind === 'done') {
      takeCarriedEmail();
      this.problem = undefined;
      // The button that was pressed goes, and with it the focus of who pressed it.
      const held = this.matches(':focus-within');
      this.left = true;
      this.#news.announce();
      await this.refresh();
      await this.updateComplete;
      if (held) this.renderRoot.querySelector<HTMLElement>('[part=status]')?.focus();
      return;
    }
    const { code = 'bad-answer', reference } = reply as Partial<Problem>;
    this.problem = { kind: 'problem', code, ...(reference && { reference }) };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[role=alert]')?.focus();
    this.dispatchEvent(new SsoProblemEvent('session', 'sign-out', code, reference));
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
    if ((reply as Partial<Problem>).code === 'signed-out') {
      this.#news.announce();
      void this.refresh();
    }
    if (kind !== 'transfer' || !action || !token) return reply;
    postForm(action, { token, ...(returnUrl && { returnUrl }) });
    return undefined;
  }

  #know(reply: Reply): void {
    // What cannot be learned at the moment changes nothing.
    if (reply.kind !== 'session' && reply.kind !== 'signedOut') return;
    const { customer, reason } = reply as { customer?: Customer; reason?: 'ended' };
    const known = reply.kind === 'session';
    const same = known === this.signedIn && customer?.id === this.customer?.id;
    this.customer = customer;
    this.signedIn = known;
    if (known) this.left = false;
    else this.problem = undefined;
    this.#internals.states[known ? 'add' : 'delete']('signed-in');
    if (!same) this.dispatchEvent(new SsoSessionEvent(known, customer?.id, reason));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.hasUpdated && (changed.has('endpoint') || changed.has('client'))) void this.refresh();
  }

  protected override render(): TemplateResult {
    const out = () => void this.signOut();
    // A region that stays: only then is its change read out.
    return html`<span part="status" role="status" tabindex="-1"
        >${this.left && !this.signedIn ? msg('You are signed out.', { id: 'session.signed-out' }) : nothing}</span
      >
      ${this.signedIn ? signedIn(this.customer ?? {}, out) : nothing}
      ${this.signedIn === false ? html`<slot name="signed-out"></slot>` : nothing}
      ${this.problem ? signOutProblem(this.problem, out) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-session': SsoSession;
  }
}
