import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Values } from '../../flow/flow.js';
import type { Faults } from '../../parts/render-context.js';

/** Writes the numbers in what a form holds as the protocol takes them; answers what is wrong with one. */
export async function normaliseNumbers(
  values: Values,
  loaded: Promise<PublicSettings | undefined>,
): Promise<Faults | undefined> {
  // As letters print them, and as they are copied: the protocol takes plain digits.
  for (const id of ['customerId', 'subscriptionId'] as const)
    if (values[id]) values[id] = values[id].normalize('NFKC').replace(/[\s\u200b-\u200d\u2060]/g, '');
  const typed = values.mobileNumber;
  if (!typed) return undefined;
  const phone = await import('../../client/phone-number.js').catch(() => undefined);
  if (!phone) {
    // Without the library what was typed with its country goes on without punctuation: the gateway checks it, too.
    values.mobileNumber = typed.replace(/^\s*00/, '+').replace(/[^+\d]/g, '');
    return undefined;
  }
  const countries = (await loaded)?.smsCountries ?? [];
  const mobile = phone.parseMobileNumber(typed, countries, new Intl.Locale(navigator.language).maximize().region);
  if ('fault' in mobile) return { mobileNumber: mobile.fault };
  values.mobileNumber = mobile.number;
  return undefined;
}
