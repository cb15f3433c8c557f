import { expect as isAccessible } from '@open-wc/testing';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { button, heading } from '../../support/element.js';
import { inputs, present } from '../../support/account.js';
import { pairs } from '../../support/pairs.js';
import type { Row } from '../../support/pairs.js';
import { googleClientId, provideGoogle } from '../../support/google.js';
import { sentCode, site } from '../../support/site.browser.js';

// Everything expected here is written down from docs/hosted-api.md, "Settings", not taken from the code.
const domains = {
  ssoName: [
    'REQUIRED',
    'OPTIONAL',
    'NONE',
    'REGISTRATION_REQUIRED',
    'REGISTRATION_OPTIONAL',
    'REGISTRATION_OPTIONAL_LOGIN_REQUIRED',
    'REGISTRATION_REQUIRED_LOGIN_OPTIONAL',
    'LOGIN_REQUIRED',
    'LOGIN_OPTIONAL',
  ],
  tokenType: ['EMAIL', 'SMS'],
  tokenSmsCountries: ['', 'DE', 'AT DE'],
  forceUsername: [false, true],
  ssoOptIn: [false, true],
  terms: ['', '<p>Our terms.</p>'],
  // These decide nothing here: a registration asks for no salutation, and everybody accepts the newest terms on a new account.
  ssoRecheckTerms: [false, true],
  maxSessions: [0, 1, 3],
  allowedDomains: ['', location.hostname, `example.org,${location.hostname}`],
  hideSalutation: [false, true],
  allowedSalutations: [[], ['MRS', 'MR']],
  google: [false, true],
  language: ['en', 'de'],
  ticks: [false, true],
  ids: ['customer', 'subscription', 'both'],
  street: [false, true],
  streetNumber: [false, true],
  postcode: [false, true],
  city: [false, true],
} as const;
type Settings = Row<typeof domains>;

const required = /^(REQUIRED|REGISTRATION_REQUIRED|REGISTRATION_REQUIRED_LOGIN_OPTIONAL)$/;
const asked = /^(OPTIONAL|REGISTRATION_OPTIONAL|REGISTRATION_OPTIONAL_LOGIN_REQUIRED)$/;

/** Name, autocomplete token and whether it must be filled in, of each field. */
type Field = [name: string, token: string, required: boolean];
const account = ({ ssoName, tokenType, forceUsername, ssoOptIn }: Settings): Field[] => [
  ['email', 'email', true],
  ['password', 'new-password', true],
  ...(forceUsername ? [['username', 'username', true] as Field] : []),
  ...(required.test(ssoName) || asked.test(ssoName)
    ? ([
        ['firstName', 'given-name', required.test(ssoName)],
        ['lastName', 'family-name', required.test(ssoName)],
      ] as Field[])
    : []),
  ...(tokenType === 'SMS' ? [['mobileNumber', 'tel', true] as Field] : []),
  ...(ssoOptIn ? [['optIn', '', false] as Field] : []),
];
const identifiers = ({ ids, street, streetNumber, postcode, city }: Settings): Field[] =>
  (
    [
      [ids !== 'subscription', 'customerId', 'off'],
      [ids !== 'customer', 'subscriptionId', 'off'],
      [street, 'street', 'address-line1'],
      [streetNumber, 'streetNumber', 'off'],
      [postcode, 'postcode', 'postal-code'],
      [city, 'city', 'address-level2'],
    ] as const
  ).flatMap(([on, name, token]) => (on ? [[name, token, true] as Field] : []));

const values: Record<string, string> = {
  email: 'new@publisher.test',
  password: 'a long pass phrase',
  username: 'ada',
  firstName: 'Ada',
  lastName: 'Lovelace',
  mobileNumber: '+49 1512 3456789',
  customerId: '100200300',
  subscriptionId: '9007199254740993',
  street: 'Invalidenstraße',
  streetNumber: '117a',
  postcode: '10115',
  city: 'Berlin',
};
const hosted: Record<string, string> = { mobileNumber: '+4915123456789' };

const words = {
  'sso-register': { en: 'Register', de: 'Registrieren' },
  'sso-account-connect': { en: 'Connect subscription', de: 'Abo verknüpfen' },
  code: { en: 'Enter the code', de: 'Code eingeben' },
  confirm: { en: 'Confirm', de: 'Bestätigen' },
  done: { en: 'You are signed in.', de: 'Sie sind angemeldet.' },
} as const;

function configure(settings: Settings): void {
  const { terms, ids, street, streetNumber, postcode, city, tokenSmsCountries, ...others } = settings;
  const { google, language, ticks: _, allowedSalutations, ...rest } = others;
  document.documentElement.lang = language;
  site.simulator.configure({
    ...rest,
    allowedSalutations: [...allowedSalutations],
    ssoProviders: { active: google, googleSettings: { active: google, googleClientId } },
    tokenSmsCountries: tokenSmsCountries ? tokenSmsCountries.split(' ') : [],
    ssoTermText: terms,
    ssoOptInText: '<p>I want <b>mails</b>.</p>',
    allowRegistrationIdentifier: true,
    registrationIdentifiers: {
      requestCustomerId: ids !== 'subscription',
      requestSubscriptionId: ids !== 'customer',
      requestStreet: street,
      requestStreetNumber: streetNumber,
      requestPostcode: postcode,
      requestCity: city,
    },
  });
}

const rows = pairs(domains);
const cases = (['sso-register', 'sso-account-connect'] as const).flatMap((tag) =>
  rows.map((row, at) => [tag, at + 1, row] as const),
);

test.each(cases)('<%s> asks exactly what settings %i ask, and the gateway takes it', async (tag, _at, settings) => {
  configure(settings);
  const fields = [...(tag === 'sso-account-connect' ? identifiers(settings) : []), ...account(settings)];
  const { language, google, ticks } = settings;
  provideGoogle();
  const element = await present(tag);
  const submit = button(words[tag][language]);
  await expect.element(submit).toBeVisible();
  const found = inputs(element);
  expect(found.map((input) => [input.name, input.autocomplete, input.required])).toEqual(fields);
  expect(element.shadowRoot!.querySelectorAll('select,textarea')).toHaveLength(0);
  expect(!!element.shadowRoot!.querySelector('[part=terms-notice]')).toBe(settings.terms !== '');
  // Google can register a reader; it cannot say whose subscription it is.
  await expect
    .poll(() => element.querySelectorAll('[slot=google]').length)
    .toBe(google && tag === 'sso-register' ? 1 : 0);
  await isAccessible(element).to.be.accessible();

  for (const input of found) {
    if (input.type !== 'checkbox') input.value = values[input.name]!;
    else {
      expect(input.checked).toBe(false);
      if (ticks) input.click();
    }
  }
  await submit.click();
  await expect.element(heading(words.code[language])).toBeVisible();
  const posted = site.exchanges.findLast(({ path }) => path.endsWith('/start'))!.requestBody!;
  for (const [name] of fields.filter(([each]) => each !== 'optIn')) {
    const value = hosted[name] ?? values[name]!;
    // A subscription's ID is a bare integer there, every digit of it.
    expect(posted).toContain(`"${name}":${name === 'subscriptionId' ? value : JSON.stringify(value)}`);
  }
  await page.getByLabelText('Code').fill(sentCode());
  await button(words.confirm[language]).click();
  await expect.element(heading(words.done[language])).toBeVisible();
  const stored = site.exchanges.filter(({ path }) => path.endsWith('/optIns')).length;
  expect(stored).toBe(settings.ssoOptIn && ticks ? 1 : 0);
});
