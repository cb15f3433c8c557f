/** What a person can do in the form, as its views call it. */
import type { ConflictChoice } from '../state/editor-modes.js';
import type { TextSample } from './text-sample.js';

export interface FormActions {
  edit: () => void;
  submit: (event: Event) => void;
  cancel: () => void;
  /** Chooses between what two people saved, and saves what was chosen. */
  choose: (choice: ConflictChoice) => void;
  resolveConflict: (event: Event) => void;
  undo: () => void;
  /** Loads the settings again, after it has failed. */
  reload: () => void;
  /** A change of the draft is complete. */
  draftChanged: () => void;
  /** What readers will see of a text of a setting in a language. */
  sample: (key: string, language: string, text: string) => TextSample;
  /** Whether the page saves by itself. */
  savesElsewhere: () => boolean;
}
