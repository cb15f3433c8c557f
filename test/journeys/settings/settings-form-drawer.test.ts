/** The drawer with the settings form on every page, and the page of its own: loading, focus, keyboard, drafts, accessibility. */
import { expect, test } from 'vitest';
import { languages } from '../../../demo/language.js';
import { isAccessible } from '../support/accessible.js';
import { editorOf, isSame, mark, words } from '../../../scripts/drive/editor.js';
import { keyboard, tabTo } from '../../../scripts/drive/hands.js';
import { useSite, type Reader } from '../../../scripts/drive/site.js';

const site = useSite();

const wide = { viewport: { width: 1300, height: 900 } };
const active = ({ page }: Reader) => page.evaluate(() => document.activeElement?.id ?? '');

test('The form is loaded when the drawer is opened, and not before; it stands outside the main part', async () => {
  const reader = await site.device('de');
  await reader.open('/article');
  const editor = editorOf(reader);
  await editor.opener.waitFor();
  expect(await editor.drawer.count()).toBe(0);
  expect(await editor.opener.getAttribute('aria-expanded')).toBe('false');
  const asked = () => reader.watch.requests.filter((each) => /\/assets\/settings\.js$|\/sso-settings$/.test(each));
  expect(asked()).toEqual([]);
  await editor.open();
  expect(asked()).toHaveLength(2);
  expect(await editor.opener.getAttribute('aria-expanded')).toBe('true');
  expect(await editor.drawer.getByRole('heading', { name: words.title.de }).count()).toBe(1);
  expect(await reader.page.getByRole('main').locator('sso-settings').count()).toBe(0);
});

test('The page stays usable beside the open drawer', async () => {
  const reader = await site.device('en', wide);
  await reader.open('/register');
  const editor = editorOf(reader);
  await editor.open();
  await reader.form.getByLabel('E-mail address', { exact: true }).fill('new@example.org');
  const [page, drawer] = [await reader.form.boundingBox(), await editor.drawer.boundingBox()];
  expect(page!.x + page!.width).toBeLessThan(drawer!.x);
  await reader.page.getByRole('link', { name: 'Front page' }).click();
  await reader.page.getByRole('heading', { name: 'The last ferry keeps its captain' }).waitFor();
});

test('On a phone the drawer covers the lower part alone, and the end of the page can be scrolled above it', async () => {
  const reader = await site.device('en', { viewport: { width: 360, height: 740 } });
  await reader.open('/register');
  const editor = editorOf(reader);
  await editor.open();
  const drawer = await editor.drawer.boundingBox();
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
  const editor = editorOf(reader);
  await editor.open();
  expect(await active(reader)).toBe('settings-drawer');
  await editor.edit();
  await editor.tick(words.username.en, true);
  await editor.hands.press('Cancel');
  await editor.form.getByRole('dialog').getByText('Discard your changes?').waitFor();
  await reader.page.keyboard.press('Escape');
  await editor.form.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await editor.drawer.isVisible()).toBe(true);
  await editor.form.getByLabel('Allowed domains').focus();
  await reader.page.keyboard.press('Escape');
  await editor.drawer.waitFor({ state: 'hidden' });
  expect(await editor.opener.evaluate((button) => button === document.activeElement)).toBe(true);
});

test('A draft outlives closing the drawer, and the button says that it is not saved', async () => {
  const reader = await site.device('en', wide);
  await reader.open('/');
  const editor = editorOf(reader);
  await editor.open();
  await editor.edit();
  await editor.hands.type('Allowed domains', 'example.org');
  await editor.drawer.getByRole('button', { name: words.close.en, exact: true }).click();
  await editor.drawer.waitFor({ state: 'hidden' });
  expect(await editor.opener.innerText()).toBe('Settings of this site (not saved)');
  await editor.opener.click();
  expect(await editor.form.getByLabel('Allowed domains').inputValue()).toBe('example.org');
  await editor.save();
  await editor.opener.click();
  expect(await editor.opener.innerText()).toBe('Settings of this site');
});

