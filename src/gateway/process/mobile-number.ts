/** Mobile numbers to which codes are sent. */

/**
 * An E.164 number as its network writes it, without the national prefix that some type along: `+49 0151` is `+49 151`. Else what is wrong with it:
 * `invalid`, or `country` where it belongs to none of the given countries (ISO 3166; an empty list allows all). The library is loaded on demand,
 * since most merchants send codes by mail.
 */
export async function readMobileNumber(
  typed: string,
  countries: readonly string[],
): Promise<{ number: string; fault?: never } | { number?: never; fault: 'invalid' | 'country' }> {
  const { default: parse } = await import('libphonenumber-js/mobile');
  const found = parse(typed);
  if (!found?.isValid()) return { fault: 'invalid' };
  const allowed = countries.map((country) => country.trim().toUpperCase());
  // Several countries can share a range of numbers.
  const possible: string[] = found.getPossibleCountries();
  return allowed.length === 0 || possible.some((country) => allowed.includes(country))
    ? { number: found.number }
    : { fault: 'country' };
}
