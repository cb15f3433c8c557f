import type { ReactiveController } from 'lit';
import { isSameJson } from '../../contract/json.js';
import type { RawSettings, TextLanguage } from '../../contract/merchant-settings.js';
import { statesOf } from '../../elements/base/custom-states.js';
import type { Destination } from '../../elements/events/flow-events.js';
import { moveFocus } from '../views/move-focus.js';
import { PreviewAnswers } from './preview-answers.js';
import { type PreviewChange, PreviewChoice } from './preview-choice.js';
import { type ElementClient, inertClient, type PreviewClient, watchSettings } from './preview-client.js';
import { keepInside } from './containment.js';
import type { EditorSource, PreviewHost } from './preview-host.js';
import { PreviewSlot } from './preview-slot.js';
import { SampleController } from './text-sample-controller.js';

/** Shows slotted elements and the merchant's texts with the settings that are being read or edited. */
export class PreviewController implements ReactiveController {
  /** The settings that are shown. */
  settings?: RawSettings;
  state: 'pending' | 'shown' | 'failed' = 'pending';
  /** Why a submit or a link in the preview had no effect. */
  note?: 'submit' | 'link' | undefined;
  readonly choice: PreviewChoice;
  readonly samples: SampleController;
  readonly #host: PreviewHost;
  readonly #editor: EditorSource;
  readonly #answers: PreviewAnswers;
  readonly #states: ReturnType<typeof statesOf>;
  readonly #slot = new PreviewSlot(() => this.#elementsChanged());
  #client: ElementClient = inertClient();
  #madeFor?: { settings: RawSettings; language: TextLanguage; by: PreviewClient | undefined } | undefined;
  #isContained = false;

  constructor(host: PreviewHost, editor: EditorSource) {
    this.#host = host;
    this.#editor = editor;
    this.#answers = new PreviewAnswers(host);
    this.#states = statesOf(host);
    this.choice = new PreviewChoice(this.#slot);
    this.samples = new SampleController(host, this.#answers);
    host.addController(this);
  }

  hostConnected(): void {
    // Before the first update, so that elements that are there already do not call a gateway.
    const { roots } = this.#slot;
    this.#slot.observe(roots.length ? roots : [...this.#host.querySelectorAll(':scope > [slot=preview]')]);
    if (!this.#isContained) keepInside(this.#host.renderRoot, this.#navigated);
    this.#isContained = true;
  }

  hostDisconnected(): void {
    this.#slot.stop();
  }

  hostUpdate(): void {
    const { mode, loaded } = this.#editor;
    if (mode.name === 'conflict') this.settings = mode.edit.draft;
    else if (mode.name !== 'edit' && loaded) this.settings = loaded.settings;
    if (this.isAvailable) this.#states.add('preview');
    else this.#states.delete('preview');
    if (mode.name === 'read' && loaded) void this.samples.refresh(loaded.settings);
    this.#renew();
  }

  /** Whether the page brings a client of its own. */
  get ownClient(): boolean {
    return this.#host.previewClient !== undefined;
  }

  /** Whether there is anything to show. */
  get isAvailable(): boolean {
    return this.#slot.roots.length > 0 && this.settings !== undefined;
  }

  /** Shows a draft after a complete change. */
  show(draft: RawSettings): void {
    this.settings = draft;
    this.#host.requestUpdate();
    void this.samples.refresh(draft);
  }

  readonly choose = (change: PreviewChange): void => {
    this.choice.apply(change);
    this.#host.requestUpdate();
  };

  /** Makes a new client, which tries again. */
  readonly retry = (): void => {
    this.#madeFor = undefined;
    this.#host.requestUpdate();
  };

  readonly onSlotChange = (event: Event): void =>
    this.#slot.observe((event.currentTarget as HTMLSlotElement).assignedElements({ flatten: true }));

  #elementsChanged(): void {
    for (const element of this.#slot.elements) {
      element.client = this.#client;
      element.shadowRoot?.addEventListener('submit', this.#submit, { capture: true });
    }
    this.choice.hideOthers();
    this.#host.requestUpdate();
  }

  /** A form that the built-in client answers is not sent, and keeps what was typed. */
  readonly #submit = (event: Event): void => {
    const { host } = event.currentTarget as ShadowRoot;
    if (this.ownClient || !this.#slot.elements.some((each) => each === host)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#show('submit');
  };

  /** A link to another element of the preview shows that one. */
  readonly #navigated = (to: Destination | undefined): void => {
    const process = this.choice.offered.find((each) => each === `sso-${to}`);
    if (!process) return this.#show('link');
    this.choose({ process });
    moveFocus(this.#host, '#preview-process');
  };

  #show(note: PreviewController['note']): void {
    this.note = note;
    this.#host.requestUpdate();
  }

  /** Replaces the client when the settings change: the elements then read the settings again, and keep what was typed. */
  #renew(): void {
    const { settings } = this;
    const { language } = this.choice;
    const { previewClient: by } = this.#host;
    if (!settings || !this.#slot.roots.length) return;
    const madeFor = this.#madeFor;
    if (madeFor?.by === by && madeFor?.language === language && isSameJson(madeFor.settings, settings)) return;
    this.#madeFor = { settings, language, by };
    this.note = undefined;
    this.state = 'pending';
    try {
      const client = watchSettings(
        by?.(settings, language) ?? inertClient(this.#answers.batchFor(settings)),
        (worked) => {
          if (client !== this.#client) return;
          this.state = worked ? 'shown' : 'failed';
          this.#host.requestUpdate();
        },
      );
      this.#client = client;
    } catch {
      this.state = 'failed';
    }
    for (const element of this.#slot.elements) element.client = this.#client;
  }
}
