import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Finding } from '../contract/merchant-rules.js';
import type { MerchantKey, RawSettings } from '../contract/merchant-settings.js';
import { call, type Told } from './protocol.js';
import { begin, edited, findingsOf, isChanged, type Loaded, type Mode, settled, type Trouble } from './state.js';

/** Saves elsewhere than at the endpoint. Rejects, or answers what is wrong, when it did not. */
export type Save = (settings: RawSettings) => Promise<{ findings?: readonly Finding[] } | undefined>;

export interface EditorHost extends ReactiveControllerHost {
  endpoint: string;
  save?: Save | undefined;
  /** Something was saved: told to the page. */
  saved(settings: RawSettings): void;
  /** Something did not work, or is wrong: leads the reader to it. */
  blamed(): void;
}

const troubles: Readonly<Record<number, Trouble>> = {
  0: 'offline',
  401: 'not-allowed',
  403: 'not-allowed',
  409: 'read-only',
  422: 'refused',
};
const isLoaded = (body: unknown): body is Loaded =>
  typeof body === 'object' && body !== null && 'settings' in body && 'capabilities' in body;

/** Loads and saves, and keeps what is under way. */
export class EditorController implements ReactiveController {
  loaded?: Loaded;
  mode: Mode = { name: 'loading' };
  readonly #host: EditorHost;

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
    return mode.name === 'edit' && loaded !== undefined && isChanged(mode, loaded);
  }

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
    else this.show({ name: 'failed', trouble: this.#troubleOf(told) });
  }

  edit(): void {
    if (this.loaded) this.show(begin(this.loaded));
  }

  readonly set = (key: MerchantKey, value: unknown): void => {
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
      this.show({ name: 'read', note: 'saved' });
      this.#host.saved(edit.draft);
      return;
    }
    const { current, findings } = (told.ok ? {} : (told.body ?? {})) as { current?: unknown; findings?: Finding[] };
    if (!told.ok && told.status === 412 && isLoaded(current))
      this.show({ name: 'conflict', edit: { ...edit, saving: false }, theirs: current, choice: {} });
    else this.show({ ...edit, saving: false, trouble: this.#troubleOf(told), refused: findings });
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

  async undo(): Promise<void> {
    const told = await call<Loaded>('POST', `${this.#host.endpoint}/undo`, { etag: this.loaded?.etag });
    if (this.#take(told)) {
      this.show({ name: 'read', note: 'undone' });
      this.#host.saved(told.ok ? told.body.settings : {});
      return;
    }
    // Somebody was faster: what stands there now is to be seen first.
    await this.load();
    if (this.mode.name === 'read') this.show({ name: 'read', trouble: this.#troubleOf(told) });
  }

  async #saveElsewhere(edit: Extract<Mode, { name: 'edit' }>, save: Save): Promise<void> {
    try {
      const answer = await save(edit.draft);
      if (!answer?.findings?.length) {
        if (this.loaded) this.loaded = { ...this.loaded, settings: edit.draft };
        this.show({ name: 'read', note: 'saved' });
        this.#host.saved(edit.draft);
        return;
      }
      this.show({ ...edit, trouble: 'refused', refused: answer.findings });
    } catch {
      this.show({ ...edit, trouble: 'failed' });
    }
    this.#host.blamed();
  }

  #take(told: Told<Loaded>): boolean {
    if (!told.ok || !isLoaded(told.body)) return false;
    this.loaded = { ...told.body, etag: told.etag ?? told.body.etag };
    return true;
  }

  #troubleOf(told: Told<unknown>): Trouble {
    return (told.ok ? undefined : troubles[told.status]) ?? 'failed';
  }
}
