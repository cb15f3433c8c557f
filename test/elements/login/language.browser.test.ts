import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { addTexts } from '../../../src/entries/login.js';
import { answers, heading, identifier, scripted, secret, show, signIn } from '../../support/element.js';
import type { Reply } from '../../../src/entries/login.js';

const speak = (language: string) => (document.documentElement.lang = language);

test.each([
  ['en', 'Sign in'],
  ['de', 'Anmelden'],
  ['de-AT', 'Anmelden'],
  ['DE', 'Anmelden'],
  ['fr', 'Sign in'],
  ['', 'Sign in'],
])('on a page in "%s" the heading is %s', async (language, title) => {
  speak(language);
  await show(scripted());
  await expect.element(heading(title)).toBeVisible();
});

test('a page that changes its language has the form follow, and nothing typed is lost', async () => {
  const client = scripted();
  await show(client);
  await identifier.fill('reader');
  await secret.fill('half a pass');
  speak('de');
  await expect.element(heading('Anmelden')).toBeVisible();
  await expect.element(page.getByLabelText('E-Mail-Adresse oder Benutzername')).toHaveValue('reader');
  await expect.element(page.getByLabelText('Passwort', { exact: true })).toHaveValue('half a pass');
  expect(client.to('settings').map(({ path }) => path)).toEqual(['settings?language=en', 'settings?language=de']);
});

test('a language that is named nearer to the form later is followed, and so is its end', async () => {
  const element = await show(scripted());
  const around = element.parentElement!;
  around.lang = 'de';
  await expect.element(heading('Anmelden')).toBeVisible();
  around.removeAttribute('lang');
  await expect.element(heading('Sign in')).toBeVisible();
});

test('a later step follows the language of the page, too, there and back', async () => {
  await show(scripted({ 'login/start': answers['two-factor'] }));
  await signIn();
  const code = page.getByLabelText('Code');
  await code.fill('123');
  speak('de');
  await expect.element(heading('Bestätigen Sie, dass Sie es sind')).toBeVisible();
  await expect.element(code).toHaveValue('123');
  speak('en');
  await expect.element(heading('Confirm it is you')).toBeVisible();
  await expect.element(code).toHaveValue('123');
});

test('a problem is shown in the new language', async () => {
  await show(scripted({ 'login/start': { kind: 'problem', code: 'account-inactive' } as Reply }));
  await signIn();
  await expect.element(page.getByText('This account is not active yet.')).toBeVisible();
  speak('de');
  await expect.element(page.getByText('Dieses Konto ist noch nicht aktiv.')).toBeVisible();
});

test('calls carry the language of the page', async () => {
  speak('de');
  const client = scripted({ 'login/start': answers.session });
  await show(client);
  await page.getByLabelText('E-Mail-Adresse oder Benutzername').fill('a');
  await page.getByLabelText('Passwort', { exact: true }).fill('b');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect.element(heading('Sie sind angemeldet.')).toBeVisible();
  expect(client.to('login/start')[0]!.body).toMatchObject({ language: 'de' });
});

test('a second form below another language follows the first, and a warning is logged', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await show(scripted());
  const section = document.createElement('section');
  section.lang = 'de';
  const second = document.createElement('sso-login');
  second.client = scripted();
  section.append(second);
  document.body.append(section);
  await expect.poll(() => second.shadowRoot?.querySelector('h2')?.textContent).toBe('Sign in');
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('one language a page'), second);
  section.remove();
  warn.mockRestore();
});

test('two forms in one language warn of nothing', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await show(scripted());
  await show(scripted());
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test("a publisher's own text replaces a single one, in first and later screens, and the rest stays", async () => {
  addTexts('de', { 'login.register': 'Jetzt registrieren', 'code.label': 'Sicherheitscode' });
  addTexts('xx', { 'login.register': 'nobody' });
  speak('de');
  const element = await show(scripted({ 'login/start': answers['two-factor'] }));
  await expect.element(page.getByRole('button', { name: 'Jetzt registrieren' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Passwort vergessen?' })).toBeVisible();
  for (const input of element.shadowRoot!.querySelectorAll('input')) input.value = 'x';
  element.shadowRoot!.querySelector('form')!.requestSubmit();
  await expect.element(page.getByLabelText('Sicherheitscode')).toBeVisible();
});
