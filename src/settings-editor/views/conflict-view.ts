/** The view of a conflict: both versions side by side, and a choice where both changed the same setting. */
import { html, nothing, type TemplateResult } from 'lit';
import { isRecord } from '../../contract/json.js';
import { fieldOf, merchantFields, type MerchantKey } from '../../contract/merchant-settings.js';
import type { FormActions } from './form-actions.js';
import { type Difference, differenceId, type Side } from '../state/draft-merge.js';
import { settingName, partInWords, theirsInWords, valueInWords } from '../words/settings-in-words.js';
import { conflictDifferences, type Conflict, type LoadedSettings } from '../state/editor-modes.js';
import type { Words } from '../words/words.js';

/** One side's value: merchant's texts as written, everything else in words. */
function shown(words: Words, { key, part }: Difference, value: unknown): unknown {
  if (!(key in merchantFields)) return value === undefined ? words('none') : JSON.stringify(value);
  const isTexts = fieldOf(key as MerchantKey).kind === 'texts';
  if (part !== undefined && isTexts) return typeof value === 'string' ? value : words('none');
  if (part !== undefined) return words(value === true ? 'yes' : 'no');
  const isText = isTexts && isRecord(value) && Object.values(value).every((each) => typeof each === 'string');
  if (!isText) return valueInWords(words, key as MerchantKey, value);
  return Object.entries(value).map(
    ([language, text]) => html`<span part="text">${partInWords(words, key, language)}: ${text}</span>`,
  );
}

/** One difference, with a choice if both sides have changed it. */
function row(
  words: Words,
  difference: Difference,
  { choice, tried = false }: Conflict,
  choose: FormActions['choose'],
): TemplateResult {
  const { key, part, from } = difference;
  const id = differenceId(difference);
  const isMissing = tried && !from && choice[id] === undefined;
  const cell = (side: Side) => {
    const text = shown(words, difference, difference[side]);
    // A change of one side only is taken without asking.
    if (from) return html`<td>${from === side ? html`<b>${text}</b>` : text}</td>`;
    return html`<td>
      <p part="box">
        <input
          type="radio"
          id="${side}-${id}"
          name=${id}
          aria-labelledby="name-${id} label-${side}-${id}"
          aria-describedby="${isMissing ? `missing-${id} ` : ''}side-${side}"
          aria-invalid=${isMissing ? 'true' : nothing}
          .checked=${choice[id] === side}
          @change=${() => choose({ ...choice, [id]: side })}
        />
        <label id="label-${side}-${id}" for="${side}-${id}">${text}</label>
      </p>
    </td>`;
  };
  return html`<tr>
    <th scope="row">
      <span id="name-${id}">
        ${settingName(words, key)}${part === undefined ? nothing : `: ${partInWords(words, key, part)}`}
      </span>
      ${isMissing ? html`<p part="error" id="missing-${id}">${words('conflict.missing')}</p>` : nothing}
    </th>
    ${cell('mine')}${cell('theirs')}
  </tr>`;
}

export function conflictForm(
  words: Words,
  base: LoadedSettings,
  conflict: Conflict,
  { choose, resolveConflict, cancel }: Pick<FormActions, 'choose' | 'resolveConflict' | 'cancel'>,
): TemplateResult {
  return html`<form part="conflict" novalidate @submit=${resolveConflict}>
    <div part="notice" role="alert" tabindex="-1">
      <h3>${words('conflict.title')}</h3>
      <p part="text">${words('conflict.text')}</p>
    </div>
    <table>
      <thead>
        <tr>
          <th scope="col">${words('conflict.setting')}</th>
          <th scope="col" id="side-mine">${words('conflict.mine')}</th>
          <th scope="col" id="side-theirs">${theirsInWords(words, conflict.theirs)}</th>
        </tr>
      </thead>
      <tbody>
        ${conflictDifferences(conflict, base).map((each) => row(words, each, conflict, choose))}
      </tbody>
    </table>
    <div part="actions">
      <button part="submit">${words('conflict.save')}</button>
      <button part="button" type="button" @click=${cancel}>${words('cancel')}</button>
    </div>
  </form>`;
}
