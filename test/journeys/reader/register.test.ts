import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import {
  confirmLink,
  mobileNumber,
  smsSettings,
  submitCode,
  submitRegistration,
  confirmRegistrationElsewhere,
} from '../../../scripts/drive/account-forms.js';
import { codeFor, linkFor, newestMessage } from '../../../scripts/drive/inbox.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { focusedPart, postedPaths, waitForAlert, waitForElements } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';

const site = useSite();

for (const language of journeyLanguages) {
  test(`A reader registers with the code of the mail on pages in ${language}`, async () => {
    const { reader, tools } = await openAs(site, '/register', language);
    await reader.reaches(accountHeadings.register[language]);
    await waitForElements(reader, [
      ['textbox', accountTexts.email],
      ['textbox', accountTexts.password],
      ['button', accountTexts.show],
      ['checkbox', { en: '', de: '' }],
      ['button', accountTexts.submitRegister],
      ['link', accountTexts.existing],
    ]);
    await submitRegistration(tools, 'new@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    expect(await focusedPart(reader)).toBe('title');
    await reader.form.getByText('new@example.org').waitFor();
    await submitCode(tools, await codeFor(site.demo, 'new@example.org'));
    await reader.signedInAs('new@example.org');
    expect(new URL(reader.page.url()).pathname).toBe('/');
  });

  test(`A reader registers with the code of an SMS on pages in ${language}`, async () => {
    const { reader, tools } = await openAs(site, '/register', language, smsSettings);
    await submitRegistration(tools, 'sms@example.org', mobileNumber.typed);
    await waitForCodeStep(reader, accountTexts.bySms);
    expect(await newestMessage(site.demo, mobileNumber.sent)).toMatchObject({ channel: 'sms', url: null });
    await submitCode(tools, await codeFor(site.demo, mobileNumber.sent));
    await reader.signedInAs('sms@example.org');
  });

  test(`A reader registers with the link of the mail on pages in ${language}, with one press`, async () => {
    const { reader, tools } = await openAs(site, '/register', language);
    await submitRegistration(tools, 'link@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    const before = postedPaths(reader).length;
    await reader.follow(await linkFor(site.demo, 'link@example.org'));
    await reader.reaches(accountHeadings.link[language]);
    await reader.form.getByText(accountTexts.oneClick[language], { exact: true }).waitFor();
    expect(reader.page.url()).toBe(`${site.demo.origin}/register?lang=${language}`);
    expect(await reader.form.getByRole('textbox').count()).toBe(0);
    // Opening the link has spent nothing.
    expect(postedPaths(reader).length).toBe(before);
    await confirmLink(tools);
    await reader.signedInAs('link@example.org');
  });

  test(`A reload at the code of a registration resumes there, in ${language}`, async () => {
    const { reader, tools } = await openAs(site, '/register', language);
    await submitRegistration(tools, 'again@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    await reader.page.reload();
    await waitForCodeStep(reader, accountTexts.byEmail);
    await reader.form.getByText('a•••@e•••.org').waitFor();
    await submitCode(tools, await codeFor(site.demo, 'again@example.org'));
    await reader.signedInAs('again@example.org');
  });
}

test('A code is taken with spaces, dashes and full-width digits', async () => {
  for (const [email, typed] of [
    ['spaces@example.org', (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `],
    ['dashes@example.org', (code: string) => `${code.slice(0, 2)}-${code.slice(2)}`],
    ['wide@example.org', (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
  ] as const) {
    const { reader, tools } = await openAs(site, '/register');
    await submitRegistration(tools, email);
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(tools, typed(await codeFor(site.demo, email)));
    await reader.signedInAs(email);
  }
});

test('Correcting the e-mail at the code begins anew with what was typed, and the new address gets the code', async () => {
  const { reader, tools } = await openAs(site, '/register');
  await submitRegistration(tools, 'tpyo@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await tools.driver.press(accountTexts.change.en);
  await reader.reaches(accountHeadings.register.en);
  expect(await reader.form.getByLabel('E-mail address', { exact: true }).inputValue()).toBe('tpyo@example.org');
  expect(await reader.form.getByLabel('Password', { exact: true }).inputValue()).toBe('a new long password');
  await tools.driver.type('E-mail address', 'typo@example.org');
  await tools.driver.press('Register');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, 'typo@example.org'));
  await reader.signedInAs('typo@example.org');
});

test('Of registrations in two tabs the one that signs in ends the other, which begins anew', async () => {
  const { reader, tools } = await openAs(site, '/register');
  const page = await reader.context.newPage();
  await page.goto(`${site.demo.origin}/register?lang=en`);
  const other: Reader = { ...reader, page, form: page.locator('sso-register') };
  await submitRegistration(tools, 'one@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitRegistration(toolsFor(site, other), 'two@example.org');
  await other.form.getByRole('heading', { name: accountHeadings.code.en, exact: true }).waitFor();
  await submitCode(tools, await codeFor(site.demo, 'one@example.org'));
  await reader.signedInAs('one@example.org');
  await submitCode(toolsFor(site, other), await codeFor(site.demo, 'two@example.org'));
  await waitForAlert(other, 'The time for this step is up. Start again.');
  await other.form.getByRole('heading', { name: accountHeadings.register.en, exact: true }).waitFor();
  await reader.record.look(page);
});

test('A tab that is opened late takes up the registration under way, and starting another there leaves that alone', async () => {
  const { reader, tools } = await openAs(site, '/register');
  await submitRegistration(tools, 'one@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  const page = await reader.context.newPage();
  await page.goto(`${site.demo.origin}/register?lang=en`);
  const other: Reader = { ...reader, page, form: page.locator('sso-register') };
  await other.form.getByText('o•••@e•••.org').waitFor();
  await toolsFor(site, other).driver.press(accountTexts.change.en);
  await other.form.getByRole('heading', { name: accountHeadings.register.en, exact: true }).waitFor();
  await submitRegistration(toolsFor(site, other), 'two@example.org');
  await other.form.getByText('two@example.org').waitFor();
  // The first one is not the newest any more, and still this tab's.
  await reader.page.reload();
  await waitForCodeStep(reader, accountTexts.byEmail);
  await reader.form.getByText('o•••@e•••.org').waitFor();
  await submitCode(tools, await codeFor(site.demo, 'one@example.org'));
  await reader.signedInAs('one@example.org');
  // Signing in has ended the other one.
  await page.reload();
  await other.form.getByRole('heading', { name: accountHeadings.register.en, exact: true }).waitFor();
  expect(await other.form.getByText('t•••@e•••.org').count()).toBe(0);
  await reader.record.look(page);
});

test('In another browser the link of the mail asks for address and password, refuses wrong ones, and takes the right ones', async () => {
  const { reader, tools } = await openAs(site, '/register');
  await submitRegistration(tools, 'link@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  const other = await site.device();
  const there = toolsFor(site, other);
  await other.follow(await linkFor(site.demo, 'link@example.org'));
  await other.reaches(accountHeadings.link.en);
  expect(other.page.url()).not.toMatch(/token|seal/i);
  await confirmRegistrationElsewhere(there, 'somebody@example.org');
  await waitForAlert(other, 'These are not the details this link was requested with. Nothing has been confirmed.');
  await confirmRegistrationElsewhere(there, 'LINK@example.org ');
  await other.signedInAs('link@example.org');
});
