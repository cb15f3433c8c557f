import { expect, test } from 'vitest';
import { languages } from '../../../demo/language.js';
import { check, isAccessible } from '../support/accessible.js';
import { alertOf, toolsOf } from '../../../scripts/drive/see.js';
import { useSite } from '../../../scripts/drive/site.js';
import { headings, journeys, signIn, texts } from '../../../scripts/drive/table.js';

const site = useSite();

test('The check finds what is not accessible under the policy of the site', async () => {
  const reader = await site.device();
  await reader.open('/');
  await reader.page.evaluate(() => document.querySelector('main')!.append(document.createElement('button')));
  const { violations } = await check(reader.page);
  expect(violations.map(({ id }) => id)).toContain('button-name');
});

for (const language of languages) {
  for (const path of ['/', '/article', '/letter', '/login', '/inbox', '/missing']) {
    test(`${path} in ${language} has no violation, light or dark`, async () => {
      const reader = await site.device(language);
      await reader.open(path);
      if (path === '/login') await reader.reaches(texts.signIn[language]);
      if (path === '/inbox') await reader.page.getByText(/^\d{6}$/).waitFor();
      await isAccessible(reader, path);
    });
  }

  test(`The open dialog and the opened event log in ${language} have no violation, light or dark`, async () => {
    const reader = await site.device(language);
    await reader.open('/article');
    await reader.page.getByRole('main').locator('a[data-dialog]').click();
    await reader.reaches(texts.signIn[language]);
    await isAccessible(reader, 'dialog');
    await reader.page.keyboard.press('Escape');
    await reader.page.locator('#events summary').click();
    await reader.page.locator('#events li').first().waitFor();
    await isAccessible(reader, 'event log');
  });

  for (const { email, steps, greeted } of journeys) {
    test(`No step of ${email} in ${language} has a violation, light or dark`, async () => {
      const reader = await site.device(language);
      const tools = toolsOf(site, reader);
      await reader.open('/login');
      await signIn(tools, email);
      for (const step of steps) {
        await reader.reaches(step.heading[language]);
        await isAccessible(reader, step.name);
        await step.take(tools);
      }
      await reader.signedInAs(greeted);
      if (steps.length === 0) await isAccessible(reader, 'signed in');
    });
  }

  test(`The notice to change the e-mail address in ${language} has no violation, light or dark`, async () => {
    const reader = await site.device(language);
    await reader.open('/login');
    await signIn(toolsOf(site, reader), 'change-email@example.org');
    await reader.reaches(headings.changeEmail[language]);
    await isAccessible(reader, 'change-email');
  });

  test(`Alerts and errors at fields in ${language} have no violation, light or dark`, async () => {
    const reader = await site.device(language);
    const tools = toolsOf(site, reader);
    await reader.open('/login');
    await tools.hands.press(texts.signIn[language]);
    await isAccessible(reader, 'empty fields');
    await signIn(tools, 'reader', 'wrong');
    await alertOf(reader).waitFor();
    await isAccessible(reader, 'wrong password');
    await site.demo.fault({ operation: 'login/verify', status: 429, errorCode: 99429, retryAfter: 40 });
    await tools.hands.press(texts.signIn[language]);
    await reader.form.getByRole('timer').waitFor();
    await isAccessible(reader, 'rate limit');
    await reader.context.setOffline(true);
    await tools.hands.press(texts.signIn[language]);
    await reader.form.getByRole('button', { name: texts.retry[language], exact: true }).waitFor();
    await isAccessible(reader, 'offline');
    await reader.context.setOffline(false);
  });

  test(`The notice that SSO is off in ${language} has no violation, light or dark`, async () => {
    await site.demo.configure({ disableSsoFunctionality: true });
    const reader = await site.device(language);
    await reader.open('/login');
    await reader.reaches(headings.off[language]);
    await isAccessible(reader, 'off');
  });
}
