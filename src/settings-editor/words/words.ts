import { germanFormTexts } from '../locales/de.js';
import { englishFormTexts, type Text } from '../locales/en.js';

const tables: Record<string, Readonly<Record<string, string>>> = { en: englishFormTexts, de: germanFormTexts };

/**
 * Overrides texts of the settings form in one language. The form shows them at its next update.
 *
 * @param more text by its ID, a whole language or a few texts of it
 * @example
 * ```ts
 * import { addTexts } from 'sso-elements/settings';
 *
 * addTexts('en', { save: 'Publish' });
 * ```
 */
export function addFormTexts(language: string, more: Readonly<Record<string, string>>): void {
  tables[language] = { ...tables[language], ...more };
}

/** The texts of one language. */
export interface Words {
  /** A text with its `{places}` filled. */
  (text: Text, places?: Readonly<Record<string, string | number>>): string;
  /** A text whose ID is made of a setting's key or value; `undefined` if there is none. */
  of(name: string): string | undefined;
  language: string;
}

/** @param wanted a language that there are texts in, else English is taken */
export function wordsOf(wanted: string): Words {
  const language = wanted in tables ? wanted : 'en';
  const table: Readonly<Record<string, string>> = tables[language] ?? englishFormTexts;
  const inWords = (text: Text, places: Readonly<Record<string, string | number>> = {}): string =>
    (table[text] ?? englishFormTexts[text]).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(places[name] ?? whole),
    );
  return Object.assign(inWords, { of: (name: string) => table[name], language });
}
