/** The drawer with the settings form on every page, and the page of its own: loading, focus, keyboard, drafts, accessibility. */
import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import { expectAccessible } from '../support/axe.js';
import { settingsFormOf, settingsFormTexts } from '../../../scripts/drive/settings-form.js';
import { expectSamePage, markPage } from '../support/same-page.js';
import { keyboardDriver, tabTo } from '../../../scripts/drive/form-driver.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';

const site = useSite();

const wide = { viewport: { width: 1300, height: 900 } };
const active = ({ page }: Reader) => page.evaluate(() => document.activeElement?.id ?? '');

test('The form is loaded when the drawer is opened, and not before; it stands outside the main part', async () => {
  const reader = await site.device('de');
  await reader.open('/article');
  const settingsForm = settingsFormOf(reader);
  await settingsForm.opener.waitFor();
  expect(await settingsForm.drawer.count()).toBe(0);
  expect(await settingsForm.opener.getAttribute('aria-expanded')).toBe('false');
  const asked = () => reader.record.requests.filter((each) => /\/assets\/settings\.js$|\/sso-settings$/.test(each));
  expect(asked()).toEqual([]);
  await settingsForm.open();
  expect(asked()).toHaveLength(2);
  expect(await settingsForm.opener.getAttribute('aria-expanded')).toBe('true');
  expect(await settingsForm.drawer.getByRole('heading', { name: settingsFormTexts.title.de }).count()).toBe(1);
  expect(await reader.page.getByRole('main').locator('sso-settings').count()).toBe(0);
});

test('The page stays usable beside the open drawer', async () => {
  const reader = await site.device('en', wide);
  await reader.open('/register');
  const settingsForm = settingsFormOf(reader);
  await settingsForm.open();
  await reader.form.getByLabel('E-mail address', { exact: true }).fill('new@example.org');
  const [page, drawer] = [await reader.form.boundingBox(), await settingsForm.drawer.boundingBox()];
  expect(page!.x + page!.width).toBeLessThan(drawer!.x);
  await reader.page.getByRole('link', { name: 'Front page' }).click();
  await reader.page.getByRole('heading', { name: 'The last ferry keeps its captain' }).waitFor();
});

test('On a phone the drawer covers the lower part alone, and the end of the page can be scrolled above it', async () => {
  const reader = await site.device('en', { viewport: { width: 360, height: 740 } });
  await reader.open('/register');
  const settingsForm = settingsFormOf(reader);
  await settingsForm.open();
  const drawer = await settingsForm.drawer.boundingBox();
  expect([drawer!.x, drawer!.width, drawer!.y + drawer!.height]).toEqual([0, 360, 740]);
  expect(drawer!.y).toBeGreaterThan(200);
  const last = reader.page.getByRole('contentinfo').getByRole('link').last();
  await last.focus();
  const box = await last.boundingBox();
  expect(box!.y + box!.height).toBeLessThanOrEqual(drawer!.y);
  expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('Escape closes the drawer and leads back to its button, and a question takes its own Escape', async () => {
  const reader = await site.device('en', wide);
  await reader.open('/');
  const settingsForm = settingsFormOf(reader);
  await settingsForm.open();
  expect(await active(reader)).toBe('settings-drawer');
  await settingsForm.edit();
  await settingsForm.tick(settingsFormTexts.username.en, true);
  await settingsForm.driver.press('Cancel');
  await settingsForm.form.getByRole('dialog').getByText('Discard your changes?').waitFor();
  await reader.page.keyboard.press('Escape');
  await settingsForm.form.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await settingsForm.drawer.isVisible()).toBe(true);
  await settingsForm.form.getByLabel('Allowed domains').focus();
  await reader.page.keyboard.press('Escape');
  await settingsForm.drawer.waitFor({ state: 'hidden' });
  expect(await settingsForm.opener.evaluate((button) => button === document.activeElement)).toBe(true);
});

test('A draft outlives closing the drawer, and the button says that it is not saved', async () => {
  const reader = await site.device('en', wide);
  await reader.open('/');
  const settingsForm = settingsFormOf(reader);
  await settingsForm.open();
  await settingsForm.edit();
  await settingsForm.driver.type('Allowed domains', 'example.org');
  await settingsForm.drawer.getByRole('button', { name: settingsFormTexts.close.en, exact: true }).click();
  await settingsForm.drawer.waitFor({ state: 'hidden' });
  expect(await settingsForm.opener.innerText()).toBe('Settings of this site (not saved)');
  await settingsForm.opener.click();
  expect(await settingsForm.form.getByLabel('Allowed domains').inputValue()).toBe('example.org');
  await settingsForm.save();
  await settingsForm.opener.click();
  expect(await settingsForm.opener.innerText()).toBe('Settings of this site');
});

test('Leaving the page with a draft is asked about, even when the drawer is closed', async () => {
  const reader = await site.device('en', wide);
  await reader.open('/');
  await markPage(reader);
  const settingsForm = settingsFormOf(reader);
  await settingsForm.open();
  await settingsForm.edit();
  await settingsForm.tick(settingsFormTexts.username.en, true);
  await settingsForm.opener.click();
  const asked: string[] = [];
  const answers = ['stay', 'leave'];
  reader.page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void (answers.shift() === 'stay' ? dialog.dismiss() : dialog.accept());
  });
  const away = reader.page.getByRole('link', { name: 'Account', exact: true });
  await away.click();
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expectSamePage(reader);
  await settingsForm.opener.click();
  expect(await settingsForm.form.getByRole('checkbox', { name: settingsFormTexts.username.en }).isChecked()).toBe(true);
  await away.click();
  await reader.page.waitForURL('**/account?*');
  expect(asked).toEqual(['beforeunload', 'beforeunload']);
});

