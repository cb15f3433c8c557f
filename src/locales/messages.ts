import type { msg as Msg, str as Str } from '@lit/localize';
import { page } from '../shared/page.js';

/** A text with placeholders. Typed as the localize tools' own, by which they find the texts (`test/locales`). */
export const str = ((strings: TemplateStringsArray, ...values: unknown[]) => ({
  strTag: true,
  strings,
  values,
})) as typeof Str;

type Template = Parameters<typeof Msg>[0];

/** Returns a text in the language of the page; where there is none by its ID, the English one that is given. */
export const msg = ((source: Template, { id }: { id: string }) => {
  const text = page.texts[page.locale]?.[id] ?? source;
  if (typeof text === 'string') return text;
  // A translation has in each place the number of the value.
  const values =
    text === source
      ? text.values
      : text.values.map((place) => (source as ReturnType<typeof Str>).values[place as number]);
  return 'strTag' in text ? String.raw({ raw: text.strings }, ...values) : { ...text, values };
}) as typeof Msg;
