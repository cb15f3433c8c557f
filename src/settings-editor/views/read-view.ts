/** The settings as they are read, and the parts that reading and editing share. */
import { html, nothing, type TemplateResult } from 'lit';
import { isRecord } from '../../contract/json.js';
import { judgeMerchantSettings } from '../../contract/merchant-rules.js';
import { fieldOf, type MerchantKey, merchantKeys, type Section, sections } from '../../contract/merchant-settings.js';
import { fieldFor } from './fields.js';
import { settingsSection } from './settings-section.js';
import { otherSettings } from './other-settings.js';
import { findingInWords, meaningOf, settingName, valueInWords, versionInWords } from '../words/settings-in-words.js';
import { textAsShown } from './text-sample.js';
import { lockoutsIn } from '../state/lockouts.js';
import type { LoadedSettings, Mode, FailureReason } from '../state/editor-modes.js';
import type { EditorUi } from './editor-ui.js';
import type { FormActions } from './form-actions.js';
import type { Words } from '../words/words.js';

const keysOf = (section: Section): MerchantKey[] => merchantKeys.filter((key) => fieldOf(key).section === section);

/** A failure, with a button to try again if `again` is given. */
export const failureBox = (words: Words, text: string, again?: () => void): TemplateResult =>
  html`<div part="problem" role="alert" tabindex="-1">
    <p part="text">${text}</p>
    ${again ? html`<div><button part="retry" type="button" @click=${again}>${words('reload')}</button></div>` : nothing}
  </div>`;
export const failureText = (words: Words, failure: FailureReason): string => words(`trouble.${failure}`);

/** Findings about the loaded settings: shown, and nothing is changed. */
function notices(words: Words, loaded: LoadedSettings): unknown {
  // An absent setting has its standard value: no finding.
  const found = judgeMerchantSettings(loaded.settings, loaded.capabilities).filter(
    ({ code, key }) => code !== 'missing' || loaded.settings[key] === null,
  );
  // The hosted API nests settings under this name; here it can only be a malformed value.
  const { settings } = loaded.settings;
  if (!found.length && settings === undefined) return nothing;
  return html`<div part="notice">
    <p part="text"><b>${words('notices.title')}</b></p>
    <ul>
      ${settings === undefined ? nothing : html`<li>${words('notices.settings', { value: JSON.stringify(settings) })}</li>`}
      ${found.map(
        (finding) =>
          html`<li>
            ${settingName(words, finding.key)}: ${findingInWords(words, finding, loaded.settings[finding.key])}
          </li>`,
      )}
    </ul>
  </div>`;
}

/** Texts as readers see them, by language; `undefined`: the setting holds no texts, or odd ones. */
function textsOf(words: Words, key: MerchantKey, value: unknown, sample: EditorUi['sample']): unknown {
  if (fieldOf(key).kind !== 'texts' || !isRecord(value)) return undefined;
  const written = Object.entries(value).filter(([, text]) => text !== '');
  if (!written.length || written.some(([, text]) => typeof text !== 'string')) return undefined;
  return written.map(
    ([language, text]) =>
      html`<dd>${words.of(`language.${language}`) ?? language}</dd>
        <dd>${textAsShown(words, String(text), sample(key, language, String(text)))}</dd>`,
  );
}

/** All settings in words. */
export const settingsList = (words: Words, loaded: LoadedSettings, sample: EditorUi['sample']): TemplateResult =>
  html`${notices(words, loaded)}
  ${sections.map((section) =>
    settingsSection(
      words,
      section,
      html`<dl>
        ${keysOf(section).map((key) => {
          const value = key in loaded.settings ? loaded.settings[key] : fieldOf(key).standard;
          const meaning = meaningOf(words, key, value);
          return html`<div part="setting">
            <dt>${settingName(words, key)}</dt>
            ${textsOf(words, key, value, sample) ?? html`<dd>${valueInWords(words, key, value)}</dd>`}
            ${meaning ? html`<dd part="help">${meaning}</dd>` : nothing}
          </div>`;
        })}
      </dl>`,
    ),
  )}
  ${otherSettings(words, loaded)}`;

/** All settings as fields. */
export const settingsFields = (ui: EditorUi): TemplateResult =>
  html`${sections.map((section) =>
    settingsSection(
      ui.words,
      section,
      html`<div part="fields">${keysOf(section).map((key) => fieldFor(ui, key))}</div>`,
    ),
  )}
  ${otherSettings(ui.words, ui.loaded)}`;

/** A link if the text is a web address. */
const linkOrText = (where: string): unknown =>
  /^https?:\/\//i.test(where) ? html`<a href=${where}>${where}</a>` : where;

/** Above the settings: which lockouts are active, who saved last, and the buttons. */
export function readBar(
  words: Words,
  { settings, version, writable, where }: LoadedSettings,
  { failure, undoing = false }: Extract<Mode, { name: 'read' }>,
  { savesElsewhere, edit, undo }: Pick<FormActions, 'savesElsewhere' | 'edit' | 'undo'>,
): TemplateResult {
  const changeable = writable || savesElsewhere();
  const lockouts = lockoutsIn(settings);
  return html`${
    lockouts.length
      ? lockouts.map((key) => html`<p part="notice">${words.of(`${key}.active`) ?? settingName(words, key)}</p>`)
      : html`<p part="text">${words('active')}</p>`
  }
  ${failure ? failureBox(words, failureText(words, failure)) : nothing}
  ${version ? html`<p part="help">${versionInWords(words, version)}</p>` : nothing}
  ${
    changeable
      ? html`<div part="actions">
          <button part="submit edit" type="button" aria-disabled=${undoing} @click=${edit}>${words('edit')}</button>
          ${
            writable && version && version.number > 1
              ? html`<button part="button" type="button" aria-disabled=${undoing} @click=${undo}>
                  ${words('undo')}
                </button>`
              : nothing
          }
        </div>`
      : html`<p part="notice">
          ${words('read-only')}
          ${where ? html`${words('read-only.where', { where: '' })}${linkOrText(where)}` : nothing}
        </p>`
  }`;
}
