import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import type { Problem } from '../../contract/answer.js';
import type { Process } from '../../contract/names.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { CommonFields, Flow, FlowEvent, Submitted, Values } from '../../flow/flow.js';
import { starts } from '../../flow/routes.js';
import type { ScreenName } from '../../flow/routes.js';
import { getLocale } from '../../locales/localize.js';
import { problemBox } from '../../parts/form.js';
import type { Faults, RenderContext } from '../../parts/render-context.js';
import type { LazyScreens, ScreenTemplate, ScreenTemplates } from '../../screens/screen-templates.js';
import { formStyles } from '../../styles/form-styles.js';
import { takeCarriedEmail, storeCarriedEmail } from '../page/carried-email.js';
import { SsoNavigateEvent } from '../events/flow-events.js';
import type { Destination } from '../events/flow-events.js';
import { FlowController } from '../flow/flow-controller.js';
import { FormController } from '../form/form-controller.js';
import { GatewayElement } from './gateway-element.js';
import { screenActions } from './screen-actions.js';
import { LazyScreensController } from '../flow/lazy-screens-controller.js';
import { linkProperties } from '../page/process-links.js';
import type { LinkAddresses } from '../page/process-links.js';
import { storeTabFlow, tabFlow } from '../flow/tab-flow.js';
import { reportChanges, reportProblem } from '../events/report-changes.js';
import { SettingsController } from '../flow/settings-controller.js';

let instances = 0;

/** What the elements of all processes share: attributes, the flow, one form in one flat open shadow root. */
export abstract class ProcessElement extends GatewayElement implements LinkAddresses {
  static override styles: CSSResultGroup = formStyles;
  static override properties = {
    ...GatewayElement.properties,
    ...linkProperties,
    email: {},
    source: {},
    returnUrl: { attribute: 'return-url' },
    verificationUrl: { attribute: 'verification-url' },
  };

