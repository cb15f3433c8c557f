import { forwardLink, holdLink, takeLink } from '../../client/mailed-link.js';
import { siteUrl } from '../../client/site-url.js';
import type { PropertyValues } from 'lit';
import type { Problem } from '../../contract/answer.js';
import type { Process } from '../../contract/names.js';
import type { Submitted, Unavailability, Values } from '../../flow/flow.js';
import { routes, starts } from '../../flow/routes.js';
import { screenTools } from '../../parts/screen-tools.js';
import type { Faults, RenderContext } from '../../parts/render-context.js';
import { commonScreens } from '../../screens/common-screens.js';
import { loadScreens } from '../../screens/load-screens.js';
import type { ScreenTemplates } from '../../screens/screen-templates.js';
import type { Destination } from '../events/flow-events.js';
import { OptInBox } from '../form/opt-in-box.js';
import { ProcessElement } from './process-element.js';
import { normaliseNumbers } from '../form/normalise-numbers.js';

/** The notices that concern this process and no other. */
const ownNotices: ReadonlySet<Unavailability> = new Set(['connect', 'misconfigured', 'settings']);

/** Whether links to the other processes are shown: below the first form, and below a notice that concerns this process alone. */
export const offersProcessLinks = ({ flow: { initialProcess, screen } }: RenderContext): boolean =>
  screen.name === starts[initialProcess] || (screen.name === 'unavailable' && ownNotices.has(screen.why));

/** Stands for the hash where no opt-in was shown. */
const noHash = '-'.repeat(43);

/** What registration, account connect and password forgotten have beyond login: mailed links, mobile numbers, an opt-in. */
export abstract class AccountElement extends ProcessElement {
  readonly #optIn = new OptInBox(() => this.renderRoot);
  #seenProblem?: Problem | undefined;

  constructor(process: Process, templates: Partial<ScreenTemplates> = commonScreens) {
    super(process, templates, (name) => loadScreens(screenTools, name));
  }

  #link = false;

  /** Registering with Google bypasses the form; the opt-in as it stands there goes along all the same. */
  protected override submit(event: Submitted): void {
    const { idToken } = event.values;
    super.submit(idToken ? { ...event, values: { ...event.values, ...this.#optIn.choice } } : event);
  }

  /** Whether the process sends mails with links. */
  get #sendsLinks(): boolean {
    return 'confirm-link' in routes[this.process];
  }

  /** The address that a mailed link opens: this page, unless `verification-url` names another. */
  protected get linkTarget(): URL {
    return new URL(siteUrl(this.#given ?? '?'));
  }

  /** `verification-url`, where it is an address. */
  get #given(): string | undefined {
    const { verificationUrl } = this;
    return verificationUrl && URL.canParse(siteUrl(verificationUrl)) ? verificationUrl : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasUpdated) this.takeOutLink();
  }

  /** Takes a mailed link out of the address before the first request: each request names the page that it comes from. */
  protected takeOutLink(): void {
    // A page with a client of its own has no gateway that could take such a link.
    if (!forwardLink(this.gateway, this.linkTarget, this.client && (() => undefined))) holdLink();
  }

  protected override updated(): void {
    super.updated();
    const { choice } = this.#optIn;
    const { problem, screen, initialProcess } = this.flow;
    const fresh = problem !== this.#seenProblem && (this.#seenProblem = problem);
    // The fault may lie in a field that this form does not have: then the form is older than the settings.
    const outdated = fresh && fresh.code === 'invalid-request' && screen.name === starts[initialProcess];
    if (!this.#optIn.update(this.flow) && !outdated) return;
    // The query differs by wording: no cache on the way may return the settings that were refused.
    void this.loadSettings(`&not=${choice?.optInHash ?? noHash}`);
  }

  /** For a reader who came by a mailed link, the process begins with that. */
  protected override begin(): Promise<void> {
    this.#link = this.#sendsLinks && takeLink(this.process);
    return super.begin(this.#link ? this.settingsLoaded : undefined);
  }

  /** A link waits behind a notice, and is shown in place of the form that would follow it; one needs no settings. */
  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { screen, problem, initialProcess } = this.flow;
    const settled = screen.name === 'confirm-link' || problem !== undefined;
    const begins =
      screen.name === starts[initialProcess] || (screen.name === 'unavailable' && screen.why === 'settings');
    if (!this.#link || !(settled || begins)) return;
    this.#link = false;
    if (!settled) void super.begin(this.settingsLoaded);
  }

  protected override async send(values: Values): Promise<void> {
    const { screen } = this.flow;
    const faults = await this.#prepare(values);
    // The reader has left the form meanwhile.
    if (screen !== this.flow.screen) return;
    if (faults) this.markFaults(faults);
    else void super.send(values);
  }

  /** Completes the values of the form in place. Returns the faults that keep it from being sent. */
  async #prepare(values: Values): Promise<Faults | undefined> {
    if (this.verificationUrl && this.#sendsLinks && this.flow.screen.name === starts[this.process]) {
      if (this.#given) values.verificationUrl = this.linkTarget.href;
      else console.error('sso-elements: verification-url is no address; see docs/elements.md.', this);
    }
    return normaliseNumbers(values, this.settingsLoaded);
  }

  /** Google can register a reader, too; it cannot connect an account or set a password. */
  protected google({ flow }: RenderContext): unknown {
    return flow.screen.name === 'register' ? screenTools.html`<slot name="google"></slot>` : screenTools.nothing;
  }

  /** Ends the flow that the reader leaves for another process. */
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
