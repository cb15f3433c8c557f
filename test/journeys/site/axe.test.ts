import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import { runAxe, expectAccessible } from '../support/axe.js';
import { alertOf } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import { limitEverybody } from '../../../scripts/drive/limit-everybody.js';
import { loginHeadings, loginTexts } from '../../../scripts/drive/login-texts.js';
import { loginJourneys } from '../../../scripts/drive/login-journeys.js';
import { signIn } from '../../../scripts/drive/sign-in.js';

const site = useSite();

test('The check finds what is not accessible under the policy of the site', async () => {
  const reader = await site.device();
  await reader.open('/');
  await reader.page.evaluate(() => document.querySelector('main')!.append(document.createElement('button')));
  const { violations } = await runAxe(reader.page);
  expect(violations.map(({ id }) => id)).toContain('button-name');
});

for (const language of journeyLanguages) {
  for (const path of ['/', '/article', '/letter', '/login', '/inbox', '/missing']) {
    test(`${path} in ${language} has no violation, light or dark`, async () => {
      const reader = await site.device(language);
      await reader.open(path);
      if (path === '/login') await reader.reaches(loginTexts.signIn[language]);
      if (path === '/inbox') await reader.page.getByText(/^\d{6}$/).waitFor();
      await expectAccessible(reader, path);
    });
  }

  test(`The open dialog and the opened event log in ${language} have no violation, light or dark`, async () => {
    const reader = await site.device(language);
    await reader.open('/article');
    await reader.page.getByRole('main').locator('a[data-dialog]').click();
    await reader.reaches(loginTexts.signIn[language]);
    await expectAccessible(reader, 'dialog');
    await reader.page.keyboard.press('Escape');
    await reader.page.locator('#events summary').click();
    await reader.page.locator('#events li').first().waitFor();
    await expectAccessible(reader, 'event log');
  });

  for (const { email, steps, greeting } of loginJourneys) {
    test(`No step of ${email} in ${language} has a violation, light or dark`, async () => {
      const reader = await site.device(language);
      const tools = toolsFor(site, reader);
      await reader.open('/login');
      await signIn(tools, email);
      for (const step of steps) {
        await reader.reaches(step.heading[language]);
        await expectAccessible(reader, step.name);
        await step.take(tools);
      }
      await reader.signedInAs(greeting);
      if (steps.length === 0) await expectAccessible(reader, 'signed in');
    });
  }

  test(`The notice to change the e-mail address in ${language} has no violation, light or dark`, async () => {
    const reader = await site.device(language);
    await reader.open('/login');
    await signIn(toolsFor(site, reader), 'change-email@example.org');
    await reader.reaches(loginHeadings.changeEmail[language]);
    await expectAccessible(reader, 'change-email');
  });

  test(`Alerts and errors at fields in ${language} have no violation, light or dark`, async () => {
    const reader = await site.device(language);
    const tools = toolsFor(site, reader);
    await reader.open('/login');
    await tools.driver.press(loginTexts.signIn[language]);
    await expectAccessible(reader, 'empty fields');
    await signIn(tools, 'reader', 'wrong');
    await alertOf(reader).waitFor();
    await expectAccessible(reader, 'wrong password');
    await limitEverybody(site.demo, 40);
    await tools.driver.press(loginTexts.signIn[language]);
    await reader.form.getByRole('timer').waitFor();
    await expectAccessible(reader, 'rate limit');
    await reader.setOffline(true);
    await tools.driver.press(loginTexts.signIn[language]);
    await reader.form.getByRole('button', { name: loginTexts.retry[language], exact: true }).waitFor();
    await expectAccessible(reader, 'offline');
    await reader.setOffline(false);
  });

  test(`The notice that SSO is off in ${language} has no violation, light or dark`, async () => {
    await site.demo.configure({ disableSsoFunctionality: true });
    const reader = await site.device(language);
    await reader.open('/login');
    await reader.reaches(loginHeadings.off[language]);
    await expectAccessible(reader, 'off');
  });
}
