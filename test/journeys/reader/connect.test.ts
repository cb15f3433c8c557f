import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import {
  allIdentifiersSettings,
  letterFields,
  mobileNumber,
  smsSettings,
  submitCode,
  submitConnect,
} from '../../../scripts/drive/account-forms.js';
import { codeFor, newestMessage } from '../../../scripts/drive/inbox.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { alertOf, waitForAlert, waitForElements } from '../support/waiting.js';
import { useSite } from '../support/use-site.js';

const site = useSite();
const everyId = { subscriptionId: letterFields.subscriptionId };

for (const language of journeyLanguages) {
  test(`An imported customer connects the account with the code of the mail on pages in ${language}`, async () => {
    const { reader, tools } = await openAs(site, '/connect', language);
    await reader.reaches(accountHeadings.connect[language]);
    await waitForElements(reader, [
      ['textbox', accountTexts.customerId],
      ['textbox', accountTexts.street],
      ['textbox', accountTexts.streetNumber],
      ['textbox', accountTexts.postcode],
      ['textbox', accountTexts.city],
      ['textbox', accountTexts.email],
      ['checkbox', { en: '', de: '' }],
      ['button', accountTexts.submitConnect],
      ['link', accountTexts.existing],
    ]);
    await submitConnect(tools, 'imported@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    // There is no link in this mail: the hosted API takes none here.
    expect(await newestMessage(site.demo, 'imported@example.org')).toMatchObject({ channel: 'email', url: null });
    await submitCode(tools, await codeFor(site.demo, 'imported@example.org'));
    await reader.signedInAs('imported@example.org');
  });

  test(`An imported customer connects the account with the code of an SMS on pages in ${language}`, async () => {
    const { reader, tools } = await openAs(site, '/connect', language, smsSettings);
    await submitConnect(tools, 'imported@example.org', { number: mobileNumber.typed });
    await waitForCodeStep(reader, accountTexts.bySms);
    await submitCode(tools, await codeFor(site.demo, mobileNumber.sent));
    await reader.signedInAs('imported@example.org');
  });
}

test('A subscription ID past 2^53 arrives digit for digit', async () => {
  const { reader, tools } = await openAs(site, '/connect', 'en', allIdentifiersSettings);
  await submitConnect(tools, 'imported@example.org', everyId);
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, 'imported@example.org'));
  await reader.signedInAs('imported@example.org');
  const sent = site.demo.exchanges().map(({ requestBody }) => requestBody ?? '');
  expect(sent.some((body) => body.includes('"subscriptionId":9007199254740993'))).toBe(true);
});

