/** Carries out what a person does in the form. */
import { discardQuestion, type Question, lockoutQuestion, undoQuestion } from './views/question-dialog.js';
import type { EditorController } from './controller.js';
import type { FormActions } from './views/actions.js';
import type { PreviewController } from './preview/controller.js';
import { newLockouts, possibleUndoLockouts } from './state/risks.js';
import { findingsOf, isResolved, resolvedEdit } from './state/editor-modes.js';
import type { Words } from './words/words.js';

/** The element that they are done in. */
interface ActionHost {
  /** Puts a question over the form, in the page's language as it is by then. */
  ask: (question: (words: Words) => Question) => void;
  /** Moves the focus to the first of these that is there, once it is drawn. */
  moveFocus: (...selectors: string[]) => void;
  savesElsewhere: () => boolean;
}

export function createFormActions(editor: EditorController, preview: PreviewController, stage: ActionHost): FormActions {
  const previewed = () => {
    if (editor.mode.name === 'edit') preview.show(editor.mode.draft);
  };
  const discard = () => {
    editor.discard();
    stage.moveFocus('[part=title]');
  };
  const undo = async () => {
    const begun = await editor.beginUndo();
    if (!begun) return;
    const { about, changed } = begun;
    const risky = changed ? possibleUndoLockouts(changed, about) : [];
    if (changed && !risky.length) return editor.undo(about);
    stage.ask((words) =>
      undoQuestion(
        words,
        risky,
        () => void editor.undo(about),
        () => editor.endUndo(),
      ),
    );
  };
  /** Asks first where readers would be shut out. */
  const sure = (risky: readonly string[], save: () => void) => {
    if (risky.length) stage.ask((words) => lockoutQuestion(words, risky, save));
    else save();
  };
  return {
    edit() {
      if (editor.busy) return;
      editor.edit();
      stage.moveFocus('[part=title]');
      previewed();
    },
    submit(event) {
      event.preventDefault();
      const { mode, loaded } = editor;
      if (mode.name !== 'edit' || !loaded) return;
      // What cannot be saved is not asked about.
      sure(editor.hasErrors ? [] : newLockouts(mode, loaded), () => void editor.save());
    },
    cancel() {
      // What is on its way cannot be called back: it is seen first what came of it.
      if (editor.busy) return;
      if (editor.unsaved) stage.ask((words) => discardQuestion(words, discard));
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
        stage.moveFocus('[aria-invalid=true]');
        return;
      }
      const next = resolvedEdit(mode, loaded);
      // Each side was right by itself, and both together need not be: what cannot be saved is not asked about.
      const faulty = findingsOf(next, mode.theirs).some(({ severity }) => severity === 'error');
      sure(faulty ? [] : newLockouts(next, mode.theirs), () => void editor.resolveConflict().then(previewed));
    },
    reload: () => void editor.load().then(() => stage.moveFocus('[role=alert]', '[part=title]')),
    undo: () => void undo(),
    draftChanged: previewed,
    sample: preview.samples.sampleFor,
    savesElsewhere: stage.savesElsewhere,
  };
}
