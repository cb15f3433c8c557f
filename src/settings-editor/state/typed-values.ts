/** Settings as a form holds them: what is typed, and the value that it stands for. */
import { domainsOf, normalDomains } from '../../contract/merchant-domains.js';
import { isRecord } from '../../contract/json.js';
import { fieldOf, type MerchantField, type MerchantKey, textLanguages } from '../../contract/merchant-settings.js';

const splitCodes = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((each) => each.trim().toUpperCase())
    .filter(Boolean);

/** What was typed → the value. What cannot be one stays as it is, for the rules to refuse. */
export function parseTyped(field: MerchantField, typed: string): unknown {
  switch (field.kind) {
    case 'integer':
      if (!typed.trim()) return field.standard;
      // Digits alone, and no more than a number can tell apart: anything else is for the rules to refuse as it stands there.
      return /^\d{1,15}$/.test(typed.trim()) ? Number(typed) : typed;
    case 'domains':
      return normalDomains(typed);
    case 'countries':
      return [...new Set(splitCodes(typed))];
    default:
      return typed.trim();
  }
}

/** The value → what stands in the field. A value of an unknown kind is shown as it is. */
export function formatTyped(field: MerchantField, value: unknown, readable: (domain: string) => string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return field.kind === 'domains' ? domainsOf(value).map(readable).join(', ') : value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return JSON.stringify(value);
}

/** A list of domains with one of them corrected. */
export const correctedDomains = (list: string, typed: string | undefined, suggestion: string): string =>
  normalDomains(
    domainsOf(list)
      .map((each) => (each === typed ? suggestion : each))
      .join(','),
  );

const entriesWhere = (value: unknown, keep: (key: string, each: unknown) => boolean): object =>
  Object.fromEntries(Object.entries(isRecord(value) ? value : {}).filter(([key, each]) => keep(key, each)));

/**
 * What an odd value can be changed to: the parts of it that are known, else what an absent one means. It is offered, never
 * put in its place unasked.
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
