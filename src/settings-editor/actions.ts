/** Carries out what a person does in the form. */
import { leaving, type Question, risking, undoing } from './views/question-dialog.js';
import type { EditorController } from './controller.js';
import type { Acts } from './views/actions.js';
import type { PreviewController } from './preview/controller.js';
import { risks, undoRisks } from './state/risks.js';
import { findingsOf, isChosen, settled } from './state/editor-modes.js';
import type { Words } from './words/words.js';

/** The element that they are done in. */
interface Stage {
  /** Puts a question over the form, in the page's language as it is by then. */
  ask: (question: (words: Words) => Question) => void;
  /** Moves the focus to the first of these that is there, once it is drawn. */
  lead: (...selectors: string[]) => void;
  savesElsewhere: () => boolean;
}

export function actsOf(editor: EditorController, preview: PreviewController, stage: Stage): Acts {
  const previewed = () => {
    if (editor.mode.name === 'edit') preview.show(editor.mode.draft);
  };
  const discard = () => {
    editor.discard();
    stage.lead('[part=title]');
  };
  const undo = async () => {
    const begun = await editor.beginUndo();
    if (!begun) return;
    const { about, changed } = begun;
    const risky = changed ? undoRisks(changed, about) : [];
    if (changed && !risky.length) return editor.undo(about);
    stage.ask((words) =>
      undoing(
        words,
        risky,
        () => void editor.undo(about),
        () => editor.endUndo(),
      ),
    );
  };
  /** Asks first where readers would be shut out. */
  const sure = (risky: readonly string[], save: () => void) => {
    if (risky.length) stage.ask((words) => risking(words, risky, save));
    else save();
  };
  return {
    edit() {
      if (editor.busy) return;
      editor.edit();
      stage.lead('[part=title]');
      previewed();
    },
    submit(event) {
      event.preventDefault();
      const { mode, loaded } = editor;
      if (mode.name !== 'edit' || !loaded) return;
      // What cannot be saved is not asked about.
      sure(editor.faulty ? [] : risks(mode, loaded), () => void editor.save());
    },
    cancel() {
      // What is on its way cannot be called back: it is seen first what came of it.
      if (editor.busy) return;
      if (editor.unsaved) stage.ask((words) => leaving(words, discard));
      else discard();
    },
    choose(choice) {
      if (editor.mode.name === 'conflict') editor.show({ ...editor.mode, choice });
    },
    settle(event) {
      event.preventDefault();
      const { mode, loaded } = editor;
      if (mode.name !== 'conflict' || !loaded) return;
      if (!isChosen(mode, loaded)) {
        editor.show({ ...mode, tried: true });
        stage.lead('[aria-invalid=true]');
        return;
      }
      const next = settled(mode, loaded);
      // Each side was right by itself, and both together need not be: what cannot be saved is not asked about.
      const faulty = findingsOf(next, mode.theirs).some(({ severity }) => severity === 'error');
      sure(faulty ? [] : risks(next, mode.theirs), () => void editor.settle().then(previewed));
    },
    reload: () => void editor.load().then(() => stage.lead('[role=alert]', '[part=title]')),
    undo: () => void undo(),
    changed: previewed,
    sample: preview.samples.of,
    savesElsewhere: stage.savesElsewhere,
  };
}
