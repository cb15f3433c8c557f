import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import type { Problem } from '../../contract/answer.js';
import type { Process } from '../../contract/names.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Flow, FlowEvent, Values } from '../../flow/flow.js';
import { starts } from '../../flow/routes.js';
import type { ScreenName } from '../../flow/routes.js';
import { getLocale } from '../../locales/localize.js';
import { problemBox } from '../../parts/form.js';
import type { Faults, Ui } from '../../parts/ui.js';
import type { Later, View, Views } from '../../screens/views.js';
import { formStyles } from '../../styles/form.js';
import { carried, carry } from '../page/carry.js';
import { SsoNavigateEvent } from '../events/events.js';
import type { Destination } from '../events/events.js';
import { FlowController } from '../flow/flow-controller.js';
import { FormController } from '../form/form-controller.js';
import { GatewayElement } from './gateway-element.js';
import { LaterController } from '../flow/later-controller.js';
import { addressProperties, linkTo } from '../page/links.js';
import type { Addresses } from '../page/links.js';
import { keepFlow, ownFlow } from '../flow/own-flow.js';
import { report, tell } from '../events/report.js';
import { SettingsController } from '../flow/settings-controller.js';

let instances = 0;

/** What the elements of all processes share: attributes, the flow, one form in one flat open shadow root. */
export abstract class ProcessElement extends GatewayElement implements Addresses {
  static override styles: CSSResultGroup = formStyles;
  static override properties = {
    ...GatewayElement.properties,
    ...addressProperties,
    email: {},
    source: {},
    returnUrl: { attribute: 'return-url' },
    verificationUrl: { attribute: 'verification-url' },
  };

  readonly #flow = new FlowController(this);
  readonly #settings = new SettingsController(this, this.#flow);
  readonly #form = new FormController(this, (values) => void this.send(values));
  readonly #later: LaterController;
  readonly #internals = this.attachInternals();
  readonly #views: Partial<Views>;
  readonly #uid = ++instances;

  /** What the first field begins with. */
  declare email?: string;
  /** Where the reader comes from, one of the gateway's configured list. */
  declare source?: string;
  /** Where to go on after sign-in: an address of this origin, on a path that the gateway is configured for. */
  declare returnUrl?: string;
  /** The page that a mailed link leads back to: of this origin, on a path that the gateway is configured for. */
  declare verificationUrl?: string;
  /** Where the link to login leads; absent: it only fires `sso-navigate`. So the next three. */
  declare loginUrl?: string;
  declare registerUrl?: string;
  declare connectUrl?: string;
  declare passwordUrl?: string;
  /** Whether the link to account connect is `shown` or `hidden`; absent: the settings decide. Its text: `login.connect`. */
  declare connectLink?: string;

  #locale?: string;
  #drawn?: Flow;
  /** Whether the focus is in what is about to be drawn anew. */
  #held = false;
  #told?: Problem;
  #timer?: ReturnType<typeof setTimeout>;

  /**
   * @param process the process that the element begins with
   * @param views the screens that are here
   * @param later loads the screens of later steps
   */
  constructor(
    protected process: Process,
    views: Partial<Views>,
    later: (name: ScreenName) => Promise<Later>,
  ) {
    super();
    this.#views = { ...views };
    this.#later = new LaterController(this, this.#views, later);
  }

  /** What every call carries beside its own fields. */
  get context(): Values & { language: string } {
    return {
      language: getLocale(),
      page: location.origin + location.pathname,
      ...(this.source && { source: this.source }),
      ...(this.returnUrl && { returnUrl: this.returnUrl }),
    };
  }

