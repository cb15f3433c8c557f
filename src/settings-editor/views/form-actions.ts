/** What a merchant can do in the form; the views call these. */
import type { ConflictChoice } from '../state/editor-modes.js';
import type { TextSample } from './text-sample.js';

export interface FormActions {
  edit: () => void;
  submit: (event: Event) => void;
  cancel: () => void;
  /** Chooses sides in a conflict. */
  choose: (choice: ConflictChoice) => void;
  /** Saves what was chosen. */
  resolveConflict: (event: Event) => void;
  undo: () => void;
  /** Loads the settings again after a failure. */
  reload: () => void;
  /** Called when a change of the draft is complete. */
  draftChanged: () => void;
  /** What readers see of a setting's text in a language. */
  sample: (key: string, language: string, text: string) => TextSample;
  /** Whether the page itself saves. */
  savesElsewhere: () => boolean;
}
