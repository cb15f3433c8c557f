import { holdLink, mailedLinkProcess } from '../../client/mailed-link.js';
import type { PropertyValues } from 'lit';
import type { Problem } from '../../contract/answer.js';
import type { Process } from '../../contract/names.js';
import type { Link, Submitted, Unavailability, Values } from '../../flow/flow.js';
import { routes, starts } from '../../flow/routes.js';
import { screenTools } from '../../parts/screen-tools.js';
import type { Faults, RenderContext } from '../../parts/render-context.js';
import { commonScreens } from '../../screens/common-screens.js';
import { loadScreens } from '../../screens/load-screens.js';
import type { ScreenTemplates } from '../../screens/screen-templates.js';
import type { Destination } from '../events/flow-events.js';
import { arrivedLink } from '../page/arrived-link.js';
import { hasFlowMarker } from '../flow/flow-controller.js';
import { OptInBox } from '../form/opt-in-box.js';
import { ProcessElement } from './process-element.js';
import { normaliseNumbers } from '../form/normalise-numbers.js';

/** The notices that concern the process itself, and no other. */
const ownNotices: ReadonlySet<Unavailability> = new Set(['connect', 'misconfigured', 'settings']);

/** Whether the other processes can be gone to: from the first form, and from a notice that concerns this process alone. */
export const offersProcessLinks = ({ flow: { home, screen } }: RenderContext): boolean =>
  screen.name === starts[home] || (screen.name === 'unavailable' && ownNotices.has(screen.why));

/** The hash of no wording. */
const noHash = '-'.repeat(43);

/** What registration, account connect and password forgotten add: mails with links, mobile numbers, an opt-in. */
export abstract class AccountElement extends ProcessElement {
  readonly #optIn = new OptInBox(() => this.renderRoot);
  #answered?: Problem | undefined;

  constructor(process: Process, templates: Partial<ScreenTemplates> = commonScreens) {
    super(process, templates, (name) => loadScreens(screenTools, name));
  }

  #link?: Link | undefined;

  /** Google's way to register passes the form by; what is chosen there now goes along all the same. */
  protected override submit(event: Submitted): void {
    const { idToken } = event.values;
    super.submit(idToken ? { ...event, values: { idToken, ...this.#optIn.choice } } : event);
  }

  /** Whether the process sends mails with links. */
  get #sendsLinks(): boolean {
    return 'confirm-link' in routes[this.process];
  }

  /** Where a mailed link leads: back here, unless the page says otherwise. */
  protected get landing(): URL {
    return new URL(this.#given ?? '?', location.href);
  }

  /** The address that the page gave for that, where it can be read. */
  get #given(): string | undefined {
    const { verificationUrl } = this;
    return verificationUrl && URL.canParse(verificationUrl, location.href) ? verificationUrl : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasUpdated) this.hold();
  }

  /** Takes a link out of the address before anything is asked for: every request says which page it comes from. */
  protected hold(): void {
    if (mailedLinkProcess() || this.#sendsLinks) holdLink(this.landing);
  }

  protected override updated(): void {
    super.updated();
    const { choice } = this.#optIn;
    const { problem, screen, home } = this.flow;
    const news = problem !== this.#answered && (this.#answered = problem);
    // What the gateway blames may be nothing that this form asks: then it is older than the settings.
    const old = news && news.code === 'invalid-request' && screen.name === starts[home];
    if (!this.#optIn.update(this.flow) && !old) return;
    // The address is another one for each wording: no cache on the way may return the settings that were refused.
    void this.loadSettings(`&not=${choice?.optInHash ?? noHash}`);
  }

  /** Where the reader came by the link of a mail, the process begins with that. */
  protected override async begin(): Promise<void> {
    const { process } = this;
    const arrival = this.arrival();
    this.#link = undefined;
    if (!arrival) return super.begin();
    this.dispatch({ type: 'entered', process, wait: true });
    const link = await arrival;
    // Another process was chosen meanwhile.
    if (process !== this.process) return;
    this.#link = link;
    if (!this.#closed && !link) await super.begin();
    else this.requestUpdate();
  }

  /** Whether a notice says that the process is not to be had. For a link the settings need not be known. */
  get #closed(): boolean {
    const { screen } = this.flow;
    return screen.name === 'unavailable' && screen.why !== 'settings';
  }

  /** A link waits behind a notice, and takes the place of the form that would come after it. */
  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const link = this.#link;
    if (!link || this.#closed) return;
    this.#link = undefined;
    this.dispatch({ type: 'entered', process: this.process, link, wait: hasFlowMarker() });
  }

  /** What the link in a mail brought, where the element's process sends such mails. */
  protected arrival(): Promise<Link | undefined> | undefined {
    const named = mailedLinkProcess();
    if (named === undefined || !this.#sendsLinks) return undefined;
    return arrivedLink(!named || named === this.process, this.settingsLoaded);
  }

  protected override async send(values: Values): Promise<void> {
    const { screen } = this.flow;
    const faults = await this.#prepare(values);
    // The form was left meanwhile.
    if (screen !== this.flow.screen) return;
    if (faults) this.markFaults(faults);
    else void super.send(values);
  }

  /** Completes what the form holds; answers what is wrong with it. */
  async #prepare(values: Values): Promise<Faults | undefined> {
    if (this.verificationUrl && this.#sendsLinks && this.flow.screen.name === starts[this.process]) {
      if (this.#given) values.verificationUrl = this.landing.href;
      else console.error('sso-elements: verification-url is no address; see the README.', this);
    }
    return normaliseNumbers(values, this.settingsLoaded);
  }

  /** Google can register a reader, too; it cannot connect an account or set a password. */
  protected google({ flow }: RenderContext): unknown {
    return flow.screen.name === 'register' ? screenTools.html`<slot name="google"></slot>` : screenTools.nothing;
  }

  /** What the reader leaves for another process is given up. */
  protected override go(to: Destination, url?: string): boolean {
    const goes = super.go(to, url);
    if (goes && this.flow.id) this.dispatch({ type: 'restarted' });
    return goes;
  }

  protected links(ui: RenderContext): unknown {
    const { html, msg, nothing } = screenTools;
    if (!offersProcessLinks(ui)) return nothing;
    // Who has forgotten a password is registered.
    const known = this.process === 'password-forgotten';
    return html`${this.google(ui)}
      <nav part="links">
        ${ui.link('login', known ? msg('Back to sign-in', { id: 'back' }) : msg('Already registered? Sign in', { id: 'account.login' }))}
      </nav>`;
  }
}
