import { de } from '../locales/de.js';
import { en, type Text } from '../locales/en.js';

const tables: Record<string, Readonly<Record<string, string>>> = { en, de };

/** Overrides single texts of a language: name → text. The form shows them at its next update. */
export function addTexts(language: string, more: Readonly<Record<string, string>>): void {
  tables[language] = { ...tables[language], ...more };
}

/** The words of one language. */
export interface Words {
  /** A text, its `{places}` filled. */
  (text: Text, places?: Readonly<Record<string, string | number>>): string;
  /** A text whose name is made of a setting's key or value; `undefined` where there is none. */
  of(name: string): string | undefined;
  language: string;
}

/** @param language `de`, else English. */
export function wordsOf(language: string): Words {
  const table: Readonly<Record<string, string>> = tables[language] ?? en;
  const say = (text: Text, places: Readonly<Record<string, string | number>> = {}): string =>
    (table[text] ?? en[text]).replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
  return Object.assign(say, { of: (name: string) => table[name], language });
}
