/** Settings, findings and versions in words. */
import { isRecord } from '../../contract/json.js';
import {
  fieldOf,
  type MerchantField,
  type MerchantKey,
  merchantFields,
  unsupportedKeys,
} from '../../contract/merchant-settings.js';
import { readableDomain } from './readable-domain.js';
import type { Text } from '../locales/en.js';
import type { LoadedSettings, EditorFinding } from '../state/editor-modes.js';
import { formatTyped } from '../state/typed-values.js';
import type { Words } from './words.js';

/** The name of a setting; of an unknown one, its key. */
export const settingName = (words: Words, key: string): string =>
  (key in merchantFields || unsupportedKeys.some((each) => each === key) ? words.of(key) : undefined) ?? key;

/** The name of one part of a setting: a language, a flag. */
export const partInWords = (words: Words, key: string, part: string): string =>
  words.of(`language.${part}`) ?? words.of(`${key}.${part}`) ?? part;

/** Authors that the settings store makes up, for versions that nobody saved by the form → their text. */
const madeUpAuthors: Readonly<Record<string, Text>> = {
  initial: 'version.initial',
  'edited in the file': 'version.file',
};

/** Who saved a version, and when. */
export function versionInWords(words: Words, { number, by, at }: NonNullable<LoadedSettings['version']>): string {
  // British like the texts.
  const language = words.language === 'en' ? 'en-GB' : words.language;
  const when = new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return words(madeUpAuthors[by] ?? 'version', { number, who: by, when });
}

/** The heading above what somebody else has saved. Their name is known only where versions are counted. */
export const theirsInWords = (words: Words, { version }: LoadedSettings): string =>
  version && !madeUpAuthors[version.by]
    ? words('conflict.theirs', { who: version.by })
    : words('conflict.theirs.nobody');

const asWritten = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A value of a choice or a set; an unknown one as it is written. */
export function choiceInWords(words: Words, key: MerchantKey, value: unknown): string {
  if (value === null) return words('none');
  return (typeof value === 'string' ? words.of(`${key}.${value}`) : undefined) ?? asWritten(value);
}

/** Whether a setting has an effect with this value; `undefined`: it always has one, or the value is odd. */
function isOn(field: MerchantField, value: unknown): boolean | undefined {
  if (field.kind === 'flag') return typeof value === 'boolean' ? value : undefined;
  if (field.kind === 'choice')
    return field.harmless !== undefined && field.values.some((each) => each === value)
      ? value !== field.harmless
      : undefined;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  return isRecord(value) ? Object.values(value).some(Boolean) : undefined;
}

/** What this value of a setting means for readers, else what the setting is for. */
export function meaningOf(words: Words, key: MerchantKey, value: unknown): string | undefined {
  const on = isOn(fieldOf(key), value);
  return (on === undefined ? undefined : words.of(`${key}.${on ? 'on' : 'off'}`)) ?? words.of(`${key}.help`);
}

/** A whole value in words; an odd one as it is written, so that nothing is left out. */
export function valueInWords(words: Words, key: MerchantKey, value: unknown): string {
  const field = fieldOf(key);
  if (value === undefined || value === null) return words('none');
  if (typeof value === 'boolean') return words(value ? 'yes' : 'no');
  const list = (members: readonly string[]) => members.join(', ');
  if (field.kind === 'choice') return choiceInWords(words, key, value);
  if (field.kind === 'set' && Array.isArray(value))
    return value.length ? list(value.map((each) => choiceInWords(words, key, each))) : words('any');
  if (field.kind === 'flags' && isRecord(value)) {
    const odd = Object.entries(value).some(([each, on]) => !field.values.includes(each) || typeof on !== 'boolean');
    if (odd) return asWritten(value);
    const on = Object.keys(value).filter((each) => value[each] === true);
    return on.length ? list(on.map((each) => choiceInWords(words, key, each))) : words('none');
  }
  if (field.kind === 'texts' && isRecord(value)) {
    if (Object.values(value).some((each) => typeof each !== 'string')) return asWritten(value);
    const written = Object.keys(value).filter((each) => value[each] !== '');
    return written.length ? list(written.map((each) => words.of(`language.${each}`) ?? each)) : words('none');
  }
  const typed = formatTyped(field, value, readableDomain);
  if (typed) return typed;
  return field.kind === 'domains' || field.kind === 'countries' ? words('any') : words('none');
}

/** The ID of a finding's text. */
function findingText(kind: MerchantField['kind'], code: EditorFinding['code'], value: unknown, part = ''): Text {
  // For something that is no number, naming the range helps more. 0 is known to the hosted API, which reads it as 1.
  if (kind === 'integer' && value === 0) return 'finding.zero';
  if (kind === 'integer' && code === 'unknown-value') return 'finding.out-of-range';
  // `*` and the like: somebody means every domain.
  if (code === 'not-a-domain' && /^[*.]+$/.test(part)) return 'finding.every-domain';
  return `finding.${code}`;
}

/** A finding in words. */
export function findingInWords(words: Words, { key, code, part, suggestion }: EditorFinding, value: unknown): string {
  const field = fieldOf(key);
  const limits = { ...('min' in field && { min: field.min }), ...('max' in field && { max: field.max }) };
  const text = words(findingText(field.kind, code, value, part), {
    ...limits,
    value: asWritten(value),
    part: part ?? '',
    suggestion: suggestion ?? '',
  });
  // Name the text that is too long.
  return code === 'too-long' && field.kind === 'texts' && part !== undefined
    ? words('finding.in', { part: partInWords(words, key, part), text })
    : text;
}
