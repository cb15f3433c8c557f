import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import {
  chooseNewPassword,
  confirmLink,
  newPassword,
  requestPasswordCode,
  smsSettings,
  storedNumber,
  submitCode,
} from '../../../scripts/drive/account-forms.js';
import { codeFor, linkFor, newestMessage } from '../../../scripts/drive/inbox.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { postedPaths, waitForAlert } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import { loginHeadings } from '../../../scripts/drive/login-texts.js';
import { loginJourneys } from '../../../scripts/drive/login-journeys.js';
import { password, signIn } from '../../../scripts/drive/sign-in.js';

const site = useSite();

for (const language of journeyLanguages) {
  test(`A forgotten password is set anew with the code of the mail on pages in ${language}`, async () => {
    const { reader, tools } = await openAs(site, '/password', language);
    await reader.reaches(accountHeadings.forgot[language]);
    await requestPasswordCode(tools, 'reader@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(tools, await codeFor(site.demo, 'reader@example.org'));
    await reader.reaches(accountHeadings.newPassword[language]);
    await chooseNewPassword(tools);
    await reader.signedInAs('reader@example.org');
  });

  test(`The code of an SMS goes to the stored number, and the page in ${language} says so`, async () => {
    const { reader, tools } = await openAs(site, '/password', language, smsSettings);
    await requestPasswordCode(tools, 'reader');
    await waitForCodeStep(reader, accountTexts.byStoredSms);
    expect(await newestMessage(site.demo, storedNumber)).toMatchObject({ channel: 'sms', url: null });
    await submitCode(tools, await codeFor(site.demo, storedNumber));
    await reader.reaches(accountHeadings.newPassword[language]);
    await chooseNewPassword(tools);
    await reader.signedInAs('reader@example.org');
  });

  test(`A forgotten password is set anew by the link of the mail on pages in ${language}`, async () => {
    const { reader, tools } = await openAs(site, '/password', language);
    await requestPasswordCode(tools, 'reader@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    const before = postedPaths(reader).length;
    await reader.follow(await linkFor(site.demo, 'reader@example.org'));
    await reader.reaches(accountHeadings.link[language]);
    expect(reader.page.url()).toBe(`${site.demo.origin}/password?lang=${language}`);
    expect(postedPaths(reader).length).toBe(before);
    await confirmLink(tools);
    await reader.reaches(accountHeadings.newPassword[language]);
    await chooseNewPassword(tools);
    await reader.signedInAs('reader@example.org');
  });
}

test('The new password works at the next login, and the old one does not', async () => {
  const { reader, tools } = await openAs(site, '/password');
  await requestPasswordCode(tools, 'reader@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, 'reader@example.org'));
  await reader.reaches(accountHeadings.newPassword.en);
  await chooseNewPassword(tools);
  await reader.signedInAs('reader@example.org');

  const { reader: next, tools: login } = await openAs(site, '/login');
  await signIn(login, 'reader@example.org', password);
  await waitForAlert(next, /These details do not match,/);
  await signIn(login, 'reader@example.org', newPassword);
  await next.signedInAs('reader@example.org');
});

/** Customers who are asked for more after the new password, by the step that login has for it. */
for (const email of ['limit@example.org', 'name@example.org', 'terms@example.org']) {
  test(`${email} goes on after the new password as at login`, async () => {
    const { steps, greeting } = loginJourneys.find((each) => each.email === email)!;
    const { reader, tools } = await openAs(site, '/password');
    await requestPasswordCode(tools, email);
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(tools, await codeFor(site.demo, email));
    await reader.reaches(accountHeadings.newPassword.en);
    await chooseNewPassword(tools);
    for (const step of steps) {
      await reader.reaches(step.heading.en);
      await step.take(tools);
    }
    await reader.signedInAs(greeting);
  });
}

test('A second factor is asked before the new password', async () => {
  const { reader, tools } = await openAs(site, '/password');
  await requestPasswordCode(tools, 'two-factor@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, 'two-factor@example.org'));
  await reader.reaches(loginHeadings.twoFactor.en);
  await tools.driver.type('Code', 'abcdef');
  await tools.driver.press('Continue');
  await waitForAlert(reader, /This code is not correct\./);
  await tools.driver.type('Code', await site.demo.code('two-factor@example.org'));
  await tools.driver.press('Continue');
  await reader.reaches(accountHeadings.newPassword.en);
  await chooseNewPassword(tools);
  await reader.signedInAs('two-factor@example.org');
});

for (const [begun, other] of [
  ['reader@example.org', 'limit@example.org'],
  ['reader', 'reader@example.org'],
] as const) {
  test(`The link that was asked for with ${begun}, opened in another browser, asks for that, and leads to the new password`, async () => {
    const { reader, tools } = await openAs(site, '/password');
    await requestPasswordCode(tools, begun);
    await waitForCodeStep(reader, accountTexts.byEmail);
    const elsewhere = await site.device();
    const there = toolsFor(site, elsewhere);
    await elsewhere.follow(await linkFor(site.demo, 'reader@example.org'));
    await elsewhere.reaches(accountHeadings.link.en);
    await elsewhere.form.getByText(/Enter the e-mail address or user name you used to request it\./).waitFor();
    await there.driver.type('E-mail address or user name', other);
    await there.driver.press('Confirm');
    await waitForAlert(elsewhere, 'This link was requested with another e-mail address or user name.');
    await there.driver.type('E-mail address or user name', begun);
    await there.driver.press('Confirm');
    await elsewhere.reaches(accountHeadings.newPassword.en);
    await chooseNewPassword(there);
    await elsewhere.signedInAs('reader@example.org');
  });
}

test('A link and then a second factor lead to the new password', async () => {
  const { reader, tools } = await openAs(site, '/password');
  await requestPasswordCode(tools, 'two-factor@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await reader.follow(await linkFor(site.demo, 'two-factor@example.org'));
  await reader.reaches(accountHeadings.link.en);
  await reader.form.getByText('One click, then choose a new password.', { exact: true }).waitFor();
  await confirmLink(tools);
  await reader.form.getByText('Enter the code from your authenticator app.', { exact: true }).waitFor();
  await tools.driver.type('Code', await site.demo.code('two-factor@example.org'));
  await tools.driver.press('Continue');
  await reader.reaches(accountHeadings.newPassword.en);
  await chooseNewPassword(tools);
  await reader.signedInAs('two-factor@example.org');
});

test('A reader who leaves at the new password and comes back finds it there, and goes on', async () => {
  const { reader, tools } = await openAs(site, '/password');
  await requestPasswordCode(tools, 'reader@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await submitCode(tools, await codeFor(site.demo, 'reader@example.org'));
  await reader.reaches(accountHeadings.newPassword.en);
  await reader.open('/');
  await reader.open('/password');
  await reader.reaches(accountHeadings.newPassword.en);
  // Whose it is, this browser is told masked: no more of the reader is kept here.
  await reader.form.getByText('For r•••@e•••.org', { exact: true }).waitFor();
  await chooseNewPassword(tools);
  await reader.signedInAs('reader@example.org');
});

for (const language of journeyLanguages) {
  test(`A new password that is left for the sign-in on pages in ${language} is given up, with the name carried over`, async () => {
    const { reader, tools } = await openAs(site, '/password', language);
    await requestPasswordCode(tools, 'reader@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(tools, await codeFor(site.demo, 'reader@example.org'));
    await reader.reaches(accountHeadings.newPassword[language]);
    expect(await reader.form.getByRole('button', { name: accountTexts.back[language] }).count()).toBe(0);
    await reader.form.getByRole('button', { name: accountTexts.startAgain[language], exact: true }).waitFor();
    await reader.form.getByRole('link', { name: accountTexts.back[language], exact: true }).click();
    await reader.reaches(accountHeadings.signIn[language]);
    expect(await reader.form.getByLabel(accountTexts.identifier[language]).inputValue()).toBe('reader@example.org');
    const cookies = await reader.context.cookies();
    expect(cookies.filter((cookie) => cookie.name.includes('sso_flow'))).toEqual([]);
    await reader.open('/password');
    await reader.reaches(accountHeadings.forgot[language]);
  });
}

test('A stranger is not told that there is no account: a code seems to be sent, and none is right', async () => {
  const { reader, tools } = await openAs(site, '/password');
  await requestPasswordCode(tools, 'nobody@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  expect((await site.demo.inbox()).filter(({ channel }) => channel !== 'authenticator')).toEqual([]);
  await submitCode(tools, '123456');
  await waitForAlert(reader, 'This code is not correct. Check it or request a new one.');
});