  /** The flow that this tab was at last. */
  get own(): string | undefined {
    return ownFlow(this.process);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const locale = getLocale();
    if (changed.has('endpoint') || changed.has('client') || this.#locale !== locale) void this.refresh();
    this.#locale = locale;
    // Until what comes in its place is there.
    this.#held ||= this.matches(':focus-within');
    if (this.hasUpdated) return;
    // What the reader typed before counts more than what the page gives; taken in any case, so that nobody else gets it.
    const email = carried() ?? this.email;
    if (email) this.email = email;
    void this.begin();
  }

  protected override updated(): void {
    const { flow } = this.#flow;
    const before = this.#drawn;
    const { name } = flow.screen;
    const { broken } = this.#later;
    if (!this.#views[name]) {
      if (broken && broken !== this.#told) tell(this, flow, (this.#told = broken), before);
      return;
    }
    // A form that waits for the settings is not there yet: nothing is told, and nobody led to it.
    if (this.renderRoot.querySelector('[part=loading]')) return;
    const held = this.#held;
    this.#held = false;
    if (flow === before) return;
    this.#drawn = flow;
    if (flow.id || (before?.id && before.home === flow.home)) keepFlow(flow.home, flow.id);
    if (name === 'done') {
      carried();
      this.#form.worked(flow.identity);
    }
    if (flow.kept && flow.screen !== before?.screen && name === starts[flow.home]) this.#form.refill(flow.kept);
    report(this, this.#internals.states, flow, before, this.#later.texts.pageOf, held);
  }

  /** Reads the merchant's settings again, and draws what they ask for now; a form that stays keeps what was typed. Never rejects. */
  async refresh(): Promise<void> {
    await this.#settings.load();
  }

  /** The settings, once they are here; `undefined` where they could not be read. */
  protected get loaded(): Promise<PublicSettings | undefined> {
    return this.#settings.loaded;
  }

  /** The state of what is shown. */
  protected get flow(): Flow {
    return this.#flow.flow;
  }

  /** Begins the process; what is under way is given up. */
  protected begin(): Promise<void> {
    this.#form.faults = {};
    return this.#flow.enter(this.process);
  }

  /** Looks at the settings again, for another process. */
  protected judge(): void {
    this.#settings.judge();
  }

  protected dispatch(event: FlowEvent): void {
    this.#flow.dispatch(event);
  }

  /** Leads the reader to what is wrong with the form. */
  protected blame(faults: Faults): void {
    this.#form.blame(faults);
  }

  /** Submits what the form holds. */
  protected send(values: Values): Promise<void> | void {
    this.dispatch({ type: 'submitted', values });
  }

  /** What stands above the form. */
  protected above(_ui: Ui): unknown {
    return nothing;
  }

  /** What stands below: the ways to the other processes, where there are any. */
  protected abstract links(ui: Ui): unknown;

  /** Whom the form is for, as it stands there or was submitted before. */
  protected get identity(): string | undefined {
    return (
      this.renderRoot.querySelector<HTMLInputElement>('[name=identifier],[name=email]')?.value ??
      this.#flow.flow.identity
    );
  }

  /** Goes to another process; answers whether the page's own way there is to be taken. */
  protected go(to: Destination, url?: string): boolean {
    carry(this.identity);
    return this.dispatchEvent(new SsoNavigateEvent(to, url));
  }

  /** What the screens are drawn with. */
  get #ui(): Ui {
    const { flow } = this.#flow;
    const { again } = flow;
    return {
      flow,
      faults: { ...flow.problem?.fields, ...this.#form.faults },
      settings: this.#settings.settings,
      uid: this.#uid,
      // A flow that was resumed, or begun with Google, is for its own address, not for the one that the page gives.
      email: flow.identity ?? (flow.id || flow.address ? undefined : this.email),
      language: getLocale(),
      ...this.#later.texts,
      submit: this.#form.submit,
      recheck: this.#form.recheck,
      redrawIn: (ms) => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.requestUpdate(), ms);
      },
      // Not again of itself after a failure: each try draws anew, and drawing would try again without end.
      later: () => this.#later.broken || this.#later.load(flow.screen.name),
      link: (to, text) => linkTo(this, to, text, (...where) => this.go(...where)),
      shows: (screen) => this.#flow.flow.screen === screen,
      fill: (values) => {
        this.#form.refill(values, true);
        this.renderRoot.querySelector('form')?.requestSubmit();
      },
      again: again && (() => this.dispatch(again)),
      resend: () => this.dispatch({ type: 'submitted', via: 'resend', values: {} }),
      restart: () => this.dispatch({ type: 'restarted' }),
      reload: () => this.refresh(),
    };
  }

  protected override render(): TemplateResult {
    const ui = this.#ui;
    const { flow } = ui;
    const { name } = flow.screen;
    const view = this.#views[name] as View<never> | undefined;
    if (view) return html`${this.above(ui)}${view(flow.screen as never, ui)}${this.links(ui)}`;
    if (this.#later.broken)
      return html`${problemBox({ ...ui, flow: { ...flow, problem: this.#later.broken } }, () => this.#later.load(name))}`;
    this.#later.load(name);
    return html`${this.#views.loading?.({ name: 'loading' } as never, ui)}`;
  }
}
