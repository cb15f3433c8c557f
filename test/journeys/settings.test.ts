import { expect, test } from 'vitest';
import { languages } from '../../demo/language.js';
import { sees, toolsOf } from './see.js';
import { useSite, type Reader } from './site.js';
import { firstScreen, headings, signIn, texts } from './table.js';

const site = useSite();

/** A device whose page is opened after the settings were changed. */
async function opened(settings: object, language: 'en' | 'de' = 'en'): Promise<Reader> {
  await site.demo.configure(settings);
  const reader = await site.device(language);
  await reader.open('/login');
  return reader;
}

const field = ({ form }: Reader, label: string) => form.getByLabel(label, { exact: true });

/** A device at the step that asks for more details. */
async function asked(settings: object, email = 'reader@example.org'): Promise<Reader> {
  const reader = await opened(settings);
  await signIn(toolsOf(site, reader), email);
  await reader.reaches('We need a few details');
  return reader;
}

const notices = [
  [{ disableSsoFunctionality: true }, headings.off],
  [{ emergencyMode: 'CONTRACT_COMPANY_MODE' }, headings.emergency],
  [{ emergencyMode: 'PLENIGO_MODE' }, headings.emergency],
  [{ allowedDomains: 'www.example.com' }, headings.domain],
] as const;

for (const language of languages) {
  for (const [settings, heading] of notices) {
    test(`${JSON.stringify(settings)} shows a notice with its way on in ${language}, and no form`, async () => {
      const reader = await opened(settings, language);
      await reader.reaches(heading[language]);
      expect(await reader.form.getByRole('textbox').count()).toBe(0);
      await sees(reader, [
        ['button', texts.retry],
        ['link', texts.contact],
      ]);
    });
  }
}

test('When the notice no longer holds, "Try again" shows the form', async () => {
  const reader = await opened({ disableSsoFunctionality: true });
  await reader.reaches('Signing in is not possible at the moment');
  await site.demo.configure({ disableSsoFunctionality: false });
  await reader.form.getByRole('button', { name: 'Try again' }).click();
  await sees(reader, firstScreen);
});

test('SSO that is switched off while the page is open is told at the submit', async () => {
  const reader = await opened({});
  await reader.form.getByRole('link', { name: 'Connect an existing subscription' }).waitFor();
  await site.demo.configure({ disableSsoFunctionality: true });
  await signIn(toolsOf(site, reader), 'reader');
  await reader.reaches('Signing in is not possible at the moment');
  expect(await reader.form.getByRole('textbox').count()).toBe(0);
});

test('A host that is listed, and a sub-domain of it, get the form', async () => {
  const reader = await opened({ allowedDomains: 'www.example.com, localhost' });
  await sees(reader, firstScreen);
  await signIn(toolsOf(site, reader), 'reader');
  await reader.signedInAs('reader@example.org');
});

const required = ['REQUIRED', 'LOGIN_REQUIRED', 'REGISTRATION_OPTIONAL_LOGIN_REQUIRED'];
const optional = ['OPTIONAL', 'LOGIN_OPTIONAL', 'REGISTRATION_REQUIRED_LOGIN_OPTIONAL'];
const notAsked = ['NONE', 'REGISTRATION_REQUIRED', 'REGISTRATION_OPTIONAL'];

for (const ssoName of required) {
  test(`ssoName ${ssoName} asks for both names and insists`, async () => {
    const reader = await asked({ ssoName });
    expect(await field(reader, 'User name').count()).toBe(0);
    await reader.form.getByRole('button', { name: 'Continue' }).click();
    expect(await reader.form.getByText('Please fill in this field.').count()).toBe(2);
    await field(reader, 'First name').fill('Ada');
    await field(reader, 'Last name').fill('Lovelace');
    await reader.form.getByRole('button', { name: 'Continue' }).click();
    await reader.signedInAs('Ada Lovelace');
  });
}
for (const ssoName of optional) {
  test(`ssoName ${ssoName} offers both names and lets them be empty`, async () => {
    const reader = await asked({ ssoName });
    await field(reader, 'First name (optional)').waitFor();
    await reader.form.getByRole('button', { name: 'Continue' }).click();
    await reader.signedInAs('reader@example.org');
  });
}
for (const ssoName of notAsked) {
  test(`ssoName ${ssoName} asks for no name at login`, async () => {
    const reader = await opened({ ssoName });
    await signIn(toolsOf(site, reader), 'reader');
    await reader.signedInAs('reader@example.org');
  });
}

