import type { MerchantKey } from '../../contract/merchant-settings.js';
import type { Editing, LoadedSettings, EditorFinding } from '../state/editor-modes.js';
import type { TextSample } from './text-sample.js';
import type { Words } from '../words/words.js';

/** What the form's templates are drawn with. */
export interface EditorUi {
  words: Words;
  loaded: LoadedSettings;
  edit: Editing;
  findings: readonly EditorFinding[];
  /** A change that is complete. */
  setValue: (key: MerchantKey, value: unknown) => void;
  /** A field of one line is being typed into, or left. */
  trackTyping: (event: Event) => void;
  /** One that is under way: a letter of a text. */
  typeValue: (key: MerchantKey, value: unknown) => void;
  /** What readers will see of a text of a setting in a language. */
  sample: (key: MerchantKey, language: string, text: string) => TextSample;
}
