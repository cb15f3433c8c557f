/** A change in the drawer reaches the elements of every page at once, also in a dialog and in other tabs; no page is left. */
import { expect, test } from 'vitest';
import { accountHeadings } from '../../../scripts/drive/account-texts.js';
import { openDrawerAt, field } from '../support/settings-drawer.js';
import { type SettingsForm, settingsFormOf } from '../../../scripts/drive/settings-form.js';
import { expectSamePage } from '../support/same-page.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { loginHeadings, loginTexts } from '../../../scripts/drive/login-texts.js';

const site = useSite();

const pages = [
  ['/login', accountHeadings.signIn],
  ['/register', accountHeadings.register],
  ['/connect', accountHeadings.connect],
  ['/password', accountHeadings.forgot],
  ['/auth', accountHeadings.signIn],
] as const;

async function switchOff(settingsForm: SettingsForm): Promise<void> {
  await settingsForm.edit();
  await settingsForm.tick('Switch sign-in off', true);
  await settingsForm.save(/^From now on, nobody can sign in, register or set a new password\./);
}
/** The form of the article is in a dialog. */
const openDialog = async ({ page }: Reader): Promise<void> => {
  await page.getByRole('main').getByRole('link', { name: 'Sign in to read' }).click();
  await page.getByRole('dialog').waitFor();
};

for (const [path, title] of pages)
  test(`Sign-in switched off in the drawer of ${path} puts a notice in the form's place, and undoing it brings the form back`, async () => {
    const { reader, settingsForm } = await openDrawerAt(site, path, title.en);
    await switchOff(settingsForm);
    await reader.reaches(loginHeadings.off.en);
    expect(await reader.form.getByRole('textbox').count()).toBe(0);
    await settingsForm.undo();
    await reader.reaches(title.en);
    await reader.form.getByRole('textbox').first().waitFor();
    await expectSamePage(reader);
  });

test('A dialog that is opened after sign-in was switched off has the notice, and the form once that is undone', async () => {
  const { reader, settingsForm } = await openDrawerAt(site, '/article');
  await switchOff(settingsForm);
  await openDialog(reader);
  await reader.reaches(loginHeadings.off.en);
  await reader.page.keyboard.press('Escape');
  await settingsForm.undo();
  await openDialog(reader);
  await reader.reaches(loginTexts.signIn.en);
  await expectSamePage(reader);
});

test('An open dialog follows what is saved in another tab: the notice is in it, and so is the focus', async () => {
  const at = await openDrawerAt(site, '/article');
  const { reader } = at;
  await reader.page.keyboard.press('Escape');
  await openDialog(reader);
  await reader.reaches(loginTexts.signIn.en);
  await field(at, loginTexts.identifier.en).fill('reader');
  const tab = await reader.context.newPage();
  await tab.goto(`${site.demo.origin}/letter?lang=en`);
  const other = settingsFormOf({ page: tab, language: 'en' });
  await other.open();
  await switchOff(other);
  await reader.reaches(loginHeadings.off.en);
  const inDialog = () => reader.page.evaluate(() => document.activeElement?.closest('dialog[open]') !== null);
  expect(await inDialog()).toBe(true);
  await other.undo();
  await field(at, loginTexts.identifier.en).waitFor();
  expect(await inDialog()).toBe(true);
  await expectSamePage(reader);
});
