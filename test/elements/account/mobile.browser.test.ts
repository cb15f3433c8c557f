import { expect, test } from 'vitest';
import { button, email, focused, heading } from '../../support/element.js';
import { connecting, fill, labelled, present, sent, withSettings } from '../../support/account.js';

const requested = () =>
  performance.getEntriesByType('resource').some(({ name }) => /\/client\/phone-number\.ts|libphonenumber/.test(name));
const number = labelled('Mobile number');

/** Shows the registration and submits it with a number, where one is asked. */
async function register(settings: object, mobile?: string) {
  const client = withSettings(settings, { 'registration/start': sent('registration', { channel: 'sms' }) });
  await present('sso-register', client);
  await fill({
    'E-mail address': email,
    Password: 'a pass phrase',
    ...(mobile !== undefined && { 'Mobile number': mobile }),
  });
  await button('Register').click();
  return client;
}
const bySms = (...smsCountries: string[]) => ({ codeChannel: 'sms', smsCountries });

test('where codes travel by mail no number is asked, and the library is not loaded', async () => {
  await register({ smsCountries: ['DE'] });
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(number.elements()).toHaveLength(0);
  expect(requested()).toBe(false);
});

test.each([
  ['+49 1512 3456789', [], '+4915123456789'],
  ['+49 (1512) 345-6789', ['DE'], '+4915123456789'],
  ['01512 3456789', ['DE'], '+4915123456789'],
  ['0049 1512 3456789', ['DE'], '+4915123456789'],
  ['0664 1234567', ['DE', 'AT'], '+436641234567'],
  ['+43 664 1234567', ['DE', 'AT'], '+436641234567'],
  ['＋４９ １５１２ ３４５６７８９', ['DE'], '+4915123456789'],
] as [string, string[], string][])('"%s", with %o taken, goes out as %s', async (typed, countries, e164) => {
  const client = await register(bySms(...countries), typed);
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('registration')[0]!.body!['mobileNumber']).toBe(e164);
  expect(requested()).toBe(true);
});

const invalid = 'Enter a mobile number with its country code, such as +49 151 …';
test.each([
  ['', ['DE'], 'Mobile number is missing.'],
  ['12', ['DE'], invalid],
  ['number', ['DE'], invalid],
  ['+49 30 1234567', ['DE'], invalid],
  ['+49 1512 3456789 0000000', [], invalid],
  ['+33 6 12 34 56 78', ['DE', 'AT'], 'We cannot send codes to this country.'],
  ['+43 664 1234567', ['DE'], 'We cannot send codes to this country.'],
] as [string, string[], string][])(
  '"%s", with %o accepted, shows "%s", and nothing is sent',
  async (typed, countries, text) => {
    const client = await register(bySms(...countries), typed);
    await expect.element(number).toHaveAccessibleDescription(text);
    await expect.poll(() => focused()).toBe(number.element());
    await expect.element(number).toHaveValue(typed);
    expect(client.to('registration')).toHaveLength(0);
  },
);

test('a number that was corrected is sent', async () => {
  const client = await register(bySms('DE'), '12');
  await expect.element(number).toHaveAccessibleDescription(invalid);
  await number.fill('01512 3456789');
  await button('Register').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('registration').map(({ body }) => body!['mobileNumber'])).toEqual(['+4915123456789']);
});

test('a form that is submitted twice while its number is checked is sent once', async () => {
  const client = withSettings(bySms('DE'), { 'registration/start': sent('registration', { channel: 'sms' }) });
  const element = await present('sso-register', client);
  await fill({ 'E-mail address': email, Password: 'a pass phrase', 'Mobile number': '01512 3456789' });
  const form = element.shadowRoot!.querySelector('form')!;
  form.requestSubmit();
  form.requestSubmit();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('registration/start')).toHaveLength(1);
});

test('account connect asks for it, too', async () => {
  const client = withSettings(
    { ...connecting('customerId'), ...bySms('DE') },
    { 'account-connect/start': sent('account-connect', { channel: 'sms' }) },
  );
  await present('sso-account-connect', client);
  await fill({
    'Customer number': '100',
    'E-mail address': email,
    Password: 'a pass phrase',
    'Mobile number': '01512 3456789',
  });
  await button('Connect subscription').click();
  await expect.element(heading('Enter the code')).toBeVisible();
  expect(client.to('account-connect')[0]!.body).toMatchObject({ mobileNumber: '+4915123456789' });
});

test('a wrong number has its text in German, too', async () => {
  document.documentElement.lang = 'de';
  await present('sso-register', withSettings(bySms('DE')));
  await fill({ 'E-Mail-Adresse': email, Passwort: 'a pass phrase', Mobilnummer: '12' });
  await button('Registrieren').click();
  await expect
    .element(labelled('Mobilnummer'))
    .toHaveAccessibleDescription('Bitte geben Sie eine Mobilnummer mit Ländervorwahl ein, etwa +49 151 …');
});
