/** `<sso-auth>`: one element for all processes, in the demo's page for it. */
import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import {
  chooseNewPassword,
  confirmLink,
  newPassword,
  requestPasswordCode,
  submitCode,
  submitConnect,
  submitRegistration,
} from '../../../scripts/drive/account-forms.js';
import { codeFor, linkFor } from '../../../scripts/drive/inbox.js';
import { openAs } from '../support/reader-tools.js';
import { waitForCodeStep } from '../support/waiting.js';
import { accountHeadings, accountTexts } from '../../../scripts/drive/account-texts.js';
import { alertOf, focusedPart, waitForAlert } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { loginHeadings } from '../../../scripts/drive/login-texts.js';
import { password, signIn } from '../../../scripts/drive/sign-in.js';

const site = useSite();

const tab = ({ form, language }: Reader, name: { en: string; de: string }) =>
  form.getByRole('navigation').getByRole('link', { name: name[language], exact: true });
const scripts = ({ record: watch }: Reader): string[] =>
  watch.requests.flatMap((each) => /\/assets\/parts\/([a-z-]+?)-[\w-]{8}\.js/.exec(each)?.[1] ?? []);
const fieldOf = ({ form, language }: Reader, label: { en: string; de: string }) =>
  form.getByLabel(label[language], { exact: true });

for (const language of journeyLanguages) {
  test(`Tabs lead between the processes in ${language}: heading focused, e-mail kept, address and history follow`, async () => {
    const { reader, tools } = await openAs(site, '/auth', language);
    await reader.reaches(accountHeadings.signIn[language]);
    expect(await tab(reader, accountTexts.signIn).getAttribute('aria-current')).toBe('page');
    await tools.driver.type(accountTexts.identifier[language], 'typed@example.org');
    await tab(reader, accountTexts.register).click();
    await reader.reaches(accountHeadings.register[language]);
    expect(await focusedPart(reader)).toBe('title');
    expect(await tab(reader, accountTexts.register).getAttribute('aria-current')).toBe('page');
    expect(new URL(reader.page.url()).searchParams.get('sso')).toBe('register');
    expect(await fieldOf(reader, accountTexts.email).inputValue()).toBe('typed@example.org');
    await tab(reader, accountTexts.connect).click();
    await reader.reaches(accountHeadings.connect[language]);
    expect(await fieldOf(reader, accountTexts.email).inputValue()).toBe('typed@example.org');

    await reader.page.goBack();
    await reader.reaches(accountHeadings.register[language]);
    await reader.page.goBack();
    await reader.reaches(accountHeadings.signIn[language]);
    expect(await fieldOf(reader, accountTexts.identifier).inputValue()).toBe('typed@example.org');
    await reader.page.goForward();
    await reader.reaches(accountHeadings.register[language]);
    expect(new URL(reader.page.url()).searchParams.get('sso')).toBe('register');
    expect(reader.record.requests.some((each) => each.includes('typed'))).toBe(false);
  });
}

