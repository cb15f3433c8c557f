import { EditorBase } from './state/editor-base.js';
import { fetchChangedKeys } from './endpoint/read-history.js';
import { callEndpoint, normaliseEndpoint } from './endpoint/call.js';
import { saveByPage, type SaveOutcome, saveToEndpoint } from './endpoint/save-draft.js';
import { type Editing, isChanged, type LoadedSettings, type Mode, resolvedEdit } from './state/editor-modes.js';
import { loadedFrom, failureOf, undoFailureOf } from './endpoint/read-answer.js';

/** Loads and saves, and keeps what is under way. */
export class EditorController extends EditorBase {
  /** Where the settings were loaded from: an edit is saved there, whatever the host's endpoint is by then. */
  #from = '';
  /** The latest question about the settings: the answer of one before counts no more. */
  #round = 0;
  /** The endpoint is another one, and is asked once nothing is under way. */
  #moved = false;
  /** A save went out of which nobody knows whether it arrived. */
  #uncertain = false;

  override show(mode: Mode): void {
    super.show(mode);
    if (this.#moved && mode.name === 'read' && !mode.undoing) void this.load();
  }

  /** The endpoint is another one. What is under way is ended first. */
  endpointChanged(): void {
    if (this.unsaved || this.busy) this.#moved = true;
    else void this.load();
  }

  /** @param quietly what is shown stays until there is an answer, and where that is a failure */
  async load(quietly = false): Promise<void> {
    const round = (this.#round += 1);
    this.#moved = false;
    this.#from = normaliseEndpoint(this.host.endpoint);
    if (!quietly) this.show({ name: 'loading' });
    const told = await callEndpoint('GET', this.#from);
    const { name } = this.mode;
    // Somebody has begun an edit meanwhile: its own version is the one that it was begun with.
    if (round !== this.#round || name === 'edit' || name === 'conflict') return;
    const loaded = loadedFrom(told);
    if (loaded) {
      this.loaded = loaded;
      this.#uncertain = false;
      this.show({ name: 'read' });
    } else if (name === 'read') this.show({ name: 'read', trouble: 'stale' });
    else this.show({ name: 'failed', trouble: failureOf(told) });
  }

  /** Back to the settings as they are by now. */
  discard(): void {
    this.isTyping = false;
    if (this.mode.name === 'conflict') this.loaded = this.mode.theirs;
    this.show({ name: 'read' });
    if (this.#uncertain) void this.load(true);
  }

  /** Saves the draft, where nothing is wrong with it. */
  async save(): Promise<void> {
    const { mode, loaded } = this;
    if (mode.name !== 'edit' || mode.saving || !loaded) return;
    // What the server found is told anew by the server: it may think otherwise by now.
    const edit = { ...mode, tried: true, trouble: undefined, refused: undefined };
    if (this.hasErrors) {
      this.show(edit);
      this.host.focusFault();
      return;
    }
    if (!isChanged(edit, loaded) && !this.#uncertain) {
      this.show({ name: 'read', note: 'unchanged' });
      this.host.focusFault();
      return;
    }
    this.show({ ...edit, saving: true });
    const { save } = this.host;
    this.#come(edit, await (save ? saveByPage(save, this.#from, edit, loaded) : saveToEndpoint(this.#from, edit, loaded)));
  }

  /** Takes the chosen parts of both, and tries to save them upon what the other one saved. */
  async resolveConflict(): Promise<void> {
    const { mode, loaded } = this;
    if (mode.name !== 'conflict' || !loaded) return;
    this.show(resolvedEdit(mode, loaded));
    this.loaded = mode.theirs;
    await this.save();
  }

  /**
   * Begins an undo: no edit and no other undo begins meanwhile, and what was asked before does not take the place of what it is about.
   *
   * @returns what is to be undone, and the settings that it changed; these are `undefined` where the endpoint does not say
   */
  async beginUndo(): Promise<{ about: LoadedSettings; changed: readonly string[] | undefined } | undefined> {
    const about = this.loaded;
    if (!about || this.mode.name !== 'read' || this.mode.undoing) return undefined;
    this.#round += 1;
    this.show({ name: 'read', undoing: true });
    return { about, changed: await fetchChangedKeys(this.#from, about.version?.number) };
  }

  /** Leaves it. */
  endUndo(): void {
    this.show({ name: 'read' });
    void this.load(true);
  }

  /** @param about the version that is taken back; the endpoint refuses where another one is the newest by now */
  async undo(about: LoadedSettings): Promise<void> {
    const told = await callEndpoint('POST', `${this.#from}/undo`, { etag: about.etag });
    const loaded = loadedFrom(told);
    if (loaded) {
      this.loaded = loaded;
      this.show({ name: 'read', note: 'undone' });
      this.host.fireSaved(loaded.settings);
      return;
    }
    // Somebody was faster: what stands there now is to be seen first.
    await this.load(true);
    if (this.mode.name === 'read') this.show({ name: 'read', trouble: undoFailureOf(told) });
    this.host.focusFault();
  }

  #come(edit: Editing, outcome: SaveOutcome): void {
    const { mode } = this;
    if (mode.name !== 'edit') return;
    if (outcome.is === 'saved') {
      this.loaded = outcome.loaded;
      this.#saved(edit);
      return;
    }
    if (outcome.is === 'met')
      this.show({ name: 'conflict', edit: { ...mode, saving: false }, theirs: outcome.theirs, choice: {} });
    else {
      const { trouble, refused } = outcome;
      this.#uncertain = ['offline', 'no-answer', 'failed'].includes(trouble);
      this.show({ ...mode, saving: false, trouble, refused });
    }
    this.host.focusFault();
  }

  /** What was changed while the answer was awaited is kept, and is yet to be saved. */
  #saved({ draft }: Editing): void {
    this.#uncertain = false;
    if (this.mode.name === 'edit' && (this.isTyping || this.mode.draft !== draft))
      this.show({ ...this.mode, saving: false, tried: false });
    else this.show({ name: 'read', note: 'saved' });
    this.host.fireSaved(this.loaded?.settings ?? draft);
  }
}
