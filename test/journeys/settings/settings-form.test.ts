/** Each setting, changed in the drawer, changes the reader's page beside it at once: the page is never left. */
import { expect, test } from 'vitest';
import { register } from '../../../scripts/drive/accounts.js';
import { benchAt, field, gone, type Bench } from '../support/bench.js';
import { isSame } from '../../../scripts/drive/editor.js';
import { toolsOf } from '../../../scripts/drive/see.js';
import { useSite } from '../../../scripts/drive/site.js';
import { headings, signIn, texts } from '../../../scripts/drive/table.js';

const site = useSite();

/** With the form at Edit. */
async function bench(...given: [path: string, ready: string, options?: { google: true }]): Promise<Bench> {
  const at = await benchAt(site, ...given);
  await at.editor.edit();
  return at;
}

test('The token type and its countries: a registration asks for a mobile number, of a listed country alone', async () => {
  const at = await bench('/register', 'Register');
  await field(at, 'E-mail address').fill('new@example.org');
  await at.editor.hands.choose('Send codes by', 'SMS');
  await at.editor.hands.type('Countries whose mobile numbers are accepted', 'de, at');
  await at.editor.save();
  await field(at, 'Mobile number').waitFor();
  expect(await field(at, 'E-mail address').inputValue()).toBe('new@example.org');
  await register(at.tools, 'new@example.org', '+41 79 123 45 67');
  await at.reader.form.getByText('We cannot send codes to this country.').waitFor();
  await register(at.tools, 'new@example.org', '+43 664 1234567');
  await at.reader.reaches('Enter the code');
  await isSame(at.reader);
});

test('The number of parallel logins: left empty it is 1, so that a second device meets the limit', async () => {
  const other = await site.device();
  await other.open('/login');
  await signIn(toolsOf(site, other), 'reader');
  await other.signedInAs('reader@example.org');
  const at = await bench('/login', 'Sign in');
  await at.editor.hands.type('Devices signed in at the same time', '');
  await at.editor.form.getByLabel('Allowed domains').focus();
  expect(await at.editor.form.getByLabel('Devices signed in at the same time').inputValue()).toBe('1');
  await at.editor.save();
  await signIn(at.tools, 'reader');
  await at.reader.reaches(headings.limit.en);
  await isSame(at.reader);
});

/** The policy in the form's words → the label of the field in a registration; absent: not asked. */
const policies = [
  ['Required at registration and at sign-in', 'First name'],
  ['Optional at registration and at sign-in', 'First name (optional)'],
  ['Required at registration, not asked at sign-in', 'First name'],
  ['Optional at registration, not asked at sign-in', 'First name (optional)'],
  ['Not asked at registration, required at sign-in', undefined],
  ['Required at registration, optional at sign-in', 'First name'],
  ['Not asked at registration, optional at sign-in', undefined],
  ['Optional at registration, required at sign-in', 'First name (optional)'],
  ['Never', undefined],
] as const;
test('The nine policies for names: a registration asks as each of them says', async () => {
  const at = await bench('/register', 'Register');
  const named = at.reader.form.getByLabel(/^First name/);
  for (const [index, [policy, label]] of policies.entries()) {
    if (index > 0) await at.editor.edit();
    await at.editor.hands.choose('Ask for first and last name', policy);
    await at.editor.save();
    if (label) await field(at, label).waitFor();
    else await gone(named);
    expect(await named.count()).toBe(label ? 1 : 0);
  }
  await isSame(at.reader);
});

