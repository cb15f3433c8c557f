import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Values } from '../../flow/flow.js';
import type { Faults } from '../../parts/render-context.js';

/**
 * Normalises the numbers in the values of a form, in place: customer and subscription number to plain digits, a mobile number to
 * E.164. Returns what is wrong with one, if so. Never rejects.
 *
 * @param loaded resolves to the settings, whose `smsCountries` are the countries that a mobile number may be of
 */
export async function normaliseNumbers(
  values: Values,
  loaded: Promise<PublicSettings | undefined>,
): Promise<Faults | undefined> {
  // Copied from letters they come with spaces and full-width digits.
  for (const id of ['customerId', 'subscriptionId'] as const)
    if (values[id]) values[id] = values[id].normalize('NFKC').replace(/[\s\u200b-\u200d\u2060]/g, '');
  const typed = values.mobileNumber;
  if (!typed) return undefined;
  const phone = await import('../../client/phone-number.js').catch(() => undefined);
  if (!phone) {
    // Without the library a number with its country code is stripped of punctuation: the gateway checks it anyway.
    values.mobileNumber = typed.replace(/^\s*00/, '+').replace(/[^+\d]/g, '');
    return undefined;
  }
  const countries = (await loaded)?.smsCountries ?? [];
  const mobile = phone.parseMobileNumber(typed, countries, phone.readerRegion());
  if ('fault' in mobile) return { mobileNumber: mobile.fault };
  values.mobileNumber = mobile.number;
  return undefined;
}
