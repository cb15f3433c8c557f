/** Settings in words. */
import { isRecord } from '../contract/json.js';
import type { Finding } from '../contract/merchant-rules.js';
import { fieldOf, type MerchantKey } from '../contract/merchant-settings.js';
import { readableDomain } from './domains.js';
import type { Text } from './locales/en.js';
import { typedOf } from './values.js';
import type { Words } from './words.js';

/** The name of a setting. */
export const nameOf = (words: Words, key: MerchantKey): string => words(key);

const asItIs = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A value of a choice or a set; an unknown one as it is. */
export function choiceOf(words: Words, key: MerchantKey, value: unknown): string {
  if (value === null) return words('none');
  return (typeof value === 'string' ? words.of(`${key}.${value}`) : undefined) ?? asItIs(value);
}

/** A whole value, for people who only read it. Nothing of it is left out, however odd it is. */
export function valueInWords(words: Words, key: MerchantKey, value: unknown): string {
  const field = fieldOf(key);
  if (value === undefined || value === null) return words('none');
  if (typeof value === 'boolean') return words(value ? 'yes' : 'no');
  const list = (members: readonly string[]) => members.join(', ');
  if (field.kind === 'choice') return choiceOf(words, key, value);
  if (field.kind === 'set' && Array.isArray(value))
    return value.length ? list(value.map((each) => choiceOf(words, key, each))) : words('any');
  if (field.kind === 'flags' && isRecord(value)) {
    const odd = Object.entries(value).some(([each, on]) => !field.values.includes(each) || typeof on !== 'boolean');
    if (odd) return asItIs(value);
    const on = Object.keys(value).filter((each) => value[each] === true);
    return on.length ? list(on.map((each) => choiceOf(words, key, each))) : words('none');
  }
  if (field.kind === 'texts' && isRecord(value)) {
    if (Object.values(value).some((each) => typeof each !== 'string')) return asItIs(value);
    const written = Object.keys(value).filter((each) => value[each] !== '');
    return written.length ? list(written.map((each) => words.of(`language.${each}`) ?? each)) : words('none');
  }
  const typed = typedOf(field, value, readableDomain);
  if (typed) return typed;
  return field.kind === 'domains' || field.kind === 'countries' ? words('any') : words('none');
}

/** What is wrong or doubtful, in words. */
export function findingInWords(words: Words, { key, code, part, suggestion }: Finding, value: unknown): string {
  const field = fieldOf(key);
  const limits = { ...('min' in field && { min: field.min }), ...('max' in field && { max: field.max }) };
  // A number that is none: the range says more than the odd value.
  const named: Text = `finding.${code === 'unknown-value' && field.kind === 'integer' ? 'out-of-range' : code}`;
  return words(named, {
    ...limits,
    value: asItIs(value),
    part: part ?? '',
    suggestion: suggestion ?? '',
  });
}