test('A forced user name is asked of who lacks one, and of nobody else', async () => {
  const reader = await asked({ forceUsername: true }, 'terms@example.org');
  await reader.form.getByRole('heading', { name: 'Our terms have changed', level: 3 }).waitFor();
  await field(reader, 'User name').fill('tess');
  await reader.form.getByRole('button', { name: 'Accept and continue' }).click();
  await reader.signedInAs('terms@example.org');

  const other = await opened({});
  await signIn(toolsOf(site, other), 'reader');
  await other.signedInAs('reader@example.org');
});

test('Only salutations that are allowed and can be sent are offered', async () => {
  const reader = await asked({ ssoName: 'REQUIRED', allowedSalutations: ['MR', 'COMPANY', 'DIVERSE'] });
  const options = await field(reader, 'Salutation').getByRole('option').allInnerTexts();
  expect(options.filter(Boolean)).toEqual(['Mr', 'Diverse']);
});

test('A hidden salutation is not asked', async () => {
  const reader = await asked({ ssoName: 'REQUIRED', hideSalutation: true });
  await field(reader, 'First name').waitFor();
  expect(await field(reader, 'Salutation').count()).toBe(0);
});

test('Without account connect there is no link to it, from the next page load on', async () => {
  const reader = await opened({});
  const link = reader.form.getByRole('link', { name: 'Connect an existing subscription' });
  await link.waitFor();
  await site.demo.configure({ allowRegistrationIdentifier: false });
  const answered = reader.page.waitForResponse('**/sso/settings?*');
  await reader.page.reload();
  expect(await (await answered).json()).toMatchObject({ accountConnect: { enabled: false } });
  await reader.reaches('Sign in');
  await reader.page.waitForLoadState('networkidle');
  expect(await link.count()).toBe(0);
});

test('Terms that change are shown at the next login, once', async () => {
  const ssoTermText = '<p>New: <strong>weekly</strong> <a href="https://www.example.org/new">billing</a>.</p>';
  const reader = await opened({ ssoTermText });
  await signIn(toolsOf(site, reader), 'reader');
  await reader.reaches('Our terms have changed');
  await reader.form.getByRole('link', { name: 'billing' }).waitFor();
  await reader.form.getByRole('button', { name: 'Accept and continue' }).click();
  await reader.signedInAs('reader@example.org');

  const again = await opened({});
  await signIn(toolsOf(site, again), 'reader');
  await again.signedInAs('reader@example.org');
});

test('Changed terms are not asked when the settings do not want it', async () => {
  const reader = await opened({ ssoTermText: '<p>New</p>', ssoRecheckTerms: false });
  await signIn(toolsOf(site, reader), 'reader');
  await reader.signedInAs('reader@example.org');
});

test('Markup in the terms runs nothing and loads nothing', async () => {
  const ssoTermText =
    '<p onclick="alert(1)">Fair<img src="https://evil.example/x.png" onerror="alert(1)"></p><script>alert(1)</script>' +
    '<a href="javascript:alert(1)">click</a><iframe src="https://evil.example"></iframe>';
  const reader = await opened({ ssoTermText });
  await signIn(toolsOf(site, reader), 'reader');
  await reader.reaches('Our terms have changed');
  await reader.form.getByText('Fair').waitFor();
  const terms = reader.form.locator('[part=terms]');
  expect(await terms.locator('img, script, iframe, a, [onclick]').count()).toBe(0);
  expect(reader.watch.requests.filter((each) => each.includes('evil'))).toEqual([]);
});
