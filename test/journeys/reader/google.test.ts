/** "Sign in with Google", from the button to the customer: Google's script and Google's word are local stand-ins. */
import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import { createUnsignedIdToken } from '../../../src/simulator/index.js';
import { googleClientId, provideGoogle } from '../../support/google.js';
import { openAs } from '../support/reader-tools.js';
import { accountHeadings } from '../../../scripts/drive/account-texts.js';
import { waitForAlert } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { loginHeadings, loginTexts } from '../../../scripts/drive/login-texts.js';

const site = useSite();
const active = { ssoProviders: { active: true, googleSettings: { active: true, googleClientId } } };
const tokenOf = (email: string) => createUnsignedIdToken({ aud: googleClientId, email });

/** A device whose pages have Google's script, which answers for this address. */
async function withGoogle(path: string, email: string, language: 'en' | 'de' = 'en'): Promise<Reader> {
  await site.demo.configure(active);
  const reader = await site.device(language);
  await reader.context.addInitScript(provideGoogle, tokenOf(email));
  await reader.open(path);
  return reader;
}
const google = ({ page }: Reader) => page.getByRole('button', { name: 'Google', exact: true });

for (const language of journeyLanguages) {
  test(`A reader signs in with Google on pages in ${language}`, async () => {
    const reader = await withGoogle('/login', 'reader@example.org', language);
    await google(reader).click();
    await reader.signedInAs('reader@example.org');
  });

  test(`A reader with a second factor signs in with Google on pages in ${language}`, async () => {
    const reader = await withGoogle('/login', 'two-factor@example.org', language);
    await google(reader).click();
    await reader.reaches(loginHeadings.twoFactor[language]);
    const { driver, t } = toolsFor(site, reader);
    await driver.type(t(loginTexts.code), await site.demo.code('two-factor@example.org'));
    await driver.press(t(loginTexts.goOn));
    await reader.signedInAs('two-factor@example.org');
  });
}

test('Without Google in the settings there is no button, though the page has the script', async () => {
  const reader = await site.device('en');
  await reader.context.addInitScript(provideGoogle, tokenOf('reader@example.org'));
  await reader.open('/login');
  await reader.reaches(accountHeadings.signIn.en);
  expect(await google(reader).count()).toBe(0);
});

test('A token that the hosted API refuses is told, and the password still works', async () => {
  const { reader, tools } = await openAs(site, '/login');
  // Only now: a page that lacks the script tries to load it, which its policy reports as a violation.
  await reader.context.addInitScript(provideGoogle, 'no-token');
  await site.demo.configure(active);
  await reader.open('/login');
  await google(reader).click();
  await waitForAlert(reader, 'Signing in with this provider did not work. Use your e-mail address and password.');
  await tools.driver.type('E-mail address or user name', 'reader@example.org');
  await tools.driver.type('Password', 'correct horse battery');
  await tools.driver.press('Sign in');
  await reader.signedInAs('reader@example.org');
});
