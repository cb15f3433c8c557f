/** Carries out what a merchant does in the form. */
import type { EditorController } from './editor-controller.js';
import type { PreviewController } from './preview/preview-controller.js';
import { findingsOf, isResolved, resolvedEdit } from './state/editor-modes.js';
import { newLockouts, possibleUndoLockouts } from './state/lockouts.js';
import type { FormActions } from './views/form-actions.js';
import { discardQuestion, lockoutQuestion, type Question, undoQuestion } from './views/question-dialog.js';
import type { Words } from './words/words.js';

/** The element that the actions work on. */
interface ActionHost {
  /** Opens a question over the form. It is worded when it is drawn, in the language that the page has then. */
  ask: (question: (words: Words) => Question) => void;
  /** Moves the focus to the first match, after the next update. */
  moveFocus: (...selectors: string[]) => void;
  savesElsewhere: () => boolean;
}

export function createFormActions(editor: EditorController, preview: PreviewController, host: ActionHost): FormActions {
  const updatePreview = () => {
    if (editor.mode.name === 'edit') preview.show(editor.mode.draft);
  };
  const discard = () => {
    editor.discard();
    host.moveFocus('[part=title]');
  };
  const undo = async () => {
    const begun = await editor.beginUndo();
    if (!begun) return;
    const { target, changed } = begun;
    const lockouts = changed ? possibleUndoLockouts(changed, target) : [];
    if (changed && !lockouts.length) return editor.undo(target);
    host.ask((words) =>
      undoQuestion(
        words,
        lockouts,
        () => void editor.undo(target),
        () => editor.cancelUndo(),
      ),
    );
  };
  /** Asks first if the save would lock readers out. */
  const confirmLockouts = (lockouts: readonly string[], save: () => void) => {
    if (lockouts.length) host.ask((words) => lockoutQuestion(words, lockouts, save));
    else save();
  };
  return {
    edit() {
      if (editor.busy) return;
      editor.edit();
      host.moveFocus('[part=title]');
      updatePreview();
    },
    submit(event) {
      event.preventDefault();
      const { mode, loaded } = editor;
      if (mode.name !== 'edit' || !loaded) return;
      // A draft with errors is not sent, so there is nothing to confirm.
      confirmLockouts(editor.hasErrors ? [] : newLockouts(mode, loaded), () => void editor.save());
    },
    cancel() {
      // A request that is under way cannot be called back: wait for its outcome.
      if (editor.busy) return;
      if (editor.unsaved) host.ask((words) => discardQuestion(words, discard));
      else discard();
    },
    choose(choice) {
      if (editor.mode.name === 'conflict') editor.show({ ...editor.mode, choice });
    },
    resolveConflict(event) {
      event.preventDefault();
      const { mode, loaded } = editor;
      if (mode.name !== 'conflict' || !loaded) return;
      if (!isResolved(mode, loaded)) {
        editor.show({ ...mode, tried: true });
        host.moveFocus('[aria-invalid=true]');
        return;
      }
      const next = resolvedEdit(mode, loaded);
      // Two valid drafts can be invalid once merged; a draft with errors is not sent.
      const hasErrors = findingsOf(next, mode.theirs).some(({ severity }) => severity === 'error');
      confirmLockouts(
        hasErrors ? [] : newLockouts(next, mode.theirs),
        () => void editor.resolveConflict().then(updatePreview),
      );
    },
    reload: () => void editor.load().then(() => host.moveFocus('[role=alert]', '[part=title]')),
    undo: () => void undo(),
    draftChanged: updatePreview,
    sample: preview.samples.sampleFor,
    savesElsewhere: host.savesElsewhere,
  };
}
