import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import type { CountryCode } from 'libphonenumber-js/mobile';

/** A mobile number as typed → E.164, or what is wrong with it. */
export type MobileNumber = { number: string } | { fault: 'invalid' | 'country' };

/**
 * Reads a mobile number. This module carries the library: it is imported only where codes travel by SMS.
 *
 * @param countries ISO 3166 codes of those that are taken, in either case; empty: any. A number without prefix is read as
 *   one of each, in their order
 * @param region ISO 3166 code of the reader's own region, for a number without prefix where any country is taken
 */
export function parseMobileNumber(typed: string, countries: readonly string[], region?: string): MobileNumber {
  const listed = countries.map((country) => country.trim().toUpperCase());
  // The library reads full-width digits, but no full-width plus.
  const text = typed.normalize('NFKC');
  const read = (home?: string) => parsePhoneNumberFromString(text, home as CountryCode | undefined);
  const numbers = (listed.length ? listed : [region]).map(read).filter((each) => each?.isValid());
  const [number] = numbers;
  if (!number) return { fault: 'invalid' };
  const taken = numbers.find((each) => !listed.length || (each?.country && listed.includes(each.country)));
  return taken ? { number: taken.number } : { fault: 'country' };
}
