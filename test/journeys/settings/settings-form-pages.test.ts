/** A change in the drawer reaches the elements of every page at once, also in a dialog and in other tabs; no page is left. */
import { expect, test } from 'vitest';
import { titles } from '../../../scripts/drive/accounts.js';
import { benchAt, field } from '../support/bench.js';
import { editorOf, isSame, type Editor } from '../../../scripts/drive/editor.js';
import { useSite, type Reader } from '../../../scripts/drive/site.js';
import { headings, texts } from '../../../scripts/drive/table.js';

const site = useSite();

const pages = [
  ['/login', titles.signIn],
  ['/register', titles.register],
  ['/connect', titles.connect],
  ['/password', titles.forgot],
  ['/auth', titles.signIn],
] as const;

async function switchOff(editor: Editor): Promise<void> {
  await editor.edit();
  await editor.tick('Switch sign-in off', true);
  await editor.save(/^From now on, nobody can sign in, register or set a new password\./);
}
/** The form of the article is in a dialog. */
const openDialog = async ({ page }: Reader): Promise<void> => {
  await page.getByRole('main').getByRole('link', { name: 'Sign in to read' }).click();
  await page.getByRole('dialog').waitFor();
};

for (const [path, title] of pages)
  test(`Sign-in switched off in the drawer of ${path} puts a notice in the form's place, and undoing it brings the form back`, async () => {
    const { reader, editor } = await benchAt(site, path, title.en);
    await switchOff(editor);
    await reader.reaches(headings.off.en);
    expect(await reader.form.getByRole('textbox').count()).toBe(0);
    await editor.undo();
    await reader.reaches(title.en);
    await reader.form.getByRole('textbox').first().waitFor();
    await isSame(reader);
  });

test('A dialog that is opened after sign-in was switched off has the notice, and the form once that is undone', async () => {
  const { reader, editor } = await benchAt(site, '/article');
  await switchOff(editor);
  await openDialog(reader);
  await reader.reaches(headings.off.en);
  await reader.page.keyboard.press('Escape');
  await editor.undo();
  await openDialog(reader);
  await reader.reaches(texts.signIn.en);
  await isSame(reader);
});

test('An open dialog follows what is saved in another tab: the notice is in it, and so is the focus', async () => {
  const at = await benchAt(site, '/article');
  const { reader } = at;
  await reader.page.keyboard.press('Escape');
  await openDialog(reader);
  await reader.reaches(texts.signIn.en);
  await field(at, texts.identifier.en).fill('reader');
  const tab = await reader.context.newPage();
  await tab.goto(`${site.demo.origin}/letter?lang=en`);
  const other = editorOf({ page: tab, language: 'en' });
  await other.open();
  await switchOff(other);
  await reader.reaches(headings.off.en);
  const inDialog = () => reader.page.evaluate(() => document.activeElement?.closest('dialog[open]') !== null);
  expect(await inDialog()).toBe(true);
  await other.undo();
  await field(at, texts.identifier.en).waitFor();
  expect(await inDialog()).toBe(true);
  await isSame(reader);
});
