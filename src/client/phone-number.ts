import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import type { CountryCode } from 'libphonenumber-js/mobile';

/** A mobile number in E.164, or what is wrong with it. */
export type MobileNumber = { number: string } | { fault: 'invalid' | 'country' };

/** Returns the ISO 3166 code of the reader's region by the browser's languages, whatever else stands in them; `undefined`: unknown. */
export function readerRegion(): string | undefined {
  for (const language of [navigator.language, ...[navigator.languages].flat()])
    try {
      const [tag = ''] = /^[\w-]+/.exec(language) ?? [];
      return new Intl.Locale(tag.replaceAll('_', '-')).maximize().region;
    } catch {
      // No language, or no `Intl`: the next one.
    }
  return undefined;
}

/**
 * Parses a mobile number as typed. This module carries the library: it is imported only where codes are sent by SMS.
 *
 * @param countries ISO 3166 codes of the accepted countries, in either case; empty: any. A number without a country code is read
 *   as one of each, in their order
 * @param region ISO 3166 code of the reader's own region, for a number without a country code where any country is accepted
 */
export function parseMobileNumber(typed: string, countries: readonly string[], region?: string): MobileNumber {
  const listed = countries.map((country) => country.trim().toUpperCase());
  // The library reads full-width digits, but no full-width plus.
  const text = typed.normalize('NFKC');
  const read = (country?: string) => parsePhoneNumberFromString(text, country as CountryCode | undefined);
  const numbers = (listed.length ? listed : [region]).map(read).filter((each) => each?.isValid());
  const [number] = numbers;
  if (!number) return { fault: 'invalid' };
  const taken = numbers.find((each) => !listed.length || (each?.country && listed.includes(each.country)));
  return taken ? { number: taken.number } : { fault: 'country' };
}
