/** Names that few have, and what can stop a registration that is rightly filled in. */
import { expect, test } from 'vitest';
import { mobileNumber, smsSettings, submitCode, submitRegistration } from '../../../scripts/drive/account-forms.js';
import { codeFor } from '../../../scripts/drive/inbox.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountTexts } from '../../../scripts/drive/account-texts.js';
import { waitForAlert } from '../support/waiting.js';
import { useSite } from '../support/use-site.js';

const site = useSite();
const email = 'odd@example.org';
const names = { ssoName: 'REGISTRATION_REQUIRED' };

for (const [first, last] of [
  ['Seán', 'O’Brien-Ünal'],
  ['عائشة', 'بن سعيد'],
  ['👩‍🚀 Ada', "d'Arc"],
] as const) {
  test(`${first} ${last} registers, and is called so`, async () => {
    const { reader, tools } = await openAs(site, '/register', 'de', names);
    await tools.driver.type('Vorname', first);
    await tools.driver.type('Nachname', last);
    await submitRegistration(tools, email);
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(tools, await codeFor(site.demo, email));
    await reader.signedInAs(`${first} ${last}`);
  });
}

test('A name of 101 characters is told at its field, and one of 100 is taken, emoji included', async () => {
  const { reader, tools } = await openAs(site, '/register', 'en', names);
  const long = '🛶'.repeat(100);
  await tools.driver.type('First name', `${long}x`);
  await tools.driver.type('Last name', 'Ng');
  await submitRegistration(tools, email);
  await reader.form.getByText('At most 100 characters.').waitFor();
  expect(await reader.form.getByLabel('First name').inputValue()).toBe(`${long}x`);
  await tools.driver.type('First name', long);
  await tools.driver.press(accountTexts.submitRegister.en);
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, email));
  await reader.signedInAs(`${long} Ng`);
});

test('A registration that is locked for ten seconds says for how long in German, keeps the input, and then goes on', async () => {
  const { reader, tools } = await openAs(site, '/register', 'de');
  await reader.page.clock.install();
  await site.demo.fault({ operation: 'registration/start', status: 423, errorCode: 20026 });
  await submitRegistration(tools, email);
  await reader.form.getByText(/In (10|9|8)\ss/).waitFor();
  await reader.page.clock.runFor(12_000);
  await reader.form.getByText('Sie können es jetzt wieder versuchen.', { exact: true }).waitFor();
  expect(await reader.form.getByLabel('E-Mail-Adresse', { exact: true }).inputValue()).toBe(email);
  await tools.driver.press(accountTexts.submitRegister.de);
  await waitForCodeStep(reader, accountTexts.byEmail);
});

test('Where no SMS can be sent a registration says so in German, and keeps the input', async () => {
  const { reader, tools } = await openAs(site, '/register', 'de', smsSettings);
  await site.demo.fault({ operation: 'registration/start', status: 412, errorCode: 10003 });
  await submitRegistration(tools, email, mobileNumber.typed);
  await waitForAlert(reader, /^\s*Wir können zurzeit keine Codes per SMS schicken\. Bitte wenden Sie sich an uns\./);
  expect(await reader.form.getByLabel('Mobilnummer').inputValue()).toBe(mobileNumber.typed);
  await tools.driver.press(accountTexts.submitRegister.de);
  await waitForCodeStep(reader, accountTexts.bySms);
});

test('A number with its country is taken where the phone library cannot be loaded', async () => {
  const { reader, tools } = await openAs(site, '/register', 'en', smsSettings);
  await reader.page.route('**/assets/parts/phone-*', (route) => route.abort());
  await submitRegistration(tools, email, '+49 (151) 234-56789');
  await waitForCodeStep(reader, accountTexts.bySms);
  await submitCode(tools, await codeFor(site.demo, mobileNumber.sent));
  await reader.signedInAs(email);
});