test('A tab that is opened in another browser tab keeps language and way back, and leaves this one as it is', async () => {
  const { reader, tools } = await openAs(site, '/auth?next=/article', 'de');
  await reader.reaches(accountHeadings.signIn.de);
  await tools.driver.type(accountTexts.identifier.de, 'typed@example.org');
  const [other] = await Promise.all([
    reader.context.waitForEvent('page'),
    tab(reader, accountTexts.register).click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await other.locator('sso-auth').getByRole('heading', { name: accountHeadings.register.de, exact: true }).waitFor();
  expect(Object.fromEntries(new URL(other.url()).searchParams)).toEqual({
    next: '/article',
    lang: 'de',
    sso: 'register',
  });
  await reader.reaches(accountHeadings.signIn.de);
  expect(await fieldOf(reader, accountTexts.identifier).inputValue()).toBe('typed@example.org');
});

for (const [view, title] of [
  ['register', accountHeadings.register],
  ['account-connect', accountHeadings.connect],
  ['password-forgotten', accountHeadings.forgot],
  ['login', accountHeadings.signIn],
  ['nonsense', accountHeadings.signIn],
] as const) {
  test(`?sso=${view} opens "${title.en}"`, async () => {
    const { reader } = await openAs(site, `/auth?sso=${view}`);
    await reader.reaches(title.en);
  });
}

test('Without tabs the processes are linked below the form', async () => {
  const { reader } = await openAs(site, '/auth');
  await tab(reader, accountTexts.register).waitFor();
  await reader.page.evaluate(() => document.querySelector('sso-auth')!.removeAttribute('show-tabs'));
  await reader.form.getByRole('navigation', { name: 'Your account' }).waitFor({ state: 'detached' });
  for (const [name, title, back] of [
    [accountTexts.register, accountHeadings.register, accountTexts.existing],
    [accountTexts.connect, accountHeadings.connect, accountTexts.existing],
    [accountTexts.forgot, accountHeadings.forgot, accountTexts.back],
  ] as const) {
    await reader.form.getByRole('button', { name: name.en, exact: true }).click();
    await reader.reaches(title.en);
    expect(await focusedPart(reader)).toBe('title');
    await reader.form.getByRole('button', { name: back.en }).click();
    await reader.reaches(accountHeadings.signIn.en);
  }
});

test('The parts of other processes are loaded only when they are opened', async () => {
  const { reader } = await openAs(site, '/auth');
  await reader.reaches(accountHeadings.signIn.en);
  await reader.page.waitForLoadState('networkidle');
  // The settings' reader alone comes beside the login.
  expect(scripts(reader)).toEqual(['settings']);
  await tab(reader, accountTexts.register).click();
  await reader.reaches(accountHeadings.register.en);
  const loaded = scripts(reader).slice(1);
  expect(loaded).toContain('account');
  expect(loaded).not.toContain('phone');
  await tab(reader, accountTexts.connect).click();
  await reader.reaches(accountHeadings.connect.en);
  expect(scripts(reader).slice(1)).toEqual(loaded);
});

test('The library for mobile numbers is loaded when one is submitted, not before', async () => {
  const { reader, tools } = await openAs(site, '/auth?sso=register', 'en', {
    tokenType: 'SMS',
    tokenSmsCountries: ['DE'],
  });
  await reader.reaches(accountHeadings.register.en);
  await reader.page.waitForLoadState('networkidle');
  expect(scripts(reader)).not.toContain('phone');
  await submitRegistration(tools, 'new@example.org', '030 123456');
  await reader.form.getByText('Enter a mobile number with its country code, such as +49 151 …').waitFor();
  expect(scripts(reader)).toContain('phone');
  await tools.driver.type(accountTexts.mobile.en, '+43 664 1234567');
  await tools.driver.press(accountTexts.submitRegister.en);
  await reader.form.getByText('We cannot send codes to this country.', { exact: true }).waitFor();
  await tools.driver.type(accountTexts.mobile.en, '0151 23456789');
  await tools.driver.press(accountTexts.submitRegister.en);
  await waitForCodeStep(reader, accountTexts.bySms);
});

test('An e-mail that is taken leads to sign-in within the element, which signs in', async () => {
  const { reader, tools } = await openAs(site, '/auth?sso=register');
  await submitRegistration(tools, 'reader@example.org');
  await waitForAlert(reader, /There is already an account with this e-mail address\./);
  await alertOf(reader).getByRole('button', { name: 'Sign in', exact: true }).click();
  await reader.reaches(accountHeadings.signIn.en);
  expect(await fieldOf(reader, accountTexts.identifier).inputValue()).toBe('reader@example.org');
  await tools.driver.type(accountTexts.password.en, password);
  await tools.driver.press(accountTexts.signIn.en);
  await reader.signedInAs('reader@example.org');
});

test('The link of a mail comes back to the process that sent it, with the page as it was', async () => {
  const { reader, tools } = await openAs(site, '/auth?sso=register');
  await submitRegistration(tools, 'new@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  await reader.follow(await linkFor(site.demo, 'new@example.org'));
  await reader.reaches(accountHeadings.link.en);
  expect(new URL(reader.page.url()).searchParams.get('sso')).toBe('register');
  await confirmLink(tools);
  await reader.signedInAs('new@example.org');
});

for (const language of journeyLanguages) {
  test(`An imported subscription is connected within the element in ${language}`, async () => {
    const { reader, tools } = await openAs(site, '/auth', language);
    await tab(reader, accountTexts.connect).click();
    await reader.reaches(accountHeadings.connect[language]);
    await submitConnect(tools, 'imported@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(tools, await codeFor(site.demo, 'imported@example.org'));
    await reader.signedInAs('imported@example.org');
  });

  test(`A forgotten password is set anew within the element in ${language}, by code and by link`, async () => {
    const { reader, tools } = await openAs(site, '/auth', language);
    await tools.driver.press(accountTexts.forgot[language]);
    await reader.reaches(accountHeadings.forgot[language]);
    await requestPasswordCode(tools, 'reader@example.org');
    await waitForCodeStep(reader, accountTexts.byEmail);
    await submitCode(tools, await codeFor(site.demo, 'reader@example.org'));
    await reader.reaches(accountHeadings.newPassword[language]);
    await chooseNewPassword(tools);
    await reader.signedInAs('reader@example.org');

    const { reader: next, tools: other } = await openAs(site, '/auth?sso=password-forgotten', language);
    await requestPasswordCode(other, 'limit@example.org');
    await waitForCodeStep(next, accountTexts.byEmail);
    await next.follow(await linkFor(site.demo, 'limit@example.org'));
    await next.reaches(accountHeadings.link[language]);
    await confirmLink(other);
    await next.reaches(accountHeadings.newPassword[language]);
    await chooseNewPassword(other);
    await next.reaches(loginHeadings.limit[language]);
  });
}

test('A registration and then a login run through the one element', async () => {
  const { reader, tools } = await openAs(site, '/auth');
  await tab(reader, accountTexts.register).click();
  await reader.reaches(accountHeadings.register.en);
  await submitRegistration(tools, 'new@example.org');
  await waitForCodeStep(reader, accountTexts.byEmail);
  expect(await reader.form.getByRole('navigation', { name: 'Your account' }).count()).toBe(0);
  await submitCode(tools, await codeFor(site.demo, 'new@example.org'));
  await reader.signedInAs('new@example.org');
  const next = await site.device();
  await next.open('/auth');
  await signIn(toolsFor(site, next), 'new@example.org', newPassword);
  await next.signedInAs('new@example.org');
});