test('User name, opt-in and the texts: a registration shows what was saved, as it was written', async () => {
  const at = await bench('/register', 'Register');
  await at.editor.tick('Require a user name', true);
  await at.editor.write(
    'Text of the terms',
    'English',
    '<p>Our <a href="https://www.example.org/fair">fair terms</a></p>',
  );
  await at.editor.write(
    'Text of the advertising consent',
    'English',
    '<p>Yes, <strong>send</strong> me the harbour news.</p>',
  );
  await at.editor.save();
  await field(at, 'User name').waitFor();
  const terms = at.reader.form.getByRole('link', { name: 'fair terms' });
  expect(await terms.getAttribute('href')).toBe('https://www.example.org/fair');
  await at.reader.form.getByRole('checkbox', { name: 'Yes, send me the harbour news.' }).waitFor();
  await at.editor.edit();
  await at.editor.tick('Ask for advertising consent at registration', false);
  await at.editor.save();
  await gone(at.reader.form.getByRole('checkbox'));
  await isSame(at.reader);
});

const identifiers = [
  'Customer number',
  'Subscription number',
  'Postcode',
  'Street',
  'House number',
  'Town or city',
] as const;
test('Each of the six identifiers is asked while it is ticked, and not while it is not', async () => {
  const at = await bench('/connect', 'Connect your subscription');
  await field(at, 'Customer number').waitFor();
  const rounds: readonly (readonly string[])[] = [
    ['Subscription number'],
    ['Customer number', 'Postcode', 'House number'],
    ['Subscription number', 'Street', 'Town or city'],
    identifiers,
  ];
  for (const [index, ticked] of rounds.entries()) {
    if (index > 0) await at.editor.edit();
    for (const each of identifiers) await at.editor.tick(each, ticked.includes(each), 'Required details');
    await at.editor.save();
    for (const each of identifiers) {
      const asked = field(at, each);
      if (ticked.includes(each)) await asked.waitFor();
      else await gone(asked);
    }
  }
  await isSame(at.reader);
});

test('Connect a subscription: switched off, the login has no link to it, and its page says so', async () => {
  const at = await bench('/login', 'Sign in');
  const link = at.reader.form.getByRole('link', { name: texts.connect.en });
  await link.waitFor();
  const tab = await at.reader.context.newPage();
  await tab.goto(`${site.demo.origin}/connect?lang=en`);
  await tab.getByLabel('Customer number').waitFor();
  await at.editor.tick('Let readers connect a subscription', false);
  await at.editor.save();
  await gone(link);
  // Another tab of the same browser follows, too.
  await tab.getByRole('heading', { name: 'You cannot connect a subscription here' }).waitFor();
  await tab.close();
  await isSame(at.reader);
  await at.reader.page.reload();
  await at.reader.reaches('Sign in');
  await at.reader.page.waitForLoadState('networkidle');
  expect(await link.count()).toBe(0);
});

test('Titles: the allowed ones are offered after a sign-in, and none where they are hidden', async () => {
  const at = await bench('/login', 'Sign in');
  for (const each of ['Prefer not to say', 'Ms']) await at.editor.tick(each, false, 'Titles to choose from');
  await at.editor.save();
  await signIn(at.tools, 'name@example.org');
  await at.reader.reaches(headings.data.en);
  const options = await field(at, 'Title').getByRole('option').allInnerTexts();
  expect(options.filter(Boolean)).toEqual(['Mr', 'Mx']);
  await at.reader.form.getByRole('button', { name: texts.back.en }).click();
  await at.reader.reaches('Sign in');
  await at.editor.edit();
  await at.editor.tick('Hide the field “Title”', true);
  await at.editor.save();
  await signIn(at.tools, 'name@example.org');
  await field(at, 'First name').waitFor();
  expect(await field(at, 'Title').count()).toBe(0);
  await isSame(at.reader);
});

test('Sign in with Google: with a client ID its button is there', async () => {
  const at = await bench('/login', 'Sign in', { google: true });
  await at.editor.tick('Offer “Sign in with Google”', true);
  await at.editor.hands.type('Google client ID', '1234-abcd.apps.googleusercontent.com');
  expect(await at.reader.page.getByRole('button', { name: 'Google' }).count()).toBe(0);
  await at.editor.save();
  await at.reader.page.getByRole('button', { name: 'Google', exact: true }).waitFor();
  await isSame(at.reader);
});
