import { msg } from '../locales/messages.js';
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Reply } from '../client/client.js';
import { hasMarker } from '../client/markers.js';
import type { Customer, Problem } from '../contract/answer.js';
import { takeCarriedEmail } from './page/carried-email.js';
import { SsoProblemEvent } from './events/flow-events.js';
import { signOutProblem, signedIn } from '../parts/session-status.js';
import { sessionStyles } from '../styles/session-styles.js';
import { statesOf } from './base/custom-states.js';
import { GatewayElement } from './base/gateway-element.js';
import { SessionChannelController } from './page/session-channel-controller.js';
import { SsoSessionEvent } from './events/session-event.js';

/**
 * Shows who is signed in, and signs out. It follows the other elements and other tabs, and makes no call while a readable
 * marker cookie, which carries no data, is absent: then there is no session.
 *
 * @example
 * ```html
 * <sso-session><a slot="signed-out" href="/login">Sign in</a></sso-session>
 * ```
 *
 * @summary Who is signed in.
 */
export class SsoSession extends GatewayElement {
  static override properties = {
    ...GatewayElement.properties,
    customer: { state: true },
    signedIn: { state: true },
    rights: { state: true },
    problem: { state: true },
    signedOutHere: { state: true },
  };
  static override styles = sessionStyles;

  /** Who is signed in, as far as the hosted API returns it. */
  declare customer?: Customer | undefined;
  /** Whether somebody is signed in; `undefined` until it is known. */
  declare signedIn?: boolean;
  /**
   * Which of the access rights that the gateway's `sessionRights` lists the reader has; each is also a state, as `:state(right-plus)`. For show:
   * what is not meant for a reader must not reach the browser. `undefined` where nobody can say.
   */
  declare rights?: readonly string[] | undefined;
  /**
   * Why signing out failed.
   *
   * @internal
   */
  declare problem?: Problem | undefined;
  /**
   * Whether the reader has signed out here.
   *
   * @internal
   */
  declare signedOutHere?: boolean;

  readonly #states = statesOf(this);
  #signingOut = false;
  readonly #channel = new SessionChannelController(this, () => void this.refresh());
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#turn += 1;
  }

  /** Asks the gateway again who is signed in; of several calls the last one counts. Never rejects. */
  async refresh(): Promise<void> {
    const turn = (this.#turn += 1);
    const marked = hasMarker('session');
    const reply = marked ? await this.connection('GET', 'session') : { kind: 'signedOut' };
    if (turn === this.#turn) this.#update(reply);
  }

  /** Signs out, here and in the page's other tabs. Never rejects: a failure is shown in the element, and `sso-problem` fires. */
  async signOut(): Promise<void> {
    if (this.#signingOut) return;
    this.#signingOut = true;
    const reply = await this.connection('DELETE', 'session');
    this.#signingOut = false;
    if (reply.kind === 'done') {
      takeCarriedEmail();
      this.problem = undefined;
      // The button that was pressed goes, and the focus with it.
      const hadFocus = this.matches(':focus-within');
      this.signedOutHere = true;
      this.#channel.announce();
      await this.refresh();
      await this.updateComplete;
      if (hadFocus) this.renderRoot.querySelector<HTMLElement>('[part=status]')?.focus();
      return;
    }
    const { code = 'bad-answer', reference } = reply as Partial<Problem>;
    this.problem = { kind: 'problem', code, ...(reference && { reference }) };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[role=alert]')?.focus();
    this.dispatchEvent(new SsoProblemEvent('session', 'sign-out', code, reference));
  }

  #update(reply: Reply): void {
    // A call that failed changes nothing.
    if (reply.kind !== 'session' && reply.kind !== 'signedOut') return;
    const { customer, reason, rights } = reply as { customer?: Customer; reason?: 'ended'; rights?: string[] };
    const known = reply.kind === 'session';
    const same =
      known === this.signedIn && customer?.id === this.customer?.id && String(rights) === String(this.rights);
    this.customer = customer;
    for (const right of this.rights ?? []) this.#states.delete(`right-${right}`);
    for (const right of rights ?? []) this.#states.add(`right-${right}`);
    this.rights = rights;
    this.signedIn = known;
    if (known) this.signedOutHere = false;
    else this.problem = undefined;
    this.#states[known ? 'add' : 'delete']('signed-in');
    if (!same) this.dispatchEvent(new SsoSessionEvent(known, customer?.id, reason));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.hasUpdated && (changed.has('endpoint') || changed.has('client'))) void this.refresh();
  }

  protected override render(): TemplateResult {
    const signOut = () => void this.signOut();
    // Screen readers announce changes only of a region that stays.
    return html`<span part="status" role="status" tabindex="-1"
        >${this.signedOutHere && !this.signedIn ? msg('You are signed out.', { id: 'session.signed-out' }) : nothing}</span
      >
      ${this.signedIn ? signedIn(this.customer ?? {}, signOut) : nothing}
      ${this.signedIn === false ? html`<slot name="signed-out"></slot>` : nothing}
      ${this.problem ? signOutProblem(this.problem, signOut) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-session': SsoSession;
  }
}
