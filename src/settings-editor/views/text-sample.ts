/** A merchant's text as readers see it, from the tree that the server's sanitiser has made of it. */
import { html, nothing } from 'lit';
import { longestText } from '../../contract/merchant-settings.js';
import type { RichText } from '../../contract/rich-text.js';
import { richTextRenderer } from '../../parts/render-rich-text.js';
import type { Words } from '../words/words.js';

/** The sanitised tree of a text; `undefined`: not fetched yet; `null`: it could not be fetched. */
export type TextSample = RichText | null | undefined;

const draw = richTextRenderer({ html });
/** Whether readers could see the text: one that is too long cannot be saved. */
const isShowable = (text: string): boolean => text.trim() !== '' && text.length <= longestText;

/** The sample beside the text's field. */
export const textSample = (words: Words, text: string, tree: TextSample): unknown =>
  !isShowable(text) || !tree
    ? nothing
    : html`<div part="sample" role="group" aria-label=${words('preview')}>
        ${tree.length ? draw(tree) : words('preview.nothing')}
      </div>`;

/** The sample instead of the text; the text as written if there is no sample. */
export const textAsShown = (words: Words, text: string, tree: TextSample): unknown =>
  tree === null || !isShowable(text) ? text : textSample(words, text, tree);
