import type { ReactiveController } from 'lit';
import { judgeMerchantSettings } from '../../contract/merchant-rules.js';
import type { MerchantKey } from '../../contract/merchant-settings.js';
import type { EditorHost } from './editor-host.js';
import { beginEdit, withSetting, isChanged, type LoadedSettings, type Mode } from './editor-modes.js';

/** What is under way in the form, and the guard of what would be lost. */
export class EditorBase implements ReactiveController {
  loaded?: LoadedSettings;
  mode: Mode = { name: 'loading' };
  /** Text stands in a field that is no value yet. */
  protected isTyping = false;
  protected readonly host: EditorHost;

  constructor(host: EditorHost) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeunload', this.#guard);
  }

  hostDisconnected(): void {
    removeEventListener('beforeunload', this.#guard);
  }

  /** Whether leaving would lose something. */
  get unsaved(): boolean {
    const { mode, loaded } = this;
    if (mode.name === 'conflict') return true;
    return mode.name === 'edit' && loaded !== undefined && (this.isTyping || isChanged(mode, loaded));
  }

  /** Whether an answer to a change is awaited. */
  get busy(): boolean {
    return (this.mode.name === 'edit' && this.mode.saving) || (this.mode.name === 'read' && this.mode.undoing === true);
  }

  /** Whether something in the draft is wrong, so that it is not sent. */
  get hasErrors(): boolean {
    const { mode, loaded } = this;
    if (mode.name !== 'edit' || !loaded) return false;
    return judgeMerchantSettings(mode.draft, loaded.capabilities).some(({ severity }) => severity === 'error');
  }

  /** Text in a field is no value yet, but would be lost as well: from its first letter until the field is left. */
  readonly trackTyping = (event: Event): void => {
    this.isTyping = event.type === 'input';
    this.host.requestUpdate();
  };

  readonly #guard = (event: Event): void => {
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
