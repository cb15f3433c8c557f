/** Mobile numbers to which codes are sent. */

/**
 * What is wrong with an E.164 number: `invalid`, or `country` where it belongs to none of the given countries (ISO 3166; an empty list
 * allows all). The library is loaded on demand, since most merchants send codes by mail.
 */
export async function mobileNumberFault(
  number: string,
  countries: readonly string[],
): Promise<'invalid' | 'country' | undefined> {
  const { default: parse } = await import('libphonenumber-js/mobile');
  const found = parse(number);
  if (!found?.isValid()) return 'invalid';
  const allowed = countries.map((country) => country.trim().toUpperCase());
  // Several countries can share a range of numbers.
  const possible: string[] = found.getPossibleCountries();
  return allowed.length === 0 || possible.some((country) => allowed.includes(country)) ? undefined : 'country';
}
