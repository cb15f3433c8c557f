/** Keys of the document that the form does not edit. */
import { html, nothing } from 'lit';
import { merchantFields, unsupportedKeys } from '../../contract/merchant-settings.js';
import { settingsSection } from './settings-section.js';
import type { LoadedSettings } from '../state/editor-modes.js';
import type { Words } from '../words/words.js';

const definitionList = (entries: readonly (readonly [name: string, text: string])[]) =>
  html`<dl>
    ${entries.map(
      ([name, text]) =>
        html`<div part="setting">
          <dt>${name}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;

/** Lists the iframe's own settings and unknown ones; a save leaves both as they are. */
export function otherSettings(words: Words, { settings }: LoadedSettings): unknown {
  const iframe = unsupportedKeys.filter((key) => settings[key]);
  const unknown = Object.keys(settings).filter(
    (key) => !(key in merchantFields) && !unsupportedKeys.some((each) => each === key),
  );
  return html`${
    iframe.length
      ? settingsSection(words, 'unsupported', definitionList(iframe.map((key) => [words(key), words('unsupported')])))
      : nothing
  }
  ${
    unknown.length
      ? settingsSection(words, 'unknown', definitionList(unknown.map((key) => [key, JSON.stringify(settings[key])])))
      : nothing
  }`;
}
