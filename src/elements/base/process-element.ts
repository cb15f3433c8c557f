import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import type { Process } from '../../contract/names.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Flow, FlowEvent, Submitted, Values } from '../../flow/flow.js';
import type { ScreenName } from '../../flow/routes.js';
import { getLocale } from '../../locales/localize.js';
import { problemBox } from '../../parts/form.js';
import type { Faults, RenderContext } from '../../parts/render-context.js';
import type { LazyScreens, ScreenTemplate, ScreenTemplates } from '../../screens/screen-templates.js';
import { formStyles } from '../../styles/form-styles.js';
import { takeCarriedEmail, storeCarriedEmail } from '../page/carried-email.js';
import { SsoNavigateEvent } from '../events/flow-events.js';
import type { Destination } from '../events/flow-events.js';
import { keepTypingIn } from '../page/typing-keys.js';
import { FlowController } from '../flow/flow-controller.js';
import { FormController } from '../form/form-controller.js';
import { LazyScreensController } from '../flow/lazy-screens-controller.js';
import { SettingsController } from '../flow/settings-controller.js';
import { contextBuilder } from './context-builder.js';
import { followDrawing } from './drawn-flow.js';
import type { DrawnFlow } from './drawn-flow.js';
import { ProcessAttributes } from './process-attributes.js';

/** What the elements of all processes share: the flow, and one form in one flat open shadow root. */
export abstract class ProcessElement extends ProcessAttributes {
  static override styles: CSSResultGroup = formStyles;

  readonly #flow = new FlowController(this);
  readonly #settings = new SettingsController(this, this.#flow, (values) =>
    this.submit({ type: 'submitted', via: 'google', values }),
  );
  readonly #form = new FormController(this, (values) => void this.send(values));
  readonly #lazy: LazyScreensController;
  readonly #drawn: DrawnFlow;
  readonly #context: () => RenderContext;
  #locale?: string;

  /**
   * @param process the process that the element begins with
   * @param templates the screens that come with the entry
   * @param later loads the screens of later steps
   */
  constructor(
    process: Process,
    templates: Partial<ScreenTemplates>,
    later: (name: ScreenName) => Promise<LazyScreens>,
  ) {
    super(process);
    const lazy = (this.#lazy = new LazyScreensController(this, templates, later));
    const parts = { host: this, flow: this.#flow, settings: this.#settings, form: this.#form, lazy };
    this.#drawn = followDrawing(parts);
    this.#context = contextBuilder(
      parts,
      (event) => this.submit(event),
      (to, url) => this.go(to, url),
    );
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    keepTypingIn(root);
    return root;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const locale = getLocale();
    if (changed.has('endpoint') || changed.has('client') || this.#locale !== locale) void this.refresh();
    this.#locale = locale;
    this.#drawn.willUpdate();
    if (this.hasUpdated) return;
    // What the reader typed before counts more than what the page gives; taken in any case, so that nobody else gets it.
    const email = takeCarriedEmail() ?? this.email;
    if (email) this.email = email;
    void this.begin();
  }

  protected override updated(): void {
    this.#drawn.updated();
  }

  /** Moves the focus to the first field, as soon as there is one. */
  override focus(options?: FocusOptions): void {
    this.#drawn.focus(options);
  }

  /** Loads the merchant's settings again, and draws the forms by them; a form that stays keeps what was typed. Never rejects. */
  async refresh(): Promise<void> {
    await this.loadSettings();
  }

  /**
   * Loads the settings, or loads them again. Never rejects.
   *
   * @param query added to the query of the request, beginning with `&`
   */
  protected loadSettings(query?: string): Promise<unknown> {
    return this.#settings.load(query);
  }

  /** Resolves to the settings, or to `undefined` where they could not be loaded. Never rejects. */
  protected get settingsLoaded(): Promise<PublicSettings | undefined> {
    return this.#settings.loaded;
  }

  /** The flow as it stands. */
  protected get flow(): Flow {
    return this.#flow.flow;
  }

  /**
   * Begins the process, and gives up the call under way.
   *
   * @param link where the reader came by a mailed link of this process: resolves once there are settings, or none
   */
  protected begin(link?: Promise<unknown>): Promise<void> {
    this.#form.reset();
    return this.#flow.enter(this.process, link);
  }

  /** Applies the settings to another process. */
  protected reassessSettings(): void {
    this.#settings.reassess();
  }

  protected dispatch(event: FlowEvent): void {
    this.#flow.dispatch(event);
  }

  /** Shows what is wrong with the form, and moves the focus to the first field in error. */
  protected markFaults(faults: Faults): void {
    this.#form.markFaults(faults);
  }

  /** Submits what did not come from the form: Google's token, a request for another code. */
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

  /** What stands below the form: links to the other processes, where there are any. */
  protected abstract links(ui: RenderContext): unknown;

  /** The identifier in the form, or the one that was submitted before. */
  protected get identity(): string | undefined {
    return (
      this.renderRoot.querySelector<HTMLInputElement>('[name=identifier],[name=email]')?.value ??
      this.#flow.flow.identity
    );
  }

  /** Goes to another process. Returns whether the browser may follow the link: the page has not prevented it. */
  protected go(to: Destination, url?: string): boolean {
    storeCarriedEmail(this.identity);
    return this.dispatchEvent(new SsoNavigateEvent(to, url));
  }

  protected override render(): TemplateResult {
    const ui = this.#context();
    const { flow } = ui;
    const { name } = flow.screen;
    const view = this.#lazy.templates[name] as ScreenTemplate<never> | undefined;
    if (view) return html`${this.above(ui)}${view(flow.screen as never, ui)}${this.links(ui)}`;
    if (this.#lazy.failure)
      return html`${problemBox({ ...ui, flow: { ...flow, problem: this.#lazy.failure } }, () => location.reload())}`;
    this.#lazy.load(name);
    return html`${this.#lazy.templates.loading?.({ name: 'loading' } as never, ui)}`;
  }
}
