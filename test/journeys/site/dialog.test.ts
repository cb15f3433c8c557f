/** Signing in over the article, in the native dialog. */
import { expect, test } from 'vitest';
import { focusedPart } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { signIn } from '../../../scripts/drive/sign-in.js';

const site = useSite();

const gate = { en: 'Sign in to read', de: 'Anmelden und lesen' } as const;
const dialogOf = ({ page }: Reader) => page.getByRole('dialog');

async function opened(language: 'en' | 'de' = 'en'): Promise<Reader> {
  const reader = await site.device(language);
  await reader.open('/article');
  await reader.page.getByRole('link', { name: gate[language] }).press('Enter');
  await dialogOf(reader).waitFor();
  return reader;
}

test('The dialog opens on the heading of the form, in the language of the page', async () => {
  const reader = await opened('de');
  await reader.form.getByRole('heading', { name: 'Anmelden', exact: true }).waitFor();
  expect(await focusedPart(reader)).toBe('title');
});

test('Escape closes the dialog and leads back to the link, and what was typed is still there', async () => {
  const reader = await opened();
  await reader.page.keyboard.press('Tab');
  await reader.page.keyboard.type('reader@');
  await reader.page.keyboard.press('Escape');
  await dialogOf(reader).waitFor({ state: 'hidden' });
  expect(await reader.page.evaluate(() => document.activeElement?.textContent)).toBe('Sign in to read');
  await reader.page.keyboard.press('Enter');
  await dialogOf(reader).waitFor();
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe('reader@');
});

test('After signing in the dialog is gone and the article is open, on the very same page', async () => {
  const reader = await opened();
  await reader.page.evaluate(() => (document.body.dataset['same'] = 'yes'));
  await signIn(toolsFor(site, reader), 'reader');
  await reader.page.getByText('At ten to four Ilse Brandt unlocks the wheelhouse').waitFor();
  await dialogOf(reader).waitFor({ state: 'hidden' });
  // Reading goes on where the gate was.
  expect(await reader.page.evaluate(() => [document.body.dataset['same'], document.activeElement?.id])).toEqual([
    'yes',
    'rest',
  ]);
});

test('Who signs out again finds an empty form in the dialog', async () => {
  const reader = await opened();
  await signIn(toolsFor(site, reader), 'reader');
  await reader.page.getByRole('button', { name: 'Sign out' }).click();
  await reader.page.getByRole('main').getByRole('link', { name: 'Sign in to read' }).click();
  await dialogOf(reader).waitFor();
  expect(await reader.form.getByLabel('E-mail address or user name').inputValue()).toBe('');
});

test('The element is loaded when the dialog is opened, and not before', async () => {
  const reader = await site.device();
  const asked = () => reader.record.requests.some((each) => each.includes('/assets/login.js'));
  await reader.open('/article');
  await reader.page.getByRole('link', { name: 'Sign in to read' }).waitFor();
  expect(asked()).toBe(false);
  await reader.page.getByRole('link', { name: 'Sign in to read' }).click();
  await dialogOf(reader).waitFor();
  expect(asked()).toBe(true);
});

test('Where the element cannot be loaded, the link leads to the page for signing in', async () => {
  const reader = await site.device();
  await reader.open('/article');
  await reader.page.route('**/assets/login.js', (route) => route.abort(), { times: 1 });
  await reader.page.getByRole('link', { name: 'Sign in to read' }).click();
  await reader.page.waitForURL('**/login?next=*');
  reader.record.faults.length = 0;
});

test('The article is open for who is signed in before its script comes', async () => {
  const reader = await opened();
  await signIn(toolsFor(site, reader), 'reader');
  await reader.signedInAs('reader@example.org');
  await reader.page.route('**/site/article.js', async (route) => {
    await reader.page.getByRole('status').filter({ hasText: 'Signed in as' }).waitFor();
    await route.continue();
  });
  await reader.page.reload();
  await reader.page.getByText('At ten to four Ilse Brandt unlocks the wheelhouse').waitFor();
});
