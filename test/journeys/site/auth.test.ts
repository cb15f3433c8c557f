/** `<sso-auth>`: one element for all processes, in the demo's page for it. */
import { expect, test } from 'vitest';
import { languages } from '../../../demo/language.js';
import {
  chooseNewPassword,
  codeFor,
  confirm,
  connect,
  enter,
  forget,
  linkFor,
  newPassword,
  opened,
  reachesCode,
  register,
  texts,
  titles,
} from '../../../scripts/drive/accounts.js';
import { alertOf, focused, isTold, toolsOf } from '../../../scripts/drive/see.js';
import { useSite, type Reader } from '../../../scripts/drive/site.js';
import { headings, password, signIn } from '../../../scripts/drive/table.js';

const site = useSite();

const tab = ({ form, language }: Reader, name: { en: string; de: string }) =>
  form.getByRole('navigation').getByRole('link', { name: name[language], exact: true });
const scripts = ({ watch }: Reader): string[] =>
  watch.requests.flatMap((each) => /\/assets\/auth\/([a-z-]+?)-[\w-]{8}\.js/.exec(each)?.[1] ?? []);
const fieldOf = ({ form, language }: Reader, label: { en: string; de: string }) =>
  form.getByLabel(label[language], { exact: true });

for (const language of languages) {
  test(`Tabs lead between the processes in ${language}: heading focused, e-mail kept, address and history follow`, async () => {
    const { reader, tools } = await opened(site, '/auth', language);
    await reader.reaches(titles.signIn[language]);
    expect(await tab(reader, texts.signIn).getAttribute('aria-current')).toBe('page');
    await tools.hands.type(texts.identifier[language], 'typed@example.org');
    await tab(reader, texts.register).click();
    await reader.reaches(titles.register[language]);
    expect(await focused(reader)).toBe('title');
    expect(await tab(reader, texts.register).getAttribute('aria-current')).toBe('page');
    expect(new URL(reader.page.url()).searchParams.get('sso')).toBe('register');
    expect(await fieldOf(reader, texts.email).inputValue()).toBe('typed@example.org');
    await tab(reader, texts.connect).click();
    await reader.reaches(titles.connect[language]);
    expect(await fieldOf(reader, texts.email).inputValue()).toBe('typed@example.org');

    await reader.page.goBack();
    await reader.reaches(titles.register[language]);
    await reader.page.goBack();
    await reader.reaches(titles.signIn[language]);
    expect(await fieldOf(reader, texts.identifier).inputValue()).toBe('typed@example.org');
    await reader.page.goForward();
    await reader.reaches(titles.register[language]);
    expect(new URL(reader.page.url()).searchParams.get('sso')).toBe('register');
    expect(reader.watch.requests.some((each) => each.includes('typed'))).toBe(false);
  });
}

