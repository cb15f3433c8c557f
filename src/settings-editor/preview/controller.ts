import type { ReactiveController } from 'lit';
import { isSameJson } from '../../contract/json.js';
import type { RawSettings, TextLanguage } from '../../contract/merchant-settings.js';
import type { Destination } from '../../elements/events/flow-events.js';
import { lead } from '../views/move-focus.js';
import { PreviewAnswers } from './answers.js';
import { type Chosen, PreviewChoice } from './choice.js';
import { type Client, inertClient, type PreviewClient, watched } from './client.js';
import { keepInside } from './guard.js';
import type { Editor, PreviewHost } from './host.js';
import { PreviewSlot } from './slot.js';
import { SampleController } from './sample-controller.js';

/** Has texts and slotted elements show what the settings in hand would make of them. */
export class PreviewController implements ReactiveController {
  /** The settings that are shown. */
  settings?: RawSettings;
  state: 'pending' | 'shown' | 'failed' = 'pending';
  /** Why nothing came of what was tried in the preview. */
  note?: 'submit' | 'link' | undefined;
  readonly choice: PreviewChoice;
  readonly samples: SampleController;
  readonly #host: PreviewHost;
  readonly #editor: Editor;
  readonly #answers: PreviewAnswers;
  readonly #states: CustomStateSet;
  readonly #slot = new PreviewSlot(() => this.#found());
  #client: Client = inertClient();
  #made?: { settings: RawSettings; language: TextLanguage; by: PreviewClient | undefined } | undefined;
  #guarded = false;

  constructor(host: PreviewHost, editor: Editor) {
    this.#host = host;
    this.#editor = editor;
    this.#answers = new PreviewAnswers(host);
    this.#states = host.attachInternals().states;
    this.choice = new PreviewChoice(this.#slot);
    this.samples = new SampleController(host, this.#answers);
    host.addController(this);
  }

  hostConnected(): void {
    // Before the first update: elements that are there already are not to ask a gateway first.
    const { roots } = this.#slot;
    this.#slot.look(roots.length ? roots : [...this.#host.querySelectorAll(':scope > [slot=preview]')]);
    if (!this.#guarded) keepInside(this.#host.renderRoot, this.#left);
    this.#guarded = true;
  }

  hostDisconnected(): void {
    this.#slot.stop();
  }

  hostUpdate(): void {
    const { mode, loaded } = this.#editor;
    if (mode.name === 'conflict') this.settings = mode.edit.draft;
    else if (mode.name !== 'edit' && loaded) this.settings = loaded.settings;
    if (this.there) this.#states.add('preview');
    else this.#states.delete('preview');
    if (mode.name === 'read' && loaded) void this.samples.ask(loaded.settings);
    this.#renew();
  }

  /** Whether the page answers the elements itself. */
  get ownClient(): boolean {
    return this.#host.previewClient !== undefined;
  }

  /** Whether there is anything to show. */
  get there(): boolean {
    return this.#slot.roots.length > 0 && this.settings !== undefined;
  }

  /** A change of the draft is complete. */
  show(draft: RawSettings): void {
    this.settings = draft;
    this.#host.requestUpdate();
    void this.samples.ask(draft);
  }

  readonly choose = (chosen: Chosen): void => {
    this.choice.take(chosen);
    this.#host.requestUpdate();
  };

  /** Asks again for what could not be had. */
  readonly again = (): void => {
    this.#made = undefined;
    this.#host.requestUpdate();
  };

  readonly slotted = (event: Event): void =>
    this.#slot.look((event.currentTarget as HTMLSlotElement).assignedElements({ flatten: true }));

  #found(): void {
    for (const element of this.#slot.elements) {
      element.client = this.#client;
      element.shadowRoot?.addEventListener('submit', this.#submit, { capture: true });
    }
    this.choice.apply();
    this.#host.requestUpdate();
  }

  /** A form that the built-in client answers goes nowhere, and stays as it is. */
  readonly #submit = (event: Event): void => {
    const { host } = event.currentTarget as ShadowRoot;
    if (this.ownClient || !this.#slot.elements.some((each) => each === host)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#say('submit');
  };

  /** A link to another process that is here leads to it. */
  readonly #left = (to: Destination | undefined): void => {
    const process = this.choice.offered.find((each) => each === `sso-${to}`);
    if (!process) return this.#say('link');
    this.choose({ process });
    lead(this.#host, '#preview-process');
  };

  #say(note: PreviewController['note']): void {
    this.note = note;
    this.#host.requestUpdate();
  }

  /** Another client for other settings: the elements ask it anew, and keep what was typed into them. */
  #renew(): void {
    const { settings } = this;
    const { language } = this.choice;
    const { previewClient: by } = this.#host;
    if (!settings || !this.#slot.roots.length) return;
    const made = this.#made;
    if (made?.by === by && made?.language === language && isSameJson(made.settings, settings)) return;
    this.#made = { settings, language, by };
    this.note = undefined;
    this.state = 'pending';
    try {
      const client = watched(by?.(settings, language) ?? inertClient(this.#answers.about(settings)), (worked) => {
        if (client !== this.#client) return;
        this.state = worked ? 'shown' : 'failed';
        this.#host.requestUpdate();
      });
      this.#client = client;
    } catch {
      this.state = 'failed';
    }
    for (const element of this.#slot.elements) element.client = this.#client;
  }
}
