/** The texts of the pages, without the stories. */
import type { Language } from './language.js';
import { de } from './de.js';
import { en, type Text } from './en.js';

export type { Text };
export const texts: Readonly<Record<Language, Readonly<Record<Text, string>>>> = { en, de };
