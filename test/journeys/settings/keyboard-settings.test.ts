/** Tab, arrows, Enter, Space and letters alone, through what the settings form asks back, its preview, and the sign-in dialog. */
import { expect, test } from 'vitest';
import { titles } from '../../../scripts/drive/accounts.js';
import { editorOf, words } from '../../../scripts/drive/editor.js';
import { keyboard, tabTo } from '../../../scripts/drive/hands.js';
import { useSite } from '../../../scripts/drive/site.js';
import { signIn, texts } from '../../../scripts/drive/table.js';

const site = useSite();
const t = ({ en }: { en: string }) => en;

/** The page of the settings at Edit. */
async function editing() {
  const reader = await site.device('en', { viewport: { width: 1400, height: 900 } });
  await reader.open('/settings');
  const editor = editorOf(reader);
  const hands = keyboard(reader.page, editor.form);
  await hands.press(words.edit.en);
  const { page } = reader;
  /** Types in place of what the field holds. */
  const replace = async (label: string, text: string) => {
    await tabTo(page, editor.form.getByLabel(label, { exact: true }));
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type(text);
  };
  const told = (text: string) => editor.form.getByRole('status').getByText(text).waitFor();
  return { reader, page, editor, hands, replace, told };
}
/** Some stand beside the others in the hosted document. */
const settings = async () => {
  const response = await fetch(`${site.demo.origin}/simulator/settings`);
  const { settings: inner, ...beside } = (await response.json()) as { settings: object };
  return { ...beside, ...inner };
};

test('A conflict is settled by the keyboard alone, and the last change undone', async () => {
  const { page, editor, hands, replace, told } = await editing();
  await replace(words.logins.en, '5');
  await site.demo.configure({ maxSessions: 3 });
  await hands.press(words.save.en);
  const pair = editor.form.getByRole('row', { name: words.logins.en }).getByRole('radio');
  await pair.first().waitFor();
  // A pair has one stop; arrows choose in it.
  const checked = () => pair.evaluateAll((each) => each.findIndex((radio) => (radio as HTMLInputElement).checked));
  const at = Math.max(0, await checked());
  await tabTo(page, pair.nth(at));
  await page.keyboard.press('Space');
  if (!(await editor.form.getByRole('radio', { name: '5' }).isChecked())) await page.keyboard.press('ArrowDown');
  expect(await editor.form.getByRole('radio', { name: '5' }).isChecked()).toBe(true);
  await hands.press('Save this choice');
  await told(words.saved.en);
  expect(await settings()).toMatchObject({ maxSessions: 5 });
  await hands.press(words.undo.en);
  await told(words.undone.en);
  expect(await settings()).toMatchObject({ maxSessions: 3 });
});

test('A question is refused with Escape and agreed to by the keyboard alone', async () => {
  const { page, editor, hands, told } = await editing();
  await tabTo(page, editor.form.getByRole('checkbox', { name: 'Switch sign-in off' }));
  await page.keyboard.press('Space');
  await hands.press(words.save.en);
  const question = editor.form.getByRole('dialog');
  await question.getByText('nobody can sign in', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  expect(await settings()).toMatchObject({ disableSsoFunctionality: false });
  await hands.press(words.save.en);
  await tabTo(page, question.getByRole('button').last());
  await page.keyboard.press('Enter');
  await told(words.saved.en);
  expect(await settings()).toMatchObject({ disableSsoFunctionality: true });
});

test('A suggested domain is taken, and the preview chosen in its four lists, by the keyboard alone', async () => {
  const { reader, page, editor, hands, replace } = await editing();
  await replace(words.domain.en, 'https://www.example.com/path');
  await page.keyboard.press('Tab');
  await tabTo(page, editor.form.getByRole('button', { name: 'www.example.com' }));
  await page.keyboard.press('Enter');
  expect(await editor.form.getByLabel(words.domain.en, { exact: true }).inputValue()).toBe('www.example.com');
  await replace(words.domain.en, '');
  await hands.choose('Form', 'Registration');
  const element = reader.page.locator('[slot=preview] sso-register');
  await hands.choose('Language', 'German');
  await element.getByRole('heading', { name: titles.register.de }).waitFor();
  await hands.choose('Width', '360 pixels');
  await hands.choose('Colours', 'Dark');
  expect(await element.evaluate((each) => each.getBoundingClientRect().width)).toBeLessThanOrEqual(360);
  expect(await element.evaluate((each) => getComputedStyle(each).colorScheme)).toBe('dark');
});

test('The keyboard alone signs in over the article, in the dialog', async () => {
  const reader = await site.device();
  await reader.open('/article');
  await tabTo(reader.page, reader.page.getByRole('main').getByRole('link', { name: 'Sign in to read' }));
  await reader.page.keyboard.press('Enter');
  await reader.reaches(texts.signIn.en);
  await signIn({ hands: keyboard(reader.page, reader.form), t, demo: site.demo }, 'reader');
  await reader.signedInAs('reader@example.org');
  await reader.page.getByText('At ten to four Ilse Brandt unlocks the wheelhouse').waitFor();
});
