import { EditorBase } from './state/editor-base.js';
import { fetchChangedKeys } from './endpoint/read-history.js';
import { callEndpoint, normaliseEndpoint } from './endpoint/call-endpoint.js';
import { saveByPage, type SaveOutcome, saveToEndpoint } from './endpoint/save-draft.js';
import { type Editing, isChanged, type LoadedSettings, type Mode, resolvedEdit } from './state/editor-modes.js';
import { loadedFrom, failureOf, undoFailureOf } from './endpoint/read-answer.js';

/** Loads and saves the settings, and keeps the edit that is under way. */
export class EditorController extends EditorBase {
  /** The endpoint that the settings were loaded from. An edit is saved there even if the host's endpoint changes meanwhile. */
  #endpoint = '';
  /** Number of the latest load: answers to earlier ones are ignored. */
  #latestLoad = 0;
  /** Whether the host's endpoint has changed during an edit, so that a load is due after it. */
  #isReloadDue = false;
  /** Whether a save was sent without an answer: the endpoint may have saved it or not. */
  #isSaveUncertain = false;

  override show(mode: Mode): void {
    super.show(mode);
    if (this.#isReloadDue && mode.name === 'read' && !mode.undoing) void this.load();
  }

  /** Loads from the host's new endpoint, after the edit or request that is under way. */
  endpointChanged(): void {
    if (this.unsaved || this.busy) this.#isReloadDue = true;
    else void this.load();
  }

  /** @param quietly keeps showing the present settings until the answer is there, and if it is a failure */
  async load(quietly = false): Promise<void> {
    const thisLoad = (this.#latestLoad += 1);
    this.#isReloadDue = false;
    this.#endpoint = normaliseEndpoint(this.host.endpoint);
    if (!quietly) this.show({ name: 'loading' });
    const answer = await callEndpoint('GET', this.#endpoint);
    const { name } = this.mode;
    // An edit that was begun meanwhile keeps the version that it was begun with.
    if (thisLoad !== this.#latestLoad || name === 'edit' || name === 'conflict') return;
    const loaded = loadedFrom(answer);
    if (loaded) {
      this.loaded = loaded;
      this.#isSaveUncertain = false;
      this.show({ name: 'read' });
    } else if (name === 'read') this.show({ name: 'read', failure: 'stale' });
    else this.show({ name: 'failed', failure: failureOf(answer) });
  }

  /** Drops the edit and shows the newest settings that are known. */
  discard(): void {
    this.isTyping = false;
    if (this.mode.name === 'conflict') this.loaded = this.mode.theirs;
    this.show({ name: 'read' });
    if (this.#isSaveUncertain) void this.load(true);
  }

  /** Saves the draft if it has no errors. */
  async save(): Promise<void> {
    const { mode, loaded } = this;
    if (mode.name !== 'edit' || mode.saving || !loaded) return;
    // The server judges again, so its earlier findings go.
    const edit = { ...mode, tried: true, failure: undefined, serverFindings: undefined };
    if (this.hasErrors) {
      this.show(edit);
      this.host.focusFault();
      return;
    }
    if (!isChanged(edit, loaded) && !this.#isSaveUncertain) {
      this.show({ name: 'read', note: 'unchanged' });
      this.host.focusFault();
      return;
    }
    this.show({ ...edit, saving: true });
    const { save } = this.host;
    this.#finishSave(
      edit,
      await (save ? saveByPage(save, this.#endpoint, edit, loaded) : saveToEndpoint(this.#endpoint, edit, loaded)),
    );
  }

  /** Merges both versions as chosen, and saves the result on top of the other person's. */
  async resolveConflict(): Promise<void> {
    const { mode, loaded } = this;
    if (mode.name !== 'conflict' || !loaded) return;
    this.show(resolvedEdit(mode, loaded));
    this.loaded = mode.theirs;
    await this.save();
  }

  /**
   * Begins an undo. Until it ends no edit and no other undo can begin, and the answer to an earlier load is ignored.
   *
   * @returns the version to undo and the keys that it changed (`undefined` if the endpoint does not name them); `undefined`
   *   if no undo can begin now
   */
  async beginUndo(): Promise<{ target: LoadedSettings; changed: readonly string[] | undefined } | undefined> {
    const target = this.loaded;
    if (!target || this.mode.name !== 'read' || this.mode.undoing) return undefined;
    this.#latestLoad += 1;
    this.show({ name: 'read', undoing: true });
    return { target, changed: await fetchChangedKeys(this.#endpoint, target.version?.number) };
  }

  cancelUndo(): void {
    this.show({ name: 'read' });
    void this.load(true);
  }

  /** @param target the version to undo; the endpoint refuses if a newer one was saved meanwhile */
  async undo(target: LoadedSettings): Promise<void> {
    const answer = await callEndpoint('POST', `${this.#endpoint}/undo`, { etag: target.etag });
    const loaded = loadedFrom(answer);
    if (loaded) {
      this.loaded = loaded;
      this.show({ name: 'read', note: 'undone' });
      this.host.fireSaved(loaded.settings);
      return;
    }
    // Show what is there now, which is somebody else's newer version as a rule.
    await this.load(true);
    if (this.mode.name === 'read') this.show({ name: 'read', failure: undoFailureOf(answer) });
    this.host.focusFault();
  }

  #finishSave(edit: Editing, outcome: SaveOutcome): void {
    const { mode } = this;
    if (mode.name !== 'edit') return;
    if (outcome.is === 'saved') {
      this.loaded = outcome.loaded;
      this.#saved(edit);
      return;
    }
    if (outcome.is === 'conflict')
      this.show({ name: 'conflict', edit: { ...mode, saving: false }, theirs: outcome.theirs, choice: {} });
    else {
      const { failure, serverFindings } = outcome;
      this.#isSaveUncertain = ['offline', 'no-answer', 'failed'].includes(failure);
      this.show({ ...mode, saving: false, failure, serverFindings });
    }
    this.host.focusFault();
  }

  /** Keeps editing if something was changed during the save: that is not saved yet. */
  #saved({ draft }: Editing): void {
    this.#isSaveUncertain = false;
    if (this.mode.name === 'edit' && (this.isTyping || this.mode.draft !== draft))
      this.show({ ...this.mode, saving: false, tried: false });
    else this.show({ name: 'read', note: 'saved' });
    this.host.fireSaved(this.loaded?.settings ?? draft);
  }
}