  readonly #flow = new FlowController(this);
  readonly #settings = new SettingsController(this, this.#flow, (idToken) =>
    this.submit({ type: 'submitted', via: 'google', values: { idToken } }),
  );
  readonly #form = new FormController(this, (values) => void this.send(values));
  readonly #lazy: LazyScreensController;
  readonly #internals = this.attachInternals();
  readonly #templates: Partial<ScreenTemplates>;
  readonly #uid = ++instances;
  readonly #actions = screenActions({
    host: this,
    flow: this.#flow,
    form: this.#form,
    // Not again of itself after a failure: each try draws anew, and drawing would try again without end.
    loadTexts: () => this.#lazy.failure || this.#lazy.load(this.flow.screen.name),
    submit: (event) => this.submit(event),
    go: (to, url) => this.go(to, url),
  });

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
  #hadFocus = false;
  #reported?: Problem;

  /**
   * @param process the process that the element begins with
   * @param templates the screens that are here
   * @param later loads the screens of later steps
   */
  constructor(
    protected process: Process,
    templates: Partial<ScreenTemplates>,
    later: (name: ScreenName) => Promise<LazyScreens>,
  ) {
    super();
    this.#templates = { ...templates };
    this.#lazy = new LazyScreensController(this, this.#templates, later);
  }

  /** What every call carries beside its own fields. */
  get commonFields(): CommonFields {
    return {
      language: getLocale(),
      page: location.origin + location.pathname,
      ...(this.source && { source: this.source }),
      ...(this.returnUrl && { returnUrl: this.returnUrl }),
    };
  }

  /** The flow that this tab was at last. */
  get tabFlow(): string | undefined {
    return tabFlow(this.process);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const locale = getLocale();
    if (changed.has('endpoint') || changed.has('client') || this.#locale !== locale) void this.refresh();
    this.#locale = locale;
    // Until what comes in its place is there.
    this.#hadFocus ||= this.matches(':focus-within');
    if (this.hasUpdated) return;
    // What the reader typed before counts more than what the page gives; taken in any case, so that nobody else gets it.
    const email = takeCarriedEmail() ?? this.email;
    if (email) this.email = email;
    void this.begin();
  }

  protected override updated(): void {
    const { flow } = this.#flow;
    const before = this.#drawn;
    const { name } = flow.screen;
    const { failure } = this.#lazy;
    if (!this.#templates[name]) {
      if (failure && failure !== this.#reported) reportProblem(this, flow, (this.#reported = failure), before);
      return;
    }
    // A form that waits for the settings is not there yet: nothing is told, and nobody led to it.
    if (this.renderRoot.querySelector('[part=loading]')) return;
    const hadFocus = this.#hadFocus;
    this.#hadFocus = false;
    if (flow === before) return;
    this.#drawn = flow;
    if (flow.id || (before?.id && before.home === flow.home)) storeTabFlow(flow.home, flow.id);
    if (name === 'done') {
      takeCarriedEmail();
      this.#form.succeeded(flow.identity);
    }
    if (flow.firstValues && flow.screen !== before?.screen && name === starts[flow.home])
      this.#form.refill(flow.firstValues);
    reportChanges(this, this.#internals.states, flow, before, this.#lazy.texts.analyticsName, hadFocus);
  }

  /** Reads the merchant's settings again, and draws what they ask for now; a form that stays keeps what was typed. Never rejects. */
  async refresh(): Promise<void> {
    await this.loadSettings();
  }

  /** @param query what the request carries beside the language, with its `&` */
  protected loadSettings(query?: string): Promise<unknown> {
    return this.#settings.load(query);
  }

  /** The settings, once they are here; `undefined` where they could not be read. */
  protected get settingsLoaded(): Promise<PublicSettings | undefined> {
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
  protected reassessSettings(): void {
    this.#settings.reassess();
  }

  protected dispatch(event: FlowEvent): void {
    this.#flow.dispatch(event);
  }

  /** Leads the reader to what is wrong with the form. */
  protected markFaults(faults: Faults): void {
    this.#form.markFaults(faults);
  }

  /** Submits what did not come from the form: Google's token, the wish for another code. */
  protected submit(event: Submitted): void {
    this.dispatch(event);
  }

  /** Submits what the form holds. */
  protected send(values: Values): Promise<void> | void {
    this.dispatch({ type: 'submitted', values });
  }

  /** What stands above the form. */
  protected above(_ui: RenderContext): unknown {
    return nothing;
  }

  /** What stands below: the ways to the other processes, where there are any. */
  protected abstract links(ui: RenderContext): unknown;

  /** Whom the form is for, as it stands there or was submitted before. */
  protected get identity(): string | undefined {
    return (
      this.renderRoot.querySelector<HTMLInputElement>('[name=identifier],[name=email]')?.value ??
      this.#flow.flow.identity
    );
  }

  /** Goes to another process; answers whether the page's own way there is to be taken. */
  protected go(to: Destination, url?: string): boolean {
    storeCarriedEmail(this.identity);
    return this.dispatchEvent(new SsoNavigateEvent(to, url));
  }

  /** What the screens are drawn with. */
  get #ui(): RenderContext {
    const { flow } = this.#flow;
    const { lastSubmit } = flow;
    return {
      flow,
      faults: { ...flow.problem?.fields, ...this.#form.faults },
      settings: this.#settings.settings,
      uid: this.#uid,
      // A flow that was resumed, or begun with Google, is for its own address, not for the one that the page gives.
      email: flow.identity ?? (flow.id || flow.address ? undefined : this.email),
      language: getLocale(),
      ...this.#lazy.texts,
      ...this.#actions,
      retry: lastSubmit && (() => this.submit(lastSubmit)),
    };
  }

  protected override render(): TemplateResult {
    const ui = this.#ui;
    const { flow } = ui;
    const { name } = flow.screen;
    const view = this.#templates[name] as ScreenTemplate<never> | undefined;
    if (view) return html`${this.above(ui)}${view(flow.screen as never, ui)}${this.links(ui)}`;
    if (this.#lazy.failure)
      return html`${problemBox({ ...ui, flow: { ...flow, problem: this.#lazy.failure } }, () => this.#lazy.load(name))}`;
    this.#lazy.load(name);
    return html`${this.#templates.loading?.({ name: 'loading' } as never, ui)}`;
  }
}
