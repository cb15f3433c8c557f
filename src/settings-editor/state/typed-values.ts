/** From the text that is typed into a field to a setting's value, and back. */
import { domainsOf, normalDomains } from '../../contract/merchant-domains.js';
import { isRecord } from '../../contract/json.js';
import { fieldOf, type MerchantField, type MerchantKey, textLanguages } from '../../contract/merchant-settings.js';

const splitCodes = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((each) => each.trim().toUpperCase())
    .filter(Boolean);

/** Returns the value of what was typed. Text that cannot be a value is returned as it is, for the rules to find. */
export function parseTyped(field: MerchantField, typed: string): unknown {
  switch (field.kind) {
    case 'integer':
      if (!typed.trim()) return field.standard;
      // 15 digits are exact in a number. Anything else stays text, which the rules refuse.
      return /^\d{1,15}$/.test(typed.trim()) ? Number(typed) : typed;
    case 'domains':
      return normalDomains(typed);
    case 'countries':
      return [...new Set(splitCodes(typed))];
    default:
      return typed.trim();
  }
}

/** Returns a value as text for a field; of an unknown type, as JSON. */
export function formatTyped(field: MerchantField, value: unknown, readable: (domain: string) => string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return field.kind === 'domains' ? domainsOf(value).map(readable).join(', ') : value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return JSON.stringify(value);
}

/** A list of domains with one of them replaced by the suggestion. */
export const correctedDomains = (list: string, typed: string | undefined, suggestion: string): string =>
  normalDomains(
    domainsOf(list)
      .map((each) => (each === typed ? suggestion : each))
      .join(','),
  );

const entriesWhere = (value: unknown, keep: (key: string, each: unknown) => boolean): object =>
  Object.fromEntries(Object.entries(isRecord(value) ? value : {}).filter(([key, each]) => keep(key, each)));

/**
 * The nearest valid value to an odd one: its known parts, else what an absent value stands for. The form offers it, and never
 * replaces a value unasked.
 */
export function nearestValid(key: MerchantKey, value: unknown): unknown {
  const field = fieldOf(key);
  switch (field.kind) {
    case 'integer': {
      const number = typeof value === 'string' ? parseTyped(field, value) : undefined;
      return typeof number === 'number' && number >= field.min && number <= field.max ? number : field.standard;
    }
    case 'set':
      return (Array.isArray(value) ? (value as string[]) : []).filter((each) => field.values.includes(each));
    case 'flags':
      return entriesWhere(value, (each, on) => field.values.includes(each) && typeof on === 'boolean');
    case 'texts':
      return entriesWhere(
        value,
        (each, text) => textLanguages.some((language) => language === each) && typeof text === 'string',
      );
    default:
      return field.standard;
  }
}
