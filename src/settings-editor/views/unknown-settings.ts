/** What a document holds beside the settings that the form is for. */
import { html, nothing } from 'lit';
import { merchantFields, unsupportedKeys } from '../../contract/merchant-settings.js';
import { sectionOf } from './section.js';
import type { Loaded } from '../state/editor-modes.js';
import type { Words } from '../words/words.js';

const list = (entries: readonly (readonly [name: string, text: string])[]) =>
  html`<dl>
    ${entries.map(
      ([name, text]) =>
        html`<div part="setting">
          <dt>${name}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;

/** What was written for the iframe that the elements replace, and settings that are not known: neither is changed here. */
export function others(words: Words, { settings }: Loaded): unknown {
  const iframe = unsupportedKeys.filter((key) => settings[key]);
  const unknown = Object.keys(settings).filter(
    (key) => !(key in merchantFields) && !unsupportedKeys.some((each) => each === key),
  );
  return html`${
    iframe.length
      ? sectionOf(words, 'unsupported', list(iframe.map((key) => [words(key), words('unsupported')])))
      : nothing
  }
  ${
    unknown.length
      ? sectionOf(words, 'unknown', list(unknown.map((key) => [key, JSON.stringify(settings[key])])))
      : nothing
  }`;
}
