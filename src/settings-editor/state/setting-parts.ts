/** Settings of several values: texts by language, flags. Each part is changed for itself, and two people can change one each. */
import { isRecord, isSameJson } from '../../contract/json.js';
import { normalDomains } from '../../contract/merchant-domains.js';
import { fieldOf, type MerchantKey, merchantFields } from '../../contract/merchant-settings.js';

type Parts = Readonly<Record<string, unknown>>;

/** What a part holds, by kind of setting; a text of blanks and a flag that is off say the same as none. */
const types: Readonly<Record<string, string>> = { texts: 'string', flags: 'boolean' };
const isGiven = (part: unknown): boolean => (typeof part === 'string' ? part.trim() !== '' : Boolean(part));
const kindOf = (key: string) => (key in merchantFields ? fieldOf(key as MerchantKey).kind : '');

/** The parts of a value; `undefined`: the setting has none, or the value is an odd one, which is taken as a whole. */
function partsOf(key: string, value: unknown): Parts | undefined {
  const type = types[kindOf(key)];
  if (!type || !isRecord(value) || Object.values(value).some((each) => typeof each !== type)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => isGiven(each)));
}

/** A value as a server may have tidied it when it was saved. */
const tidy = (key: string, value: unknown): unknown =>
  kindOf(key) === 'domains' && typeof value === 'string' ? normalDomains(value) : (partsOf(key, value) ?? value);

/** Whether two values of a setting say the same. */
export const sameValue = (key: string, one: unknown, other: unknown): boolean =>
  isSameJson(tidy(key, one), tidy(key, other));

/** The names of the parts of a setting that several documents have; `undefined`: it is compared as a whole. */
export function partNames(key: string, documents: readonly Parts[]): readonly string[] | undefined {
  const all = documents.map((document) => partsOf(key, document[key]));
  return all.includes(undefined) ? undefined : [...new Set(all.flatMap((parts) => Object.keys(parts ?? {})))];
}

/** The part of a value, and the value with another one there: nothing takes its place where there is none. */
export const partIn = (value: unknown, part: string): unknown =>
  isRecord(value) && isGiven(value[part]) ? value[part] : undefined;
export const withPart = (value: unknown, part: string, next: unknown): Parts => {
  const { [part]: _former, ...rest } = isRecord(value) ? value : {};
  return next ? { ...rest, [part]: next } : rest;
};