test('What others have saved meanwhile is there when the drawer is opened again', async () => {
  const reader = await site.device('en', wide);
  await reader.open('/');
  const settingsForm = settingsFormOf(reader);
  await settingsForm.open();
  await settingsForm.opener.click();
  await site.demo.configure({ maxSessions: 77 });
  await settingsForm.opener.click();
  await settingsForm.form.getByText('77', { exact: true }).waitFor();
});

test('Where the form cannot be loaded, the drawer says so and leads to the page of the settings', async () => {
  const reader = await site.device();
  await reader.page.route('**/assets/settings.js', (route) => route.abort(), { times: 1 });
  await reader.open('/');
  await settingsFormOf(reader).opener.click();
  await reader.page.getByRole('alert').getByText('The form could not be loaded.').waitFor();
  await reader.page.getByRole('link', { name: 'Open the settings page' }).click();
  await reader.page.waitForURL('**/settings?lang=en');
  await settingsFormOf(reader).form.getByRole('button', { name: settingsFormTexts.edit.en }).waitFor();
  expect(await settingsFormOf(reader).opener.count()).toBe(0);
  reader.record.faults.length = 0;
});

for (const language of journeyLanguages)
  test(`The keyboard alone opens the drawer, changes a setting, saves and closes, on pages in ${language}`, async () => {
    const reader = await site.device(language, wide);
    const { keyboard: keys } = reader.page;
    await reader.open('/register');
    await reader.form.getByLabel(language === 'en' ? 'E-mail address' : 'E-Mail-Adresse', { exact: true }).waitFor();
    await markPage(reader);
    const settingsForm = settingsFormOf(reader);
    const driver = keyboardDriver(reader.page, settingsForm.form);
    await tabTo(reader.page, settingsForm.opener);
    await keys.press('Enter');
    await driver.press(settingsFormTexts.edit[language]);
    await driver.choose(settingsFormTexts.tokenType[language], 'SMS');
    await tabTo(reader.page, settingsForm.form.getByRole('checkbox', { name: settingsFormTexts.username[language] }));
    await keys.press('Space');
    await driver.press(settingsFormTexts.save[language]);
    await settingsForm.form.getByRole('status').getByText(settingsFormTexts.saved[language]).waitFor();
    await keys.press('Escape');
    await settingsForm.drawer.waitFor({ state: 'hidden' });
    expect(await settingsForm.opener.evaluate((button) => button === document.activeElement)).toBe(true);
    await reader.form.getByLabel(language === 'en' ? 'Mobile number' : 'Mobilnummer').waitFor();
    await reader.form.getByLabel(language === 'en' ? 'User name' : 'Benutzername').waitFor();
    await expectSamePage(reader);
  });

for (const language of journeyLanguages) {
  test(`The page of the settings in ${language} has no violation, read and edited, light and dark`, async () => {
    const reader = await site.device(language);
    await reader.open('/settings');
    const settingsForm = settingsFormOf(reader);
    await settingsForm.form.getByRole('button', { name: settingsFormTexts.edit[language], exact: true }).waitFor();
    await expectAccessible(reader, 'read');
    await settingsForm.edit();
    await expectAccessible(reader, 'edit');
  });

  test(`The open drawer in ${language} has no violation, read and edited, light and dark`, async () => {
    const reader = await site.device(language, wide);
    await reader.open('/register');
    const settingsForm = settingsFormOf(reader);
    await settingsForm.open();
    await expectAccessible(reader, 'read');
    await settingsForm.edit();
    await expectAccessible(reader, 'edit');
    await reader.page.setViewportSize({ width: 360, height: 740 });
    await expectAccessible(reader, 'on a phone');
  });
}
