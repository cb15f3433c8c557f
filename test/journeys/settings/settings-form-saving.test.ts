/** Saving that meets something: other people, no connection, a refusal; what was changed is never lost. */
import { expect, test } from 'vitest';
import type { Language } from '../../../demo/language.js';
import { isAccessible } from '../support/accessible.js';
import { editorOf, words, type Editor } from '../../../scripts/drive/editor.js';
import { useSite, type Reader } from '../../../scripts/drive/site.js';

const site = useSite();

/** The page of the settings at Edit. */
async function editing(language: Language = 'en'): Promise<{ reader: Reader; editor: Editor }> {
  const reader = await site.device(language);
  await reader.open('/settings');
  const editor = editorOf(reader);
  await editor.edit();
  return { reader, editor };
}
const settings = async (): Promise<Record<string, unknown>> => {
  const response = await fetch(`${site.demo.origin}/simulator/settings`);
  return ((await response.json()) as { settings: Record<string, unknown> }).settings;
};
const logins = 'Devices signed in at the same time';

/** Two browsers at the same version; the first one saves. */
async function clash() {
  const [first, second] = [await editing(), await editing()];
  await first.editor.hands.type(logins, '3');
  await first.editor.tick(words.username.en, true);
  await first.editor.save();
  await second.editor.hands.type(logins, '5');
  await second.editor.hands.type('Allowed domains', 'localhost');
  await second.editor.hands.press(words.save.en);
  await second.editor.form.getByRole('alert').getByText('Someone else has saved in the meantime').waitFor();
  return second;
}

test('A conflict shows both sides, saves nothing by itself, and then what was chosen; the rest of both is kept', async () => {
  const { reader, editor } = await clash();
  expect(await settings()).toMatchObject({ maxSessions: 3, forceUsername: true, allowedDomains: '' });
  const row = editor.form.getByRole('row', { name: logins });
  expect(await row.getByRole('radio').count()).toBe(2);
  await isAccessible(reader, 'conflict');
  await row.getByRole('radio', { name: '5' }).check();
  await editor.hands.press('Save this choice');
  await editor.form.getByRole('status').getByText(words.saved.en).waitFor();
  expect(await settings()).toMatchObject({ maxSessions: 5, forceUsername: true, allowedDomains: 'localhost' });
});

test('In a conflict the other side can be taken, too', async () => {
  const { editor } = await clash();
  await editor.form.getByRole('row', { name: logins }).getByRole('radio', { name: '3' }).check();
  await editor.hands.press('Save this choice');
  await editor.form.getByRole('status').getByText(words.saved.en).waitFor();
  expect(await settings()).toMatchObject({ maxSessions: 3, forceUsername: true, allowedDomains: 'localhost' });
});

for (const [language, told] of [
  ['en', 'No connection. Your changes are still here.'],
  ['de', 'Keine Verbindung. Ihre Änderungen sind noch da.'],
] as const)
  test(`Without a connection a save says so in ${language}, keeps the form, and works when tried again`, async () => {
    const { reader, editor } = await editing(language);
    await editor.tick(words.username[language], true);
    await reader.context.setOffline(true);
    await editor.hands.press(words.save[language]);
    await editor.form.getByRole('alert').getByText(told).waitFor();
    await isAccessible(reader, 'offline');
    await reader.context.setOffline(false);
    expect(await editor.form.getByRole('checkbox', { name: words.username[language] }).isChecked()).toBe(true);
    await editor.save();
    expect(await settings()).toMatchObject({ forceUsername: true });
  });

test('What only the server can refuse is told at its setting, and the form is kept', async () => {
  const { editor } = await editing();
  await editor.hands.choose(words.tokenType.en, 'SMS');
  await editor.tick(words.username.en, true);
  await fetch(`${site.demo.origin}/simulator/capabilities`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"smsProvider":false}',
  });
  await editor.hands.press(words.save.en);
  await editor.form.getByRole('alert').getByText('The settings were not saved.', { exact: false }).waitFor();
  const field = editor.form.getByLabel(words.tokenType.en);
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await editor.form.getByText('SMS needs an SMS provider. None has been set up for your company.').waitFor();
  expect(await settings()).toMatchObject({ tokenType: 'EMAIL', forceUsername: false });
  await editor.hands.choose(words.tokenType.en, 'E-mail');
  await editor.save();
  expect(await settings()).toMatchObject({ tokenType: 'EMAIL', forceUsername: true });
});

const refusals = [
  ['somebody who may no longer change them', 403, 'not-allowed', 'You are not allowed to do this.'],
  ['a broken back office', 500, 'settings-failed', 'That did not work. Your changes are still here.'],
] as const;
for (const [who, status, code, told] of refusals)
  test(`A save of ${who} is told, and the form is kept`, async () => {
    const { reader, editor } = await editing();
    await editor.hands.type(logins, '9');
    const answer = { status, contentType: 'application/problem+json', body: JSON.stringify({ code }) };
    await reader.page.route('**/sso-settings', (route) => route.fulfill(answer), { times: 1 });
    await editor.hands.press(words.save.en);
    await editor.form.getByRole('alert').getByText(told, { exact: false }).waitFor();
    expect(await editor.form.getByLabel(logins).inputValue()).toBe('9');
    await editor.save();
    expect(await settings()).toMatchObject({ maxSessions: 9 });
  });

test('The last change is undone, and the one before it stays', async () => {
  const { reader, editor } = await editing();
  await editor.hands.type(logins, '3');
  await editor.save();
  await editor.edit();
  await editor.hands.type(logins, '4');
  await editor.save();
  await editor.undo();
  expect(await settings()).toMatchObject({ maxSessions: 3 });
  await reader.page.reload();
  await editor.form.getByText('3', { exact: true }).waitFor();
});

test('What is odd in the settings is shown as it is, with a notice', async () => {
  await site.demo.configure({ ssoOptInText: '', registrationIdentifiers: { requestCity: true } });
  const reader = await site.device();
  await reader.open('/settings');
  const { form } = editorOf(reader);
  await form.getByText('Choose customer number, subscription number or both.').first().waitFor();
  await form.getByText('Without a text, nobody is asked for advertising consent.').waitFor();
  expect(await settings()).toMatchObject({ registrationIdentifiers: { requestCity: true } });
});
