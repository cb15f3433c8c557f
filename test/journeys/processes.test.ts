import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { pointer } from './hands.js';
import { patience, useSite, type Reader } from './site.js';

const site = useSite();
const password = 'a new long password';

const at = async (path: string, element: string, language: 'en' | 'de' = 'en') => {
  const reader = await site.device(language);
  await reader.open(path);
  const form = reader.page.locator(element);
  return { reader, form, hands: pointer(form) };
};
const newest = async (to: string) => {
  const found = (await site.demo.inbox()).findLast((entry) => entry.to === to);
  if (!found) throw new Error(`Nothing was sent to ${to}`);
  return found;
};
const codeFor = async (to: string) => String((await newest(to)).code);
/** Somebody who opens a mail's link. Its token and code are in the address by nature, so this browser is not searched. */
async function follow(to: string, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await site.browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(patience);
  try {
    const page = await context.newPage();
    await page.goto(String((await newest(to)).url));
    await work(page);
  } finally {
    await context.close();
  }
}
const told = ({ page }: Reader, name: string) => page.getByRole('status').filter({ hasText: name }).waitFor();
const shows = (page: Page, heading: string) => page.getByRole('heading', { name: heading, exact: true }).waitFor();

test('A reader registers with the code of the mail, after a wrong one', async () => {
  const { reader, hands } = await at('/register', 'sso-register');
  await hands.type('E-mail', 'new@example.org');
  await hands.type('Password', password);
  await hands.press('Register');
  await shows(reader.page, 'Enter the code');
  const code = await codeFor('new@example.org');
  await hands.type('Code', code === '111111' ? '222222' : '111111');
  await hands.press('Confirm');
  await reader.page.getByRole('alert').filter({ hasText: 'This code is not right.' }).waitFor();
  await hands.type('Code', `${code.slice(0, 3)} ${code.slice(3)}`);
  await hands.press('Confirm');
  await told(reader, 'new@example.org');
});

test('A reload at the code of a registration resumes there, in German', async () => {
  const { reader, hands } = await at('/register', 'sso-register', 'de');
  await hands.type('E-Mail', 'neu@example.org');
  await hands.type('Passwort', password);
  await hands.press('Registrieren');
  await shows(reader.page, 'Code eingeben');
  await reader.page.reload();
  await shows(reader.page, 'Code eingeben');
  await hands.type('Code', await codeFor('neu@example.org'));
  await hands.press('Bestätigen');
  await told(reader, 'neu@example.org');
});

test('The link of the mail, opened in another browser, asks for the address, and its secrets leave the URL', async () => {
  const { hands, reader } = await at('/register', 'sso-register');
  await hands.type('E-mail', 'link@example.org');
  await hands.type('Password', password);
  await hands.press('Register');
  await shows(reader.page, 'Enter the code');
  await follow('link@example.org', async (page) => {
    await shows(page, 'Confirm that it is you');
    expect(page.url()).not.toMatch(/token|seal/i);
    const there = pointer(page.locator('sso-register'));
    await there.type('E-mail', 'somebody@example.org');
    await there.press('Confirm');
    await page.getByRole('alert').filter({ hasText: 'another e-mail address' }).waitFor();
    await there.type('E-mail', 'link@example.org');
    await there.press('Confirm');
    await page.getByRole('status').filter({ hasText: 'link@example.org' }).waitFor();
  });
});

test('With codes by SMS a mobile number is asked, and the code comes to it', async () => {
  await site.demo.configure({ tokenType: 'SMS', tokenSmsCountries: ['DE'] });
  const { reader, hands } = await at('/register', 'sso-register');
  await hands.type('E-mail', 'sms@example.org');
  await hands.type('Password', password);
  await hands.type('Mobile number', '0151 23456789');
  await hands.press('Register');
  await shows(reader.page, 'Enter the code');
  await hands.type('Code', await codeFor('+4915123456789'));
  await hands.press('Confirm');
  await told(reader, 'sms@example.org');
});