test('Leaving the page with a draft is asked about, even when the drawer is closed', async () => {
  const reader = await site.device('en', wide);
  await reader.open('/');
  await mark(reader);
  const editor = editorOf(reader);
  await editor.open();
  await editor.edit();
  await editor.tick(words.username.en, true);
  await editor.opener.click();
  const asked: string[] = [];
  const answers = ['stay', 'leave'];
  reader.page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void (answers.shift() === 'stay' ? dialog.dismiss() : dialog.accept());
  });
  const away = reader.page.getByRole('link', { name: 'Account', exact: true });
  await away.click();
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await isSame(reader);
  await editor.opener.click();
  expect(await editor.form.getByRole('checkbox', { name: words.username.en }).isChecked()).toBe(true);
  await away.click();
  await reader.page.waitForURL('**/account?*');
  expect(asked).toEqual(['beforeunload', 'beforeunload']);
});

test('What others have saved meanwhile is there when the drawer is opened again', async () => {
  const reader = await site.device('en', wide);
  await reader.open('/');
  const editor = editorOf(reader);
  await editor.open();
  await editor.opener.click();
  await site.demo.configure({ maxSessions: 77 });
  await editor.opener.click();
  await editor.form.getByText('77', { exact: true }).waitFor();
});

test('Where the form cannot be loaded, the drawer says so and leads to the page of the settings', async () => {
  const reader = await site.device();
  await reader.page.route('**/assets/settings.js', (route) => route.abort(), { times: 1 });
  await reader.open('/');
  await editorOf(reader).opener.click();
  await reader.page.getByRole('alert').getByText('The form could not be loaded.').waitFor();
  await reader.page.getByRole('link', { name: 'Open the settings page' }).click();
  await reader.page.waitForURL('**/settings?lang=en');
  await editorOf(reader).form.getByRole('button', { name: words.edit.en }).waitFor();
  expect(await editorOf(reader).opener.count()).toBe(0);
  reader.watch.faults.length = 0;
});

for (const language of languages)
  test(`The keyboard alone opens the drawer, changes a setting, saves and closes, on pages in ${language}`, async () => {
    const reader = await site.device(language, wide);
    const { keyboard: keys } = reader.page;
    await reader.open('/register');
    await reader.form.getByLabel(language === 'en' ? 'E-mail address' : 'E-Mail-Adresse', { exact: true }).waitFor();
    await mark(reader);
    const editor = editorOf(reader);
    const hands = keyboard(reader.page, editor.form);
    await tabTo(reader.page, editor.opener);
    await keys.press('Enter');
    await hands.press(words.edit[language]);
    await hands.choose(words.tokenType[language], 'SMS');
    await tabTo(reader.page, editor.form.getByRole('checkbox', { name: words.username[language] }));
    await keys.press('Space');
    await hands.press(words.save[language]);
    await editor.form.getByRole('status').getByText(words.saved[language]).waitFor();
    await keys.press('Escape');
    await editor.drawer.waitFor({ state: 'hidden' });
    expect(await editor.opener.evaluate((button) => button === document.activeElement)).toBe(true);
    await reader.form.getByLabel(language === 'en' ? 'Mobile number' : 'Mobilnummer').waitFor();
    await reader.form.getByLabel(language === 'en' ? 'User name' : 'Benutzername').waitFor();
    await isSame(reader);
  });

for (const language of languages) {
  test(`The page of the settings in ${language} has no violation, read and edited, light and dark`, async () => {
    const reader = await site.device(language);
    await reader.open('/settings');
    const editor = editorOf(reader);
    await editor.form.getByRole('button', { name: words.edit[language], exact: true }).waitFor();
    await isAccessible(reader, 'read');
    await editor.edit();
    await isAccessible(reader, 'edit');
  });

  test(`The open drawer in ${language} has no violation, read and edited, light and dark`, async () => {
    const reader = await site.device(language, wide);
    await reader.open('/register');
    const editor = editorOf(reader);
    await editor.open();
    await isAccessible(reader, 'read');
    await editor.edit();
    await isAccessible(reader, 'edit');
    await reader.page.setViewportSize({ width: 360, height: 740 });
    await isAccessible(reader, 'on a phone');
  });
}
