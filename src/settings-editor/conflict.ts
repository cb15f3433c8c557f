/** Two people have saved: both sides, and a choice where they clash. */
import { html, type TemplateResult } from 'lit';
import { isRecord } from '../contract/json.js';
import { fieldOf, merchantFields, type MerchantKey } from '../contract/merchant-settings.js';
import { type Difference, differences } from './draft.js';
import { nameOf, valueInWords } from './say.js';
import { begin, type Loaded, type Mode } from './state.js';
import type { Words } from './words.js';

type Conflict = Extract<Mode, { name: 'conflict' }>;
type Choice = Conflict['choice'];

/** A long text is compared as it is written, everything else in words. */
function shown(words: Words, key: string, value: unknown): unknown {
  const isText = isRecord(value) && Object.values(value).every((each) => typeof each === 'string');
  if (!isText || !(key in merchantFields) || fieldOf(key as MerchantKey).kind !== 'texts')
    return key in merchantFields ? valueInWords(words, key as MerchantKey, value) : JSON.stringify(value);
  return Object.entries(value).map(
    ([language, text]) => html`<p>${words.of(`language.${language}`) ?? language}: ${text}</p>`,
  );
}

export function conflictForm(
  words: Words,
  base: Loaded,
  { edit, theirs, choice }: Conflict,
  act: { choose: (choice: Choice) => void; settle: (event: Event) => void; cancel: () => void },
): TemplateResult {
  const rows = differences(begin(base).draft, edit.draft, begin(theirs).draft);
  const who = theirs.version?.by ?? '';
  const option = ({ key, from, ...values }: Difference, side: 'mine' | 'theirs') => {
    const text = shown(words, key, values[side]);
    // Changed by one side alone: that one is kept, and nobody is asked.
    if (from) return html`<td>${from === side ? html`<b>${text}</b>` : text}</td>`;
    return html`<td>
      <p part="box">
        <input
          type="radio"
          required
          id="${side}-${key}"
          name=${key}
          .checked=${choice[key] === side}
          @change=${() => act.choose({ ...choice, [key]: side })}
        />
        <label for="${side}-${key}">${text}</label>
      </p>
    </td>`;
  };
  return html`<form part="conflict" @submit=${act.settle}>
    <div part="notice" role="alert" tabindex="-1">
      <h3>${words('conflict.title')}</h3>
      <p part="text">${words('conflict.text')}</p>
    </div>
    <table>
      <thead>
        <tr>
          <th scope="col">${words('conflict.setting')}</th>
          <th scope="col">${words('conflict.mine')}</th>
          <th scope="col">${words('conflict.theirs', { who })}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${nameOf(words, row.key as MerchantKey)}</th>
              ${option(row, 'mine')}${option(row, 'theirs')}
            </tr>`,
        )}
      </tbody>
    </table>
    <div part="actions">
      <button part="submit">${words('conflict.save')}</button>
      <button part="button" type="button" @click=${act.cancel}>${words('cancel')}</button>
    </div>
  </form>`;
}
