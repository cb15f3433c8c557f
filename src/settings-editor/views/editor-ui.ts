import type { MerchantKey } from '../../contract/merchant-settings.js';
import type { Editing, LoadedSettings, EditorFinding } from '../state/editor-modes.js';
import type { TextSample } from './text-sample.js';
import type { Words } from '../words/words.js';

/** What the templates of the edit form need. */
export interface EditorUi {
  words: Words;
  loaded: LoadedSettings;
  edit: Editing;
  findings: readonly EditorFinding[];
  /** Sets a value: the change is complete. */
  setValue: (key: MerchantKey, value: unknown) => void;
  /** For `input` and `blur` of a one-line field, whose text is no value yet. */
  trackTyping: (event: Event) => void;
  /** Sets a value while it is typed: a letter of a text. */
  typeValue: (key: MerchantKey, value: unknown) => void;
  /** What readers see of a setting's text in a language. */
  sample: (key: MerchantKey, language: string, text: string) => TextSample;
}
