/** The processes beside sign-in, and the settings form, in WebKit. */
import { expect, test } from 'vitest';
import { letterFields } from '../../../scripts/drive/account-forms.js';
import { codeFor } from '../../../scripts/drive/inbox.js';
import { keys } from '../../../scripts/hosts/webdriver.js';
import { useWebKitSite } from '../support/webkit-site.js';

const site = useWebKitSite();
const newPassword = 'a new long password';

/** Types and submits the code that was sent to an address, once it is asked. */
async function confirm(tag: string, email: string): Promise<void> {
  await site.page.reads('Enter the code');
  await site.page.type('Code', await codeFor(site.demo, email), tag);
  await site.page.press('Confirm', tag);
}

test('A reader registers with the code of the mail', async () => {
  await site.page.open('/register');
  await site.page.type('E-mail address', 'new@example.org', 'sso-register');
  await site.page.type('Password', newPassword, 'sso-register');
  await site.page.press('Register', 'sso-register');
  await confirm('sso-register', 'new@example.org');
  await site.page.reads('Signed in as new@example.org');
});

test('A wrong e-mail address is corrected at the code, with pointer and keys', async () => {
  await site.page.open('/register');
  await site.page.type('E-mail address', 'tpyo@example.org', 'sso-register');
  await site.page.type('Password', newPassword, 'sso-register');
  await site.page.press('Register', 'sso-register');
  await site.page.reads('For tpyo@example.org');
  await site.page.press('Change your details', 'sso-register');
  await site.page.clickInto('E-mail address', 'sso-register');
  expect(await site.page.run(({ focused }) => focused()?.getAttribute('name'))).toBe('email');
  await site.page.session.press(keys.end);
  for (let times = 0; times < 'tpyo@example.org'.length; times += 1) await site.page.session.press(keys.backspace);
  for (const key of 'typo@example.org') await site.page.session.press(key);
  await site.page.press('Register', 'sso-register');
  await site.page.reads('For typo@example.org');
  await confirm('sso-register', 'typo@example.org');
  await site.page.reads('Signed in as typo@example.org');
});

test('A subscriber connects the printed letter to an account', async () => {
  await site.page.open('/connect');
  const { customerId, street, streetNumber, postcode, city } = letterFields;
  const typed = { customerId, street, streetNumber, postcode, city, email: 'claimed@example.org' };
  for (const [name, text] of Object.entries(typed)) await site.page.type(name, text, 'sso-account-connect');
  await site.page.type('Password', newPassword, 'sso-account-connect');
  await site.page.press('Connect subscription', 'sso-account-connect');
  await confirm('sso-account-connect', 'claimed@example.org');
  await site.page.reads('Signed in as claimed@example.org');
});

test('A forgotten password is replaced, and signs in', async () => {
  await site.page.open('/password');
  await site.page.type('E-mail address or user name', 'reader@example.org', 'sso-password-forgotten');
  await site.page.press('Send code', 'sso-password-forgotten');
  await confirm('sso-password-forgotten', 'reader@example.org');
  await site.page.type('New password', newPassword, 'sso-password-forgotten');
  await site.page.press('Save password and sign in', 'sso-password-forgotten');
  await site.page.reads('Signed in as reader@example.org');
});

test('A setting is edited and saved, and stands on the page when it is opened anew', async () => {
  await site.page.open('/settings');
  await site.page.press('Edit', 'sso-settings');
  await site.page.type('Allowed domains', 'webkit.example', 'sso-settings');
  await site.page.press('Save', 'sso-settings');
  await site.page.reads('Saved.');
  await site.page.open('/settings');
  await site.page.reads('webkit.example');
});
