/** What readers will see of a merchant's text: the server's sanitiser has made a typed tree of it. */
import { html, nothing } from 'lit';
import { longestText } from '../../contract/merchant-settings.js';
import type { RichText } from '../../contract/rich-text.js';
import { richTextRenderer } from '../../parts/render-rich-text.js';
import type { Words } from '../words/words.js';

/** The tree of a text; `undefined`: it is not known yet, `null`: nobody can say. */
export type Sample = RichText | null | undefined;

const draw = richTextRenderer({ html });
/** A text that cannot be saved is no reader's to see. */
const isSeen = (text: string): boolean => text.trim() !== '' && text.length <= longestText;

/** Beside the text itself. */
export const sampleOf = (words: Words, text: string, tree: Sample): unknown =>
  !isSeen(text) || !tree
    ? nothing
    : html`<div part="sample" role="group" aria-label=${words('preview')}>
        ${tree.length ? draw(tree) : words('preview.nothing')}
      </div>`;

/** In place of the text; as it is written, where nobody can say what readers will see. */
export const readText = (words: Words, text: string, tree: Sample): unknown =>
  tree === null || !isSeen(text) ? text : sampleOf(words, text, tree);
