import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { RawSettings } from '../contract/merchant-settings.js';
import { fields, focusFirst } from '../elements/events/focus-first.js';
import { formStyles } from '../styles/form-styles.js';
import { createFormActions } from './create-form-actions.js';
import type { FormActions } from './views/form-actions.js';
import { type Question, questionDialog } from './views/question-dialog.js';
import { currentView, statusText } from './current-view.js';
import { EditorController } from './editor-controller.js';
import type { EditorHost, SaveSettings } from './state/editor-host.js';
import { HistoryView } from './views/history-view.js';
import { moveFocus } from './views/move-focus.js';
import type { PreviewClient } from './preview/preview-client.js';
import { PreviewController } from './preview/preview-controller.js';
import type { PreviewHost } from './preview/preview-host.js';
import { previewPanel } from './preview/preview-panel.js';
import { SsoSettingsSavedEvent } from './saved-event.js';
import { conflictStyles } from './views/conflict-styles.js';
import { previewStyles } from './views/preview-styles.js';
import { editorStyles } from './views/editor-styles.js';
import { LanguageController } from './words/language-controller.js';
import { type Words, wordsOf } from './words/words.js';

/**
 * The form in which a merchant reads and changes the sign-in settings.
 */
export class SsoSettings extends LitElement implements EditorHost, PreviewHost {
  static override styles = [formStyles, editorStyles, conflictStyles, previewStyles];
  static override properties = {
    endpoint: {},
    save: { attribute: false },
    previewClient: { attribute: false },
    question: { state: true },
  };

  readonly #editor = new EditorController(this);
  readonly #preview = new PreviewController(this, this.#editor);
  readonly #history = new HistoryView(this);
  readonly #language = new LanguageController(this);

  /** Path of the settings endpoint, on the page's own origin. Default: `/sso-settings`, as the handler's. Changing it keeps the current edit. */
  declare endpoint: string;
  /** Saves instead of the endpoint, for settings that it can only read. Before, the form asks the endpoint whether somebody else has saved. */
  declare save?: SaveSettings;
  /** Makes the client of the elements in the preview. The built-in one returns the settings, and sends nothing anywhere. */
  declare previewClient?: PreviewClient | undefined;
  declare protected question?: ((words: Words) => Question) | undefined;

  constructor() {
    super();
    this.endpoint = '/sso-settings';
  }

  /** Whether there are changes that have not been saved. */
  get unsaved(): boolean {
    return this.#editor.unsaved;
  }

  /** Loads the settings again. Never rejects. An edit under way is kept, and so are the settings that are shown if the load fails. */
  async refresh(): Promise<void> {
    const { mode, loaded, busy } = this.#editor;
    if (mode.name === 'edit' || mode.name === 'conflict' || busy) return;
    await this.#editor.load(mode.name === 'read' && loaded !== undefined);
  }

  /** Moves the focus to the first field or button. */
  override focus(options?: FocusOptions): void {
    focusFirst(this, [fields], options);
  }

  /** @internal */
  fireSaved(settings: RawSettings): void {
    // An edit that has continued during the save keeps the focus.
    if (this.#editor.mode.name === 'read') moveFocus(this, '[part=title]');
    this.dispatchEvent(new SsoSettingsSavedEvent(settings));
  }

  /** @internal */
  focusFault(): void {
    moveFocus(this, '[aria-invalid=true]', '[role=alert]', '[part=title]');
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('endpoint')) this.#editor.endpointChanged();
  }

  protected override updated(changed: PropertyValues): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (changed.has('question') && dialog && !dialog.open) dialog.showModal();
  }

  readonly #actions: FormActions = createFormActions(this.#editor, this.#preview, {
    ask: (question) => (this.question = question),
    moveFocus: (...selectors) => moveFocus(this, ...selectors),
    savesElsewhere: () => this.save !== undefined,
  });

  get #words(): Words {
    return wordsOf(this.#language.language);
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    const { mode, loaded } = this.#editor;
    const read = mode.name === 'read' && loaded;
    return html`<h2 part="title" tabindex="-1">${words('title')}</h2>
      <p part="text" role="status">${statusText(words, this.#editor)}</p>
      <div part="columns">
        <div part="panes">
          <div>
            ${currentView(words, this.#editor, this.#actions)} ${read ? this.#history.render(words, read) : nothing}
          </div>
          ${previewPanel(words, this.#preview, this.#editor.loaded?.capabilities)}
        </div>
      </div>
      ${questionDialog(this.question?.(words), () => (this.question = undefined))}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sso-settings': SsoSettings;
  }
}
