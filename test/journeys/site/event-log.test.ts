/** The demo's event log, and the way from the printed letter. */
import { expect, test } from 'vitest';
import {
  codeFor,
  confirm,
  linkFor,
  newPassword,
  reachesCode,
  register,
  texts,
  titles,
} from '../../../scripts/drive/accounts.js';
import { editorOf } from '../../../scripts/drive/editor.js';
import { alertOf, toolsOf } from '../../../scripts/drive/see.js';
import { useSite } from '../../../scripts/drive/site.js';
import { signIn } from '../../../scripts/drive/table.js';

const site = useSite();

test('The log shows what analytics would get of a sign-in, over page loads, and nothing that was typed', async () => {
  const reader = await site.device();
  await reader.open('/login');
  await signIn(toolsOf(site, reader), 'reader@example.org');
  await reader.signedInAs('reader@example.org');
  const log = reader.page.getByRole('complementary', { name: 'Event log' });
  await log.getByText('Event log').click();
  await log.getByText('sso-step').first().waitFor();
  const told = await log.innerText();
  expect(told).toMatch(/sso-success process: login, customerId: \S+/);
  expect(told).toMatch(/sso-step process: login, step: credentials, page: defaultLoginForm/);
  expect(told).not.toMatch(/reader@example\.org|correct horse/);
  await log.getByRole('button', { name: 'Clear' }).click();
  expect(await log.getByRole('listitem').count()).toBe(0);
});

test('Of a mailed link, a problem, a sign-out and settings the log shows every member, and neither address, code nor token', async () => {
  const reader = await site.device();
  const tools = toolsOf(site, reader);
  const email = 'logged@example.org';
  await reader.open('/register');
  await register(tools, email);
  await reachesCode(reader, texts.byEmail);
  const [link, code] = [await linkFor(site.demo, email), await codeFor(site.demo, email)];
  await reader.follow(link);
  await reader.reaches(titles.link.en);
  await confirm(tools);
  await reader.signedInAs(email);
  await reader.page.getByRole('button', { name: 'Sign out' }).click();
  await reader.open('/login');
  await signIn(tools, email, 'a wrong password');
  await alertOf(reader).waitFor();
  await signIn(tools, email, newPassword);
  await reader.signedInAs(email);
  await reader.open('/account');
  await reader.page.locator('sso-session').getByRole('button').click();
  await reader.page.getByText('You are not signed in.').waitFor();
  const editor = editorOf(reader);
  await editor.open();
  await editor.edit();
  await editor.hands.choose('Send codes by', 'SMS');
  await editor.save();
  const log = reader.page.getByRole('complementary', { name: 'Event log' });
  await log.getByText('Event log').click();
  const told = await log.innerText();
  for (const line of [
    /sso-submit process: registration, step: \S+/,
    /sso-problem process: login, step: credentials, code: \S+, reference: \S+/,
    /sso-navigate to: return, url: \/\?lang=en/,
    /sso-session signedIn: false/,
    /sso-settings-saved settings: \{.*"tokenType":"SMS"/,
  ])
    expect(told).toMatch(line);
  const secrets = [email, code, newPassword, 'a wrong password', 'token=', ...new URL(link).searchParams.values()];
  expect(secrets.filter((each) => each.length > 3 && told.includes(each))).toEqual([]);
});

test('The printed letter leads to the page that connects the subscription', async () => {
  const reader = await site.device('de');
  await reader.open('/letter');
  await reader.page.getByRole('link', { name: 'Abo verknüpfen' }).click();
  await reader.page.getByLabel('Kundennummer').waitFor();
});