test('An e-mail address that is taken leads to the login, which has it already', async () => {
  const { reader, form, hands } = await at('/register', 'sso-register');
  await hands.type('E-mail', 'reader@example.org');
  await hands.type('Password', password);
  await hands.press('Register');
  await form.getByRole('alert').getByRole('link', { name: 'Sign in' }).click();
  const field = reader.page.locator('sso-login').getByLabel('E-mail or user name');
  await field.waitFor();
  expect(await field.inputValue()).toBe('reader@example.org');
});

/** Fills in what the demo's imported customer knows. */
async function identify(hands: ReturnType<typeof pointer>, house: string): Promise<void> {
  await hands.type('Customer ID', '100200300');
  await hands.type('Subscription ID', '9007199254740993');
  await hands.type('Street', 'Invalidenstraße');
  await hands.type('House number', house);
  await hands.type('Postcode', '10115');
  await hands.type('City', 'Berlin');
}

test('An imported customer connects the account, digit for digit past 2^53, and cannot do so twice', async () => {
  await site.demo.configure({
    registrationIdentifiers: {
      requestCustomerId: true,
      requestSubscriptionId: true,
      requestPostcode: true,
      requestStreet: true,
      requestStreetNumber: true,
      requestCity: true,
    },
  });
  const { reader, form, hands } = await at('/connect', 'sso-account-connect');
  await identify(hands, '118');
  await hands.type('E-mail', 'imported@example.org');
  await hands.type('Password', password);
  await hands.press('Connect');
  await form.getByRole('alert').filter({ hasText: 'We find no subscription with these details.' }).waitFor();
  await hands.type('House number', '117a');
  await hands.press('Connect');
  await shows(reader.page, 'Enter the code');
  await hands.type('Code', await codeFor('imported@example.org'));
  await hands.press('Confirm');
  await told(reader, 'imported@example.org');
  expect(
    site.demo.exchanges().some(({ requestBody }) => requestBody?.includes('"subscriptionId":9007199254740993')),
  ).toBe(true);

  const again = await at('/connect', 'sso-account-connect');
  await identify(again.hands, '117a');
  await again.hands.type('E-mail', 'again@example.org');
  await again.hands.type('Password', password);
  await again.hands.press('Connect');
  await again.form.getByRole('alert').filter({ hasText: 'This subscription is connected already.' }).waitFor();
});

test('A forgotten password is set anew with the code of the mail, and works', async () => {
  const { reader, hands } = await at('/password', 'sso-password-forgotten');
  await hands.type('E-mail or user name', 'reader@example.org');
  await hands.press('Send code');
  await shows(reader.page, 'Enter the code');
  await hands.type('Code', await codeFor('reader@example.org'));
  await hands.press('Confirm');
  await shows(reader.page, 'Choose a new password');
  await hands.type('New password', password);
  await hands.press('Continue');
  await told(reader, 'reader@example.org');

  const { reader: next, hands: login } = await at('/login', 'sso-login');
  await login.type('E-mail or user name', 'reader@example.org');
  await login.type('Password', password);
  await login.press('Sign in');
  await next.signedInAs('reader@example.org');
});

test('A forgotten password is set anew by the link of the mail, in another browser', async () => {
  const { reader, hands } = await at('/password', 'sso-password-forgotten');
  await hands.type('E-mail or user name', 'reader@example.org');
  await hands.press('Send code');
  await shows(reader.page, 'Enter the code');
  await follow('reader@example.org', async (page) => {
    const there = pointer(page.locator('sso-password-forgotten'));
    await there.type('E-mail', 'reader@example.org');
    await there.press('Confirm');
    await shows(page, 'Choose a new password');
    await there.type('New password', password);
    await there.press('Continue');
    await page.getByRole('status').filter({ hasText: 'reader@example.org' }).waitFor();
  });
});
