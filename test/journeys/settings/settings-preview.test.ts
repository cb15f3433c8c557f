/** Beside the settings form on its own page: the real elements, with the settings as they are edited. */
import { expect, test } from 'vitest';
import { mobileNumber } from '../../../scripts/drive/account-forms.js';
import { expectAccessible } from '../support/axe.js';
import { settingsFormOf } from '../../../scripts/drive/settings-form.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';

const site = useSite();

/** The page at Edit, with the panel beside the form. */
async function editing(width = 1400) {
  const reader = await site.device('en', { viewport: { width, height: 900 } });
  await reader.open('/settings');
  const settingsForm = settingsFormOf(reader);
  await settingsForm.edit();
  const panel = reader.page.getByRole('region', { name: 'Preview', exact: true });
  const choose = (list: string, option: string) => panel.getByLabel(list, { exact: true }).selectOption(option);
  const element = (tag: string) => reader.page.locator(`[slot=preview] ${tag}`);
  return { reader, settingsForm, panel, choose, element };
}
const calls = ({ record: watch }: Reader) => watch.requests.filter((each) => /\/sso\/(?!-settings)/.test(each));

test('A registration is played to its end with settings that nobody has saved, and the site learns nothing of it', async () => {
  const { reader, settingsForm, choose, element } = await editing();
  await choose('Form', 'Registration');
  const form = element('sso-register');
  const field = (label: string) => form.getByLabel(label, { exact: true });
  await field('E-mail address').fill('preview@example.org');
  expect(await field('Mobile number').count()).toBe(0);
  await settingsForm.driver.choose('Send codes by', 'SMS');
  await field('Mobile number').fill('+49 151 23456789');
  await settingsForm.driver.choose('Ask for first and last name', 'Required at registration and at sign-in');
  await field('First name').fill('Ada');
  await field('Last name').fill('Lovelace');
  expect([await field('E-mail address').inputValue(), await field('Mobile number').inputValue()]).toEqual([
    'preview@example.org',
    '+49 151 23456789',
  ]);
  await field('Password').fill('a long pass phrase');
  await form.getByRole('button', { name: 'Register', exact: true }).click();
  await form.getByRole('heading', { name: 'Enter the code' }).waitFor();
  const message = await reader.page.getByRole('status').filter({ hasText: mobileNumber.sent }).textContent();
  const code = /\b\d{6}\b/.exec(message ?? '')?.[0] ?? 'none';
  reader.record.given.add(code);
  await field('Code').fill(code);
  await form.getByRole('button', { name: 'Confirm' }).click();
  await form.getByRole('heading', { name: 'You are signed in.' }).waitFor();
  expect(calls(reader).filter((each) => each.startsWith('POST'))).toEqual([]);
  expect(await reader.page.evaluate(() => document.cookie)).not.toContain('sso_session=');
  await reader.page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  await settingsForm.form.getByText('You have unsaved changes.').waitFor();
  const other = await site.device();
  await other.open('/register');
  await other.form.getByLabel('E-mail address', { exact: true }).waitFor();
  expect(await other.form.getByLabel('Mobile number').count()).toBe(0);
});

test('A step of the preview outlives other settings, and no connection, and its message is there for it alone', async () => {
  const { reader, settingsForm, panel, choose, element } = await editing();
  await choose('Form', 'Registration');
  const form = element('sso-register');
  await form.getByLabel('E-mail address', { exact: true }).fill('preview@example.org');
  await form.getByLabel('Password', { exact: true }).fill('a long pass phrase');
  await reader.setOffline(true);
  await form.getByRole('button', { name: 'Register', exact: true }).click();
  await form.getByRole('alert').getByText('connection', { exact: false }).waitFor();
  await reader.setOffline(false);
  await form.getByRole('button', { name: 'Try again' }).click();
  await form.getByRole('heading', { name: 'Enter the code' }).waitFor();
  const message = reader.page.getByRole('status').filter({ hasText: 'preview@example.org' });
  const code = /\b\d{6}\b/.exec((await message.textContent()) ?? '')?.[0] ?? 'none';
  reader.record.given.add(code);
  await choose('Form', 'Sign-in');
  await message.waitFor({ state: 'detached' });
  await choose('Form', 'Registration');
  await message.waitFor();
  await settingsForm.tick('Require a user name', true);
  await form.getByLabel('Code', { exact: true }).fill(code);
  await form.getByRole('button', { name: 'Confirm' }).click();
  await form.getByRole('heading', { name: 'You are signed in.' }).waitFor();
  await panel.waitFor();
});

test('The code of the preview is shown although the settings change while it is on its way', async () => {
  const { reader, settingsForm, choose, element } = await editing();
  await choose('Form', 'Registration');
  const form = element('sso-register');
  await form.getByLabel('E-mail address', { exact: true }).fill('preview@example.org');
  await form.getByLabel('Password', { exact: true }).fill('a long pass phrase');
  const calledAs = (path: string) => (call: { postData(): string | null }) =>
    call.postData()?.includes(`"path":"${path}`) ?? false;
  await reader.page.route('**/simulator/preview', async (route) => {
    if (!calledAs('registration/start')(route.request())) return route.continue();
    const response = await route.fetch();
    const settings = reader.page.waitForResponse((each) => calledAs('settings')(each.request()));
    await settingsForm.tick('Require a user name', true);
    await (await settings).finished();
    return route.fulfill({ response });
  });
  await form.getByRole('button', { name: 'Register', exact: true }).click();
  await form.getByRole('heading', { name: 'Enter the code' }).waitFor();
  const message = await reader.page.getByRole('status').filter({ hasText: 'preview@example.org' }).textContent();
  reader.record.given.add(/\b\d{6}\b/.exec(message ?? '')?.[0] ?? 'none');
});

test('The preview is in another language, as wide as a phone and dark, and the form stays as it is', async () => {
  const { reader, panel, choose, element } = await editing();
  await choose('Form', 'Connect a subscription');
  await choose('Language', 'German');
  await element('sso-account-connect').getByRole('heading', { name: 'Abo verknüpfen' }).waitFor();
  await panel.getByRole('heading', { name: 'Preview', exact: true }).waitFor();
  await choose('Width', '360 pixels');
  await choose('Colours', 'Dark');
  const box = element('sso-account-connect');
  expect(await box.evaluate((each) => each.getBoundingClientRect().width)).toBeLessThanOrEqual(360);
  expect(await box.evaluate((each) => getComputedStyle(each).colorScheme)).toBe('dark');
  await choose('Language', 'English');
  await box.getByRole('heading', { name: 'Connect your subscription' }).waitFor();
  await expectAccessible(reader, 'the settings with their preview');
});

test('On a phone the preview stands below the form, and nothing is wider than the screen', async () => {
  const { reader, panel, settingsForm } = await editing(320);
  const form = await settingsForm.form.getByRole('button', { name: 'Save' }).boundingBox();
  const below = await panel.boundingBox();
  expect(below!.y).toBeGreaterThan(form!.y);
  expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
