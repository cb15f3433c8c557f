/** Every page and step of registration, account connect, password forgotten, `<sso-auth>` and the account: axe, light and dark. */
import { test } from 'vitest';
import type { Texts } from '../../../demo/language.js';
import { isAccessible } from '../support/accessible.js';
import {
  bySms,
  chooseNewPassword,
  codeFor,
  connect,
  enter,
  forget,
  linkFor,
  opened,
  reachesCode,
  register,
  texts,
  titles,
} from '../../../scripts/drive/accounts.js';
import { alertOf, toolsOf } from '../../../scripts/drive/see.js';
import { useSite, type Reader } from '../../../scripts/drive/site.js';
import { headings, type Tools } from '../../../scripts/drive/table.js';

const site = useSite();
const email = 'new@example.org';
const required = { ssoName: 'REQUIRED', forceUsername: true };

interface Walk {
  name: string;
  path: string;
  settings?: object;
  /** Goes on from the page, which has been checked. */
  walk?(reader: Reader, tools: Tools): Promise<void>;
  title: Texts;
}

const pressed = async (reader: Reader, { hands, t }: Tools, button: Texts) => {
  await hands.press(t(button));
  await reader.form.locator('[aria-invalid]').first().waitFor();
};

const walks: readonly Walk[] = [
  {
    name: 'registration, its empty fields, its code, a wrong code',
    path: '/register',
    settings: { ...bySms, ...required },
    title: titles.register,
    async walk(reader, tools) {
      await pressed(reader, tools, texts.submitRegister);
      await isAccessible(reader, 'empty fields');
      for (const name of [texts.username, texts.firstName, texts.lastName])
        await tools.hands.type(tools.t(name), 'Ada');
      await register(tools, email, '0151 23456789');
      await reachesCode(reader, texts.bySms);
      await isAccessible(reader, 'code');
      await enter(tools, 'abcdef');
      await alertOf(reader).waitFor();
      await isAccessible(reader, 'wrong code');
    },
  },
  {
    name: 'an e-mail that is taken',
    path: '/register',
    title: titles.register,
    async walk(reader, tools) {
      await register(tools, 'reader@example.org');
      await alertOf(reader).waitFor();
      await isAccessible(reader, 'taken');
    },
  },
  {
    name: 'the link of a mail, here and in another browser',
    path: '/register',
    title: titles.register,
    async walk(reader, tools) {
      await register(tools, email);
      await reachesCode(reader, texts.byEmail);
      const link = await linkFor(site.demo, email);
      await reader.follow(link);
      await reader.reaches(tools.t(titles.link));
      await isAccessible(reader, 'link');
      const other = await site.device(reader.language);
      await other.follow(link);
      await other.reaches(tools.t(titles.link));
      await isAccessible(other, 'link in another browser');
    },
  },
  {
    name: 'account connect, its failure, its code',
    path: '/connect',
    title: titles.connect,
    async walk(reader, tools) {
      await connect(tools, email, { city: 'Hamburg' });
      await alertOf(reader).waitFor();
      await isAccessible(reader, 'no such subscription');
      await connect(tools, email);
      await reachesCode(reader, texts.byEmail);
      await isAccessible(reader, 'code');
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
    title: titles.forgot,
    async walk(reader, tools) {
      await forget(tools, 'two-factor@example.org');
      await reachesCode(reader, texts.byEmail);
      await isAccessible(reader, 'code');
      await enter(tools, await codeFor(site.demo, 'two-factor@example.org'));
      await reader.reaches(tools.t(headings.twoFactor));
      await isAccessible(reader, 'two-factor');
      await tools.hands.type(tools.t(texts.code), await site.demo.code('two-factor@example.org'));
      await tools.hands.press(tools.t(texts.goOn));
      await reader.reaches(tools.t(titles.newPassword));
      await isAccessible(reader, 'new password');
      await chooseNewPassword(tools);
      await reader.signedInAs('two-factor@example.org');
      await reader.open('/account');
      await reader.page.locator('sso-session').getByRole('button').waitFor();
      await isAccessible(reader, 'account, signed in');
    },
  },
  { name: 'sso-auth with its tabs', path: '/auth', title: titles.signIn },
  { name: 'sso-auth at registration', path: '/auth?sso=register', title: titles.register },
];

/** German has the longer words; the elements' own suites check each step in both languages. */
const language = 'de';

for (const { name, path, settings, title, walk } of walks)
  test(`No violation, light or dark: ${name}`, async () => {
    const { reader } = await opened(site, path, language, settings);
    await reader.reaches(title[language]);
    await isAccessible(reader, path);
    await walk?.(reader, toolsOf(site, reader));
  });

test("No violation, light or dark: the account's page for who is signed out, and the inbox", async () => {
  const { reader, tools } = await opened(site, '/register', language);
  await register(tools, email);
  await reachesCode(reader, texts.byEmail);
  for (const [path, shown] of [
    ['/account', 'main [slot=signed-out]'],
    ['/inbox', '#messages li'],
  ] as const) {
    await reader.open(path);
    await reader.page.locator(shown).first().waitFor();
    await isAccessible(reader, path);
  }
});