test('A tab that is opened in another browser tab keeps language and way back, and leaves this one as it is', async () => {
  const { reader, tools } = await opened(site, '/auth?next=/article', 'de');
  await reader.reaches(titles.signIn.de);
  await tools.hands.type(texts.identifier.de, 'typed@example.org');
  const [other] = await Promise.all([
    reader.context.waitForEvent('page'),
    tab(reader, texts.register).click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await other.locator('sso-auth').getByRole('heading', { name: titles.register.de, exact: true }).waitFor();
  expect(Object.fromEntries(new URL(other.url()).searchParams)).toEqual({
    next: '/article',
    lang: 'de',
    sso: 'register',
  });
  await reader.reaches(titles.signIn.de);
  expect(await fieldOf(reader, texts.identifier).inputValue()).toBe('typed@example.org');
});

for (const [view, title] of [
  ['register', titles.register],
  ['account-connect', titles.connect],
  ['password-forgotten', titles.forgot],
  ['login', titles.signIn],
  ['nonsense', titles.signIn],
] as const) {
  test(`?sso=${view} opens "${title.en}"`, async () => {
    const { reader } = await opened(site, `/auth?sso=${view}`);
    await reader.reaches(title.en);
  });
}

test('Without tabs the processes are linked below the form', async () => {
  const { reader } = await opened(site, '/auth');
  await tab(reader, texts.register).waitFor();
  await reader.page.evaluate(() => document.querySelector('sso-auth')!.removeAttribute('show-tabs'));
  await reader.form.getByRole('navigation', { name: 'Your account' }).waitFor({ state: 'detached' });
  for (const [name, title] of [
    [texts.register, titles.register],
    [texts.connect, titles.connect],
    [texts.forgot, titles.forgot],
  ] as const) {
    await reader.form.getByRole('button', { name: name.en, exact: true }).click();
    await reader.reaches(title.en);
    expect(await focused(reader)).toBe('title');
    await reader.form.getByRole('button', { name: texts.existing.en }).click();
    await reader.reaches(titles.signIn.en);
  }
});

test('The parts of other processes are loaded only when they are opened', async () => {
  const { reader } = await opened(site, '/auth');
  await reader.reaches(titles.signIn.en);
  await reader.page.waitForLoadState('networkidle');
  // The settings' reader alone comes beside the login.
  expect(scripts(reader)).toEqual(['read-settings']);
  await tab(reader, texts.register).click();
  await reader.reaches(titles.register.en);
  const loaded = scripts(reader).slice(1);
  expect(loaded).toContain('lazy-account-screens');
  expect(loaded).not.toContain('phone-number');
  await tab(reader, texts.connect).click();
  await reader.reaches(titles.connect.en);
  expect(scripts(reader).slice(1)).toEqual(loaded);
});

test('The library for mobile numbers is loaded when one is submitted, not before', async () => {
  const { reader, tools } = await opened(site, '/auth?sso=register', 'en', {
    tokenType: 'SMS',
    tokenSmsCountries: ['DE'],
  });
  await reader.reaches(titles.register.en);
  await reader.page.waitForLoadState('networkidle');
  expect(scripts(reader)).not.toContain('phone-number');
  await register(tools, 'new@example.org', '030 123456');
  await reader.form.getByText('Enter a mobile number with its country code, such as +49 151 …').waitFor();
  expect(scripts(reader)).toContain('phone-number');
  await tools.hands.type(texts.mobile.en, '+43 664 1234567');
  await tools.hands.press(texts.submitRegister.en);
  await reader.form.getByText('We cannot send codes to this country.', { exact: true }).waitFor();
  await tools.hands.type(texts.mobile.en, '0151 23456789');
  await tools.hands.press(texts.submitRegister.en);
  await reachesCode(reader, texts.bySms);
});

test('An e-mail that is taken leads to sign-in within the element, which signs in', async () => {
  const { reader, tools } = await opened(site, '/auth?sso=register');
  await register(tools, 'reader@example.org');
  await isTold(reader, /There is already an account with this e-mail address\./);
  await alertOf(reader).getByRole('button', { name: 'Sign in', exact: true }).click();
  await reader.reaches(titles.signIn.en);
  expect(await fieldOf(reader, texts.identifier).inputValue()).toBe('reader@example.org');
  await tools.hands.type(texts.password.en, password);
  await tools.hands.press(texts.signIn.en);
  await reader.signedInAs('reader@example.org');
});

test('The link of a mail comes back to the process that sent it, with the page as it was', async () => {
  const { reader, tools } = await opened(site, '/auth?sso=register');
  await register(tools, 'new@example.org');
  await reachesCode(reader, texts.byEmail);
  await reader.follow(await linkFor(site.demo, 'new@example.org'));
  await reader.reaches(titles.link.en);
  expect(new URL(reader.page.url()).searchParams.get('sso')).toBe('register');
  await confirm(tools);
  await reader.signedInAs('new@example.org');
});

for (const language of languages) {
  test(`An imported subscription is connected within the element in ${language}`, async () => {
    const { reader, tools } = await opened(site, '/auth', language);
    await tab(reader, texts.connect).click();
    await reader.reaches(titles.connect[language]);
    await connect(tools, 'imported@example.org');
    await reachesCode(reader, texts.byEmail);
    await enter(tools, await codeFor(site.demo, 'imported@example.org'));
    await reader.signedInAs('imported@example.org');
  });

  test(`A forgotten password is set anew within the element in ${language}, by code and by link`, async () => {
    const { reader, tools } = await opened(site, '/auth', language);
    await tools.hands.press(texts.forgot[language]);
    await reader.reaches(titles.forgot[language]);
    await forget(tools, 'reader@example.org');
    await reachesCode(reader, texts.byEmail);
    await enter(tools, await codeFor(site.demo, 'reader@example.org'));
    await reader.reaches(titles.newPassword[language]);
    await chooseNewPassword(tools);
    await reader.signedInAs('reader@example.org');

    const { reader: next, tools: other } = await opened(site, '/auth?sso=password-forgotten', language);
    await forget(other, 'limit@example.org');
    await reachesCode(next, texts.byEmail);
    await next.follow(await linkFor(site.demo, 'limit@example.org'));
    await next.reaches(titles.link[language]);
    await confirm(other);
    await next.reaches(titles.newPassword[language]);
    await chooseNewPassword(other);
    await next.reaches(headings.limit[language]);
  });
}

test('A registration and then a login run through the one element', async () => {
  const { reader, tools } = await opened(site, '/auth');
  await tab(reader, texts.register).click();
  await reader.reaches(titles.register.en);
  await register(tools, 'new@example.org');
  await reachesCode(reader, texts.byEmail);
  expect(await reader.form.getByRole('navigation', { name: 'Your account' }).count()).toBe(0);
  await enter(tools, await codeFor(site.demo, 'new@example.org'));
  await reader.signedInAs('new@example.org');
  const next = await site.device();
  await next.open('/auth');
  await signIn(toolsOf(site, next), 'new@example.org', newPassword);
  await next.signedInAs('new@example.org');
});