test('A reader who leaves at the code and comes back finds it there, and goes on', async () => {
  const { reader, tools } = await openAs(site, '/connect');
  await submitConnect(tools, 'imported@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await reader.open('/');
  await reader.open('/connect');
  await reader.reaches(accountHeadings.code.en);
  await reader.form.getByText('For i•••@e•••.org', { exact: true }).waitFor();
  await submitCode(tools, await codeFor(site.demo, 'imported@example.org'));
  await reader.signedInAs('imported@example.org');
});

const mismatch = 'We cannot find a subscription with these details. Compare them with your invoice or our letter.';
/** Each of them alone does not fit. */
const wrong = {
  customerId: '100200301',
  subscriptionId: '9007199254740995',
  street: 'Chausseestraße',
  streetNumber: '117b',
  postcode: '10117',
  city: 'Hamburg',
} as const satisfies Record<keyof typeof letterFields, string>;
test('Whichever detail is wrong, there is one failure that does not say which, with what was typed kept', async () => {
  const { reader, tools } = await openAs(site, '/connect', 'en', allIdentifiersSettings);
  for (const [name, value] of Object.entries(wrong)) {
    // Another address each time: a row of registrations for one is slowed down.
    const answered = reader.page.waitForResponse('**/sso/account-connect/start');
    await submitConnect(tools, `wrong-${name}@example.org`, { ...everyId, [name]: value });
    await answered;
    await waitForAlert(reader, mismatch);
    expect(await reader.form.locator('[aria-invalid]').count()).toBe(0);
    expect(await reader.form.getByLabel('Town or city', { exact: true }).inputValue()).toBe(
      name === 'city' ? value : 'Berlin',
    );
    expect(await reader.form.getByLabel('Password', { exact: true }).inputValue()).not.toBe('');
    await reader.form.locator('form[aria-busy=false]').waitFor();
  }
  await submitConnect(tools, 'right@example.org', everyId);
  await waitForCodeStep(reader, accountTexts.byEmail);
});

test('An e-mail that does not fit the customer ID gets the same failure', async () => {
  const { reader, tools } = await openAs(site, '/connect');
  await site.demo.fault({ operation: 'loginIdentifier/start', status: 400, errorCode: 20027 });
  await submitConnect(tools, 'imported@example.org');
  await waitForAlert(reader, mismatch);
  await tools.driver.press('Connect subscription');
  await waitForCodeStep(reader, accountTexts.byEmail);
});

const already = /This subscription is already connected\./;

test('A subscription that is connected already leads to the login, which has the e-mail already', async () => {
  const first = await openAs(site, '/connect');
  await submitConnect(first.tools, 'imported@example.org');
  await waitForCodeStep(first.reader, accountTexts.byEmail);
  await submitCode(first.tools, await codeFor(site.demo, 'imported@example.org'));
  await first.reader.signedInAs('imported@example.org');

  const { reader, tools } = await openAs(site, '/connect');
  await submitConnect(tools, 'again@example.org');
  await waitForAlert(reader, already);
  await alertOf(reader).getByRole('link', { name: 'Sign in', exact: true }).click();
  await reader.reaches(accountHeadings.signIn.en);
  expect(new URL(reader.page.url()).pathname).toBe('/login');
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe('again@example.org');
});

test('A subscription that was connected while the code was under way is told at the code', async () => {
  const late = await openAs(site, '/connect');
  await submitConnect(late.tools, 'late@example.org');
  await waitForCodeStep(late.reader, accountTexts.byEmail);
  const { reader, tools } = await openAs(site, '/connect');
  await submitConnect(tools, 'imported@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, 'imported@example.org'));
  await reader.signedInAs('imported@example.org');
  await submitCode(late.tools, await codeFor(site.demo, 'late@example.org'));
  await waitForAlert(late.reader, already);
  await alertOf(late.reader).getByRole('link', { name: 'Forgot your password?' }).click();
  await late.reader.reaches(accountHeadings.forgot.en);
  expect(await late.reader.form.getByLabel('E-mail address or user name').inputValue()).toBe('late@example.org');
});

test('An imported customer who was blocked before the code came is led to the merchant, not to a password that there is not', async () => {
  const { reader, tools } = await openAs(site, '/connect');
  await submitConnect(tools, 'imported@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await site.demo.fault({ operation: 'loginIdentifier/validate', status: 403, errorCode: 20022 });
  await submitCode(tools, await codeFor(site.demo, 'imported@example.org'));
  await waitForAlert(reader, /This account is blocked\. Please contact us\./);
  expect(await alertOf(reader).getByRole('link').allInnerTexts()).toEqual(['Contact us']);
});

test('Where account connect is off there is a notice, and no form', async () => {
  const { reader } = await openAs(site, '/connect', 'en', { allowRegistrationIdentifier: false });
  await reader.reaches('You cannot connect a subscription here');
  await reader.form.getByText('Do you already have a subscription? Please contact us.').waitFor();
  expect(await reader.form.getByRole('textbox').count()).toBe(0);
});

test('Settings that ask for neither ID are told as a configuration problem', async () => {
  const { reader } = await openAs(site, '/connect', 'de', {
    registrationIdentifiers: {
      ...allIdentifiersSettings.registrationIdentifiers,
      requestCustomerId: false,
      requestSubscriptionId: false,
    },
  });
  await reader.reaches('Sie können hier kein Abo verknüpfen');
  await reader.form.getByText(/nicht vollständig eingerichtet/).waitFor();
  expect(await reader.form.getByRole('textbox').count()).toBe(0);
});

test('Account connect that is switched off while the page is open is told at the submit', async () => {
  const { reader, tools } = await openAs(site, '/connect');
  await reader.reaches(accountHeadings.connect.en);
  await reader.form.getByRole('checkbox').waitFor();
  await site.demo.configure({ allowRegistrationIdentifier: false });
  await submitConnect(tools, 'imported@example.org');
  await reader.reaches('You cannot connect a subscription here');
});
