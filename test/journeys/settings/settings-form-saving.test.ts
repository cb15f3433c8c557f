/** Saving that meets something: other people, no connection, a refusal; what was changed is never lost. */
import { expect, test } from 'vitest';
import type { Language } from '../../../demo/texts/language.js';
import { expectAccessible } from '../support/axe.js';
import { type SettingsForm, settingsFormOf, settingsFormTexts } from '../../../scripts/drive/settings-form.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';

const site = useSite();

/** The page of the settings at Edit. */
async function editing(language: Language = 'en'): Promise<{ reader: Reader; settingsForm: SettingsForm }> {
  const reader = await site.device(language);
  await reader.open('/settings');
  const settingsForm = settingsFormOf(reader);
  await settingsForm.edit();
  return { reader, settingsForm };
}
const settings = async (): Promise<Record<string, unknown>> => {
  const response = await fetch(`${site.demo.origin}/simulator/settings`);
  return ((await response.json()) as { settings: Record<string, unknown> }).settings;
};
const logins = 'Devices signed in at the same time';

/** Two browsers at the same version; the first one saves. */
async function clash() {
  const [first, second] = [await editing(), await editing()];
  await first.settingsForm.driver.type(logins, '3');
  await first.settingsForm.tick(settingsFormTexts.username.en, true);
  await first.settingsForm.save();
  await second.settingsForm.driver.type(logins, '5');
  await second.settingsForm.driver.type('Allowed domains', 'localhost');
  await second.settingsForm.driver.press(settingsFormTexts.save.en);
  await second.settingsForm.form.getByRole('alert').getByText('Someone else has saved in the meantime').waitFor();
  return second;
}

test('A conflict shows both sides, saves nothing by itself, and then what was chosen; the rest of both is kept', async () => {
  const { reader, settingsForm } = await clash();
  expect(await settings()).toMatchObject({ maxSessions: 3, forceUsername: true, allowedDomains: '' });
  const row = settingsForm.form.getByRole('row', { name: logins });
  expect(await row.getByRole('radio').count()).toBe(2);
  await expectAccessible(reader, 'conflict');
  await row.getByRole('radio', { name: '5' }).check();
  await settingsForm.driver.press('Save this choice');
  await settingsForm.form.getByRole('status').getByText(settingsFormTexts.saved.en).waitFor();
  expect(await settings()).toMatchObject({ maxSessions: 5, forceUsername: true, allowedDomains: 'localhost' });
});

test('In a conflict the other side can be taken, too', async () => {
  const { settingsForm } = await clash();
  await settingsForm.form.getByRole('row', { name: logins }).getByRole('radio', { name: '3' }).check();
  await settingsForm.driver.press('Save this choice');
  await settingsForm.form.getByRole('status').getByText(settingsFormTexts.saved.en).waitFor();
  expect(await settings()).toMatchObject({ maxSessions: 3, forceUsername: true, allowedDomains: 'localhost' });
});

for (const [language, told] of [
  ['en', 'No connection. Your changes are still here.'],
  ['de', 'Keine Verbindung. Ihre Änderungen sind noch da.'],
] as const)
  test(`Without a connection a save says so in ${language}, keeps the form, and works when tried again`, async () => {
    const { reader, settingsForm } = await editing(language);
    await settingsForm.tick(settingsFormTexts.username[language], true);
    await reader.setOffline(true);
    await settingsForm.driver.press(settingsFormTexts.save[language]);
    await settingsForm.form.getByRole('alert').getByText(told).waitFor();
    await expectAccessible(reader, 'offline');
    await reader.setOffline(false);
    expect(
      await settingsForm.form.getByRole('checkbox', { name: settingsFormTexts.username[language] }).isChecked(),
    ).toBe(true);
    await settingsForm.save();
    expect(await settings()).toMatchObject({ forceUsername: true });
  });

test('What only the server can refuse is told at its setting, and the form is kept', async () => {
  const { settingsForm } = await editing();
  await settingsForm.driver.choose(settingsFormTexts.tokenType.en, 'SMS');
  await settingsForm.tick(settingsFormTexts.username.en, true);
  await fetch(`${site.demo.origin}/simulator/capabilities`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"smsProvider":false}',
  });
  await settingsForm.driver.press(settingsFormTexts.save.en);
  await settingsForm.form.getByRole('alert').getByText('The settings were not saved.', { exact: false }).waitFor();
  const field = settingsForm.form.getByLabel(settingsFormTexts.tokenType.en);
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await settingsForm.form.getByText('SMS needs an SMS provider. None has been set up for your company.').waitFor();
  expect(await settings()).toMatchObject({ tokenType: 'EMAIL', forceUsername: false });
  await settingsForm.driver.choose(settingsFormTexts.tokenType.en, 'E-mail');
  await settingsForm.save();
  expect(await settings()).toMatchObject({ tokenType: 'EMAIL', forceUsername: true });
});

const refusals = [
  ['somebody who may no longer change them', 403, 'not-allowed', 'You are not allowed to do this.'],
  ['a broken back office', 500, 'settings-failed', 'That did not work. Your changes are still here.'],
] as const;
for (const [who, status, code, told] of refusals)
  test(`A save of ${who} is told, and the form is kept`, async () => {
    const { reader, settingsForm } = await editing();
    await settingsForm.driver.type(logins, '9');
    const answer = { status, contentType: 'application/problem+json', body: JSON.stringify({ code }) };
    await reader.page.route('**/sso-settings', (route) => route.fulfill(answer), { times: 1 });
    await settingsForm.driver.press(settingsFormTexts.save.en);
    await settingsForm.form.getByRole('alert').getByText(told, { exact: false }).waitFor();
    expect(await settingsForm.form.getByLabel(logins).inputValue()).toBe('9');
    await settingsForm.save();
    expect(await settings()).toMatchObject({ maxSessions: 9 });
  });

test('The last change is undone, and the one before it stays', async () => {
  const { reader, settingsForm } = await editing();
  await settingsForm.driver.type(logins, '3');
  await settingsForm.save();
  await settingsForm.edit();
  await settingsForm.driver.type(logins, '4');
  await settingsForm.save();
  await settingsForm.undo();
  expect(await settings()).toMatchObject({ maxSessions: 3 });
  await reader.page.reload();
  await settingsForm.form.getByText('3', { exact: true }).waitFor();
});

test('What is odd in the settings is shown as it is, with a notice', async () => {
  await site.demo.configure({ ssoOptInText: '', registrationIdentifiers: { requestCity: true } });
  const reader = await site.device();
  await reader.open('/settings');
  const { form } = settingsFormOf(reader);
  await form.getByText('Choose customer number, subscription number or both.').first().waitFor();
  await form.getByText('Without a text, nobody is asked for advertising consent.').first().waitFor();
  expect(await settings()).toMatchObject({ registrationIdentifiers: { requestCity: true } });
});
