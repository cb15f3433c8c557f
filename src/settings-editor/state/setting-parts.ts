/** Settings that have parts: texts by language, flags. Each part is compared by itself, so two people can change one each. */
import { isRecord, isSameJson } from '../../contract/json.js';
import { normalDomains } from '../../contract/merchant-domains.js';
import { fieldOf, type MerchantKey, merchantFields } from '../../contract/merchant-settings.js';

type Parts = Readonly<Record<string, unknown>>;

/** Type of a part by kind of setting. A blank text and a flag that is off mean the same as no part. */
const partTypes: Readonly<Record<string, string>> = { texts: 'string', flags: 'boolean' };
const isGiven = (part: unknown): boolean => (typeof part === 'string' ? part.trim() !== '' : Boolean(part));
const kindOf = (key: string) => (key in merchantFields ? fieldOf(key as MerchantKey).kind : '');

/** The parts of a value; `undefined`: the setting has none, or the value is odd, and then compared as a whole. */
function partsOf(key: string, value: unknown): Parts | undefined {
  const type = partTypes[kindOf(key)];
  if (!type || !isRecord(value) || Object.values(value).some((each) => typeof each !== type)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => isGiven(each)));
}

/** A value as a server may normalise it when it saves. */
const normalise = (key: string, value: unknown): unknown =>
  kindOf(key) === 'domains' && typeof value === 'string' ? normalDomains(value) : (partsOf(key, value) ?? value);

/** Whether two values of a setting mean the same. */
export const sameValue = (key: string, one: unknown, other: unknown): boolean =>
  isSameJson(normalise(key, one), normalise(key, other));

/** The names of a setting's parts in any of the documents; `undefined`: the setting is compared as a whole. */
export function partNames(key: string, documents: readonly Parts[]): readonly string[] | undefined {
  const all = documents.map((document) => partsOf(key, document[key]));
  return all.includes(undefined) ? undefined : [...new Set(all.flatMap((parts) => Object.keys(parts ?? {})))];
}

/** One part of a value; `undefined`: it has none of that name, or a blank one. */
export const partIn = (value: unknown, part: string): unknown =>
  isRecord(value) && isGiven(value[part]) ? value[part] : undefined;
/** The value with a part replaced; without `next` the part is left out. */
export const withPart = (value: unknown, part: string, next: unknown): Parts => {
  const { [part]: _former, ...rest } = isRecord(value) ? value : {};
  return next ? { ...rest, [part]: next } : rest;
};
