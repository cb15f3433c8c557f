import type { MerchantKey } from '../../contract/merchant-settings.js';
import type { Editing, Loaded, Remark } from '../state/editor-modes.js';
import type { Sample } from './text-sample.js';
import type { Words } from '../words/words.js';

/** What the form's templates are drawn with. */
export interface EditorUi {
  words: Words;
  loaded: Loaded;
  edit: Editing;
  findings: readonly Remark[];
  /** A change that is complete. */
  set: (key: MerchantKey, value: unknown) => void;
  /** A field of one line is being typed into, or left. */
  typing: (event: Event) => void;
  /** One that is under way: a letter of a text. */
  type: (key: MerchantKey, value: unknown) => void;
  /** What readers will see of a text of a setting in a language. */
  sample: (key: MerchantKey, language: string, text: string) => Sample;
}
