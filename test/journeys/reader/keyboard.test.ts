/** Tab, Enter, Space and letters alone, through each process once in each language. */
import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import {
  chooseNewPassword,
  requestPasswordCode,
  submitCode,
  submitConnect,
  submitRegistration,
  confirmRegistrationElsewhere,
} from '../../../scripts/drive/account-forms.js';
import { codeFor, linkFor } from '../../../scripts/drive/inbox.js';
import { keyboardToolsFor, openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { tabTo } from '../../../scripts/drive/form-driver.js';
import { useSite } from '../support/use-site.js';

const site = useSite();

for (const language of journeyLanguages) {
  test(`The keyboard alone registers a reader on pages in ${language}`, async () => {
    const reader = await site.device(language);
    const keys = keyboardToolsFor(site, reader);
    await reader.open('/register');
    await submitRegistration(keys, 'keys@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(keys, await codeFor(site.demo, 'keys@example.org'));
    await reader.signedInAs('keys@example.org');
  });

  test(`The keyboard alone confirms the link of a mail in another browser on pages in ${language}`, async () => {
    const { reader, tools } = await openAs(site, '/register', language);
    await submitRegistration(tools, 'keys@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    const other = await site.device(language);
    const keys = keyboardToolsFor(site, other);
    await other.follow(await linkFor(site.demo, 'keys@example.org'));
    await other.reaches(accountHeadings.link[language]);
    await confirmRegistrationElsewhere(keys, 'keys@example.org');
    await other.signedInAs('keys@example.org');
  });

  test(`The keyboard alone connects an account on pages in ${language}`, async () => {
    const reader = await site.device(language);
    const keys = keyboardToolsFor(site, reader);
    await reader.open('/connect');
    await submitConnect(keys, 'keys@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(keys, await codeFor(site.demo, 'keys@example.org'));
    await reader.signedInAs('keys@example.org');
  });

  test(`The keyboard alone sets a new password on pages in ${language}`, async () => {
    const reader = await site.device(language);
    const keys = keyboardToolsFor(site, reader);
    await reader.open('/password');
    await requestPasswordCode(keys, 'reader@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(keys, await codeFor(site.demo, 'reader@example.org'));
    await reader.reaches(accountHeadings.newPassword[language]);
    await chooseNewPassword(keys);
    await reader.signedInAs('reader@example.org');
  });

  test(`The keyboard alone ticks the opt-in, and goes back from the code with it kept on pages in ${language}`, async () => {
    const reader = await site.device(language);
    const keys = keyboardToolsFor(site, reader);
    await reader.open('/register');
    await keys.driver.type(accountTexts.email[language], 'keys@example.org');
    await tabTo(reader.page, reader.form.getByRole('checkbox'));
    await reader.page.keyboard.press('Space');
    expect(await reader.form.getByRole('checkbox').isChecked()).toBe(true);
    await keys.driver.type(accountTexts.password[language], 'a new long password');
    await keys.driver.press(accountTexts.submitRegister[language]);
    await waitForCodeStep(reader, accountTexts.byEmail);
    await keys.driver.press(accountTexts.change[language]);
    await reader.reaches(accountHeadings.register[language]);
    expect(await reader.form.getByRole('checkbox').isChecked()).toBe(true);
  });
}
