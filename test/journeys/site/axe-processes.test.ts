/** Every page and step of registration, account connect, password forgotten, `<sso-auth>` and the account: axe, light and dark. */
import { test } from 'vitest';
import type { Texts } from '../../../demo/texts/language.js';
import { expectAccessible } from '../support/axe.js';
import {
  chooseNewPassword,
  requestPasswordCode,
  smsSettings,
  submitCode,
  submitConnect,
  submitRegistration,
} from '../../../scripts/drive/account-forms.js';
import { codeFor, linkFor } from '../../../scripts/drive/inbox.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { alertOf } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { loginHeadings } from '../../../scripts/drive/login-texts.js';
import type { ReaderTools } from '../../../scripts/drive/reader-tools.js';

const site = useSite();
const email = 'new@example.org';
const required = { ssoName: 'REQUIRED', forceUsername: true };

interface Walk {
  name: string;
  path: string;
  settings?: object;
  /** Goes on from the page, which has been checked. */
  walk?(reader: Reader, tools: ReaderTools): Promise<void>;
  title: Texts;
}

const pressed = async (reader: Reader, { driver, t }: ReaderTools, button: Texts) => {
  await driver.press(t(button));
  await reader.form.locator('[aria-invalid]').first().waitFor();
};

const walks: readonly Walk[] = [
  {
    name: 'registration, its empty fields, its code, a wrong code',
    path: '/register',
    settings: { ...smsSettings, ...required },
    title: accountHeadings.register,
    async walk(reader, tools) {
      await pressed(reader, tools, accountTexts.submitRegister);
      await expectAccessible(reader, 'empty fields');
      for (const name of [accountTexts.username, accountTexts.firstName, accountTexts.lastName])
        await tools.driver.type(tools.t(name), 'Ada');
      await submitRegistration(tools, email, '0151 23456789');
      await waitForCodeStep(reader, accountTexts.bySms);
      await expectAccessible(reader, 'code');
      await submitCode(tools, 'abcdef');
      await alertOf(reader).waitFor();
      await expectAccessible(reader, 'wrong code');
    },
  },
  {
    name: 'an e-mail that is taken',
    path: '/register',
    title: accountHeadings.register,
    async walk(reader, tools) {
      await submitRegistration(tools, 'reader@example.org');
      await alertOf(reader).waitFor();
      await expectAccessible(reader, 'taken');
    },
  },
  {
    name: 'the link of a mail, here and in another browser',
    path: '/register',
    title: accountHeadings.register,
    async walk(reader, tools) {
      await submitRegistration(tools, email);
      await waitForCodeStep(reader, accountTexts.byEmail);
      const link = await linkFor(site.demo, email);
      await reader.follow(link);
      await reader.reaches(tools.t(accountHeadings.link));
      await expectAccessible(reader, 'link');
      const other = await site.device(reader.language);
      await other.follow(link);
      await other.reaches(tools.t(accountHeadings.link));
      await expectAccessible(other, 'link in another browser');
    },
  },
  {
    name: 'account connect, its failure, its code',
    path: '/connect',
    title: accountHeadings.connect,
    async walk(reader, tools) {
      await submitConnect(tools, email, { city: 'Hamburg' });
      await alertOf(reader).waitFor();
      await expectAccessible(reader, 'no such subscription');
      await submitConnect(tools, email);
      await waitForCodeStep(reader, accountTexts.byEmail);
      await expectAccessible(reader, 'code');
    },
  },
  {
    name: 'account connect that is off',
    path: '/connect',
    settings: { allowRegistrationIdentifier: false },
    title: { en: 'You cannot connect a subscription here', de: 'Sie können hier kein Abo verknüpfen' },
  },
  {
    name: 'password forgotten, its code, two-factor, the new password',
    path: '/password',
    title: accountHeadings.forgot,
    async walk(reader, tools) {
      await requestPasswordCode(tools, 'two-factor@example.org');
      await waitForCodeStep(reader, accountTexts.byEmail);
      await expectAccessible(reader, 'code');
      await submitCode(tools, await codeFor(site.demo, 'two-factor@example.org'));
      await reader.reaches(tools.t(loginHeadings.twoFactor));
      await expectAccessible(reader, 'two-factor');
      await tools.driver.type(tools.t(accountTexts.code), await site.demo.code('two-factor@example.org'));
      await tools.driver.press(tools.t(accountTexts.goOn));
      await reader.reaches(tools.t(accountHeadings.newPassword));
      await expectAccessible(reader, 'new password');
      await chooseNewPassword(tools);
      await reader.signedInAs('two-factor@example.org');
      await reader.open('/account');
      await reader.page.locator('sso-session').getByRole('button').waitFor();
      await expectAccessible(reader, 'account, signed in');
    },
  },
  { name: 'sso-auth with its tabs', path: '/auth', title: accountHeadings.signIn },
  { name: 'sso-auth at registration', path: '/auth?sso=register', title: accountHeadings.register },
];

/** German has the longer words; the elements' own suites check each step in both languages. */
const language = 'de';

for (const { name, path, settings, title, walk } of walks)
  test(`No violation, light or dark: ${name}`, async () => {
    const { reader } = await openAs(site, path, language, settings);
    await reader.reaches(title[language]);
    await expectAccessible(reader, path);
    await walk?.(reader, toolsFor(site, reader));
  });

test("No violation, light or dark: the account's page for who is signed out, and the inbox", async () => {
  const { reader, tools } = await openAs(site, '/register', language);
  await submitRegistration(tools, email);
  await waitForCodeStep(reader, accountTexts.byEmail);
  for (const [path, shown] of [
    ['/account', 'main [slot=signed-out]'],
    ['/inbox', '#messages li'],
  ] as const) {
    await reader.open(path);
    await reader.page.locator(shown).first().waitFor();
    await expectAccessible(reader, path);
  }
});
