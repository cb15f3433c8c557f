/** Fields of settings with several values: checkboxes, and texts by language. */
import { isRecord } from '../../contract/json.js';
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { textLanguages } from '../../contract/merchant-settings.js';
import { checkbox, type FieldView, describeField, valueIn } from './field-parts.js';
import { withPart } from '../state/setting-parts.js';
import { textSample } from './text-sample.js';
import { choiceInWords, settingName } from '../words/settings-in-words.js';

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** One checkbox for each value; `next` returns the setting's new value after a change. */
const checkboxesField =
  (
    has: (value: unknown, each: string) => boolean,
    next: (value: unknown, each: string, on: boolean) => unknown,
  ): FieldView =>
  (ui, key, value, field) => {
    const { invalid, describedBy, below } = describeField(ui, key);
    const values = 'values' in field ? field.values : [];
    return html`<fieldset part="field" tabindex="-1" aria-invalid=${invalid} aria-describedby=${describedBy}>
      <legend>${settingName(ui.words, key)}</legend>
      ${values.map((each) =>
        checkbox(`${key}-${each}`, choiceInWords(ui.words, key, each), has(value, each), (on) =>
          ui.setValue(key, next(value, each, on)),
        ),
      )}
      ${below}
    </fieldset>`;
  };

export const textsField: FieldView = (ui, key, value, field) => {
  const { invalid, describedBy, below } = describeField(ui, key);
  const written = isRecord(value) ? value : {};
  const max = 'max' in field ? field.max : 0;
  // The finding is about the setting as a whole, not about the length of one text.
  const isWhole = Object.values(written).every((text) => typeof text !== 'string' || text.length <= max);
  return html`<fieldset part="field" tabindex="-1" aria-invalid=${isWhole ? invalid : nothing}>
    <legend>${settingName(ui.words, key)}</legend>
    ${textLanguages.map((language) => {
      const text = typeof written[language] === 'string' ? written[language] : '';
      const id = `${key}-${language}`;
      return html`<div part="field">
        <label for=${id}>${ui.words(`language.${language}`)}</label>
        <textarea
          id=${id}
          rows="5"
          aria-invalid=${text.length > max ? invalid : nothing}
          aria-describedby="${id}-count ${describedBy === nothing ? '' : describedBy}"
          .value=${live(text)}
          @input=${(event: Event) => ui.typeValue(key, withPart(written, language, valueIn(event)))}
          @change=${(event: Event) => ui.setValue(key, withPart(written, language, valueIn(event)))}
        ></textarea>
        <p part="counter" id="${id}-count">${ui.words('characters', { count: text.length, max })}</p>
        ${textSample(ui.words, text, ui.sample(key, language, text))}
      </div>`;
    })}
    ${below}
  </fieldset>`;
};

export const setField = checkboxesField(
  (value, each) => listIn(value).includes(each),
  (value, each, on) => {
    const others = listIn(value).filter((other) => other !== each);
    return on ? [...others, each] : others;
  },
);

export const flagsField = checkboxesField(
  (value, each) => isRecord(value) && value[each] === true,
  (value, each, on) => ({ ...(isRecord(value) ? value : {}), [each]: on }),
);
