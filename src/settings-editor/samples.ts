/** What readers will see of a merchant's text: the server's sanitiser has made a typed tree of it. */
import { html, nothing } from 'lit';
import type { RichText } from '../contract/rich-text.js';
import { richText } from '../parts/rich-text.js';
import type { Words } from './words.js';

const draw = richText({ html });

/** @param tree `undefined`: it is not known */
export const sampleOf = (words: Words, text: string, tree: RichText | undefined): unknown =>
  !text.trim() || tree === undefined
    ? nothing
    : html`<div part="sample" role="group" aria-label=${words('preview')}>
        ${tree.length ? draw(tree) : words('preview.nothing')}
      </div>`;
