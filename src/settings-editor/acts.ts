/** What a person can do in the form. */
import type { RichText } from '../contract/rich-text.js';
import { leaving, type Question, risking, undoing } from './confirm.js';
import type { EditorController } from './controller.js';
import type { PreviewController } from './preview-controller.js';
import { risks, undoRisks } from './state.js';
import type { Words } from './words.js';

export interface Acts {
  edit: () => void;
  submit: (event: Event) => void;
  cancel: () => void;
  undo: () => void;
  /** A change of the draft is complete. */
  changed: () => void;
  sample: (key: string, language: string) => RichText | undefined;
  /** Whether the page saves by itself. */
  savesElsewhere: () => boolean;
}

/** The element that they are done in. */
interface Stage {
  words: () => Words;
  /** Puts a question over the form. */
  ask: (question: Question) => void;
  /** Moves the focus to the first of these that is there, once it is drawn. */
  lead: (...selectors: string[]) => void;
  savesElsewhere: () => boolean;
}

export function actsOf(editor: EditorController, preview: PreviewController, stage: Stage): Acts {
  const previewed = () => {
    if (editor.mode.name === 'edit') preview.show(editor.mode.draft);
  };
  const discard = () => {
    editor.show({ name: 'read' });
    stage.lead('[part=title]');
  };
  const undo = async () => {
    const changed = await editor.changedLast();
    const risky = changed && editor.loaded ? undoRisks(changed, editor.loaded) : [];
    if (changed && !risky.length) await editor.undo();
    else stage.ask(undoing(stage.words(), risky, () => void editor.undo()));
  };
  return {
    edit() {
      editor.edit();
      stage.lead('[part=title]');
      previewed();
    },
    submit(event) {
      event.preventDefault();
      const { mode, loaded } = editor;
      if (mode.name !== 'edit' || !loaded) return;
      const risky = risks(mode, loaded);
      const save = () => void editor.save();
      if (risky.length) stage.ask(risking(stage.words(), risky, save));
      else save();
    },
    cancel() {
      const { mode, unsaved } = editor;
      // What is on its way cannot be called back: it is seen first what came of it.
      if (mode.name === 'edit' && mode.saving) return;
      if (unsaved) stage.ask(leaving(stage.words(), discard));
      else discard();
    },
    undo: () => void undo(),
    changed: previewed,
    sample: preview.samples.of,
    savesElsewhere: stage.savesElsewhere,
  };
}
