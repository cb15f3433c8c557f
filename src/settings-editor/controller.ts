import type { ReactiveController } from 'lit';
import type { Finding } from '../contract/merchant-rules.js';
import type { MerchantKey } from '../contract/merchant-settings.js';
import type { EditorHost, Save } from './editor-host.js';
import { call, type Told } from './protocol.js';
import { changedIn } from './history.js';
import { isLoaded, troubleOf, undoTroubleOf } from './told.js';
import { begin, edited, type Editing, findingsOf, isChanged, type Loaded, type Mode, settled } from './state.js';

/** Loads and saves, and keeps what is under way. */
export class EditorController implements ReactiveController {
  loaded?: Loaded;
  mode: Mode = { name: 'loading' };
  readonly #host: EditorHost;
  #typing = false;

  constructor(host: EditorHost) {
    this.#host = host;
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
    return mode.name === 'edit' && loaded !== undefined && (this.#typing || isChanged(mode, loaded));
  }

  /** Text in a field is no value yet, but would be lost as well: from its first letter until the field is left. */
  readonly typing = (event: Event): void => {
    this.#typing = event.type === 'input';
    this.#host.requestUpdate();
  };

  readonly #guard = (event: Event): void => {
    if (this.unsaved) event.preventDefault();
  };

  show(mode: Mode): void {
    this.mode = mode;
    this.#host.requestUpdate();
  }

  async load(): Promise<void> {
    this.show({ name: 'loading' });
    const told = await call<Loaded>('GET', this.#host.endpoint);
    if (this.#take(told)) this.show({ name: 'read' });
    else this.show({ name: 'failed', trouble: troubleOf(told) });
  }

  edit(): void {
    this.#typing = false;
    if (this.loaded) this.show(begin(this.loaded));
  }

  readonly set = (key: MerchantKey, value: unknown): void => {
    this.#typing = false;
    if (this.mode.name === 'edit') this.show(edited(this.mode, key, value));
  };

  /** Saves the draft, where nothing is wrong with it. */
  async save(): Promise<void> {
    const { mode, loaded } = this;
    if (mode.name !== 'edit' || mode.saving || !loaded) return;
    const edit = { ...mode, tried: true };
    if (findingsOf(edit, loaded).some(({ severity }) => severity === 'error')) {
      this.show(edit);
      this.#host.blamed();
      return;
    }
    this.show({ ...edit, saving: true, trouble: undefined });
    if (this.#host.save) return this.#saveElsewhere(edit, this.#host.save);
    const told = await call<Loaded>('PUT', this.#host.endpoint, { body: { settings: edit.draft }, etag: loaded.etag });
    if (this.#take(told)) {
      this.#saved(edit);
      return;
    }
    const { current, findings } = (told.ok ? {} : (told.body ?? {})) as { current?: unknown; findings?: Finding[] };
    if (!told.ok && told.status === 412 && isLoaded(current) && this.mode.name === 'edit')
      this.show({ name: 'conflict', edit: { ...this.mode, saving: false }, theirs: current, choice: {} });
    else this.#keep({ trouble: troubleOf(told), refused: findings });
    this.#host.blamed();
  }

  /** Takes the chosen parts of both, and tries to save them upon what the other one saved. */
  async settle(): Promise<void> {
    const { mode, loaded } = this;
    if (mode.name !== 'conflict' || !loaded) return;
    this.show(settled(mode.edit, loaded, mode.theirs, mode.choice));
    this.loaded = mode.theirs;
    await this.save();
  }

  /** The settings that the newest version changed; `undefined`: the endpoint does not say. */
  readonly changedLast = (): Promise<readonly string[] | undefined> =>
    changedIn(this.#host.endpoint, this.loaded?.version?.number);

  async undo(): Promise<void> {
    const told = await call<Loaded>('POST', `${this.#host.endpoint}/undo`, { etag: this.loaded?.etag });
    if (this.#take(told)) {
      this.show({ name: 'read', note: 'undone' });
      this.#host.saved(told.ok ? told.body.settings : {});
      return;
    }
    // Somebody was faster: what stands there now is to be seen first.
    await this.load();
    if (this.mode.name === 'read') this.show({ name: 'read', trouble: undoTroubleOf(told) });
  }

  async #saveElsewhere(edit: Editing, save: Save): Promise<void> {
    try {
      const answer = await save(edit.draft);
      if (!answer?.findings?.length) {
        if (this.loaded) this.loaded = { ...this.loaded, settings: edit.draft };
        this.#saved(edit);
        return;
      }
      this.#keep({ trouble: 'refused', refused: answer.findings });
    } catch {
      this.#keep({ trouble: 'failed' });
    }
    this.#host.blamed();
  }

  /** What was changed while the answer was awaited is kept, and is yet to be saved. */
  #saved({ draft }: Editing): void {
    if (this.mode.name === 'edit' && (this.#typing || this.mode.draft !== draft))
      this.#keep({ tried: false, trouble: undefined });
    else this.show({ name: 'read', note: 'saved' });
    this.#host.saved(draft);
  }

  /** Goes on with the edit as it is by now. */
  #keep(more: Partial<Editing>): void {
    if (this.mode.name === 'edit') this.show({ ...this.mode, saving: false, ...more });
  }

  #take(told: Told<Loaded>): boolean {
    if (!told.ok || !isLoaded(told.body)) return false;
    this.loaded = { ...told.body, etag: told.etag ?? told.body.etag };
    return true;
  }
}
