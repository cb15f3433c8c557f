/** Mobile numbers to which codes are sent. */

/**
 * What is wrong with an E.164 number: `invalid`, or `country` where it is of none of these (ISO 3166); no countries: any. The
 * library is loaded here, since most merchants send codes by mail.
 */
export async function mobileNumberFault(
  number: string,
  countries: readonly string[],
): Promise<'invalid' | 'country' | undefined> {
  const { default: parse } = await import('libphonenumber-js/mobile');
  const found = parse(number);
  if (!found?.isValid()) return 'invalid';
  const taken = countries.map((country) => country.trim().toUpperCase());
  // One country where the number tells it, several where they share its range.
  const theirs: string[] = found.getPossibleCountries();
  return taken.length === 0 || theirs.some((country) => taken.includes(country)) ? undefined : 'country';
}
