import type { ReactiveController } from 'lit';
import { judgeMerchantSettings } from '../../contract/merchant-rules.js';
import type { MerchantKey } from '../../contract/merchant-settings.js';
import type { EditorHost } from './editor-host.js';
import { beginEdit, withSetting, isChanged, type LoadedSettings, type Mode } from './editor-modes.js';

/** The form's mode, and the browser's warning before unsaved changes are lost. */
export class EditorBase implements ReactiveController {
  loaded?: LoadedSettings;
  mode: Mode = { name: 'loading' };
  /** Whether a field holds text that is not a value yet. */
  protected isTyping = false;
  protected readonly host: EditorHost;

  constructor(host: EditorHost) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeunload', this.#warnBeforeUnload);
  }

  hostDisconnected(): void {
    removeEventListener('beforeunload', this.#warnBeforeUnload);
  }

  /** Whether leaving the page would lose changes. */
  get unsaved(): boolean {
    const { mode, loaded } = this;
    if (mode.name === 'conflict') return true;
    return mode.name === 'edit' && loaded !== undefined && (this.isTyping || isChanged(mode, loaded));
  }

  /** Whether a save or an undo is under way. */
  get busy(): boolean {
    return (this.mode.name === 'edit' && this.mode.saving) || (this.mode.name === 'read' && this.mode.undoing === true);
  }

  /** Whether the draft has an error, so that it is not sent. */
  get hasErrors(): boolean {
    const { mode, loaded } = this;
    if (mode.name !== 'edit' || !loaded) return false;
    return judgeMerchantSettings(mode.draft, loaded.capabilities).some(({ severity }) => severity === 'error');
  }

  /** For `input` and `blur` of a field: its text becomes a value only when the field is left, but would be lost as well. */
  readonly trackTyping = (event: Event): void => {
    this.isTyping = event.type === 'input';
    this.host.requestUpdate();
  };

  readonly #warnBeforeUnload = (event: Event): void => {
    if (this.unsaved) event.preventDefault();
  };

  show(mode: Mode): void {
    this.mode = mode;
    this.host.requestUpdate();
  }

  edit(): void {
    this.isTyping = false;
    if (this.loaded) this.show(beginEdit(this.loaded));
  }

  readonly setValue = (key: MerchantKey, value: unknown): void => {
    this.isTyping = false;
    if (this.mode.name === 'edit') this.show(withSetting(this.mode, key, value));
  };
}
