/** Several tags on one page, each a file of its own with a copy of everything: together they behave as one. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { confirmLink, requestPasswordCode } from '../../../scripts/drive/account-forms.js';
import { accountHeadings } from '../../../scripts/drive/account-texts.js';
import { linkFor } from '../../../scripts/drive/inbox.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import { version } from '../../../src/shared/page.js';
import type { Reader } from '../support/reader.js';
import { toolsFor } from '../support/reader-tools.js';
import { rewritePages } from '../support/rewrite-pages.js';
import { useSite } from '../support/use-site.js';

const site = useSite();
const tag = (name: string) => `<script type="module" src="/assets/${name}.js"></script>`;

/** A page with a form and a header, by a tag each. It stays after signing in. */
async function open(language: 'en' | 'de', around = ['', '']): Promise<Reader> {
  const reader = await site.device(language);
  await rewritePages(reader.page, '/login', [
    [tag('login'), tag('login') + tag('session')],
    ['<p class="name">', `${around[0]}<sso-session></sso-session>${around[1]}<p class="name">`],
  ]);
  await reader.open('/login');
  await reader.page.evaluate(() => document.addEventListener('sso-navigate', (event) => event.preventDefault()));
  return reader;
}

/** Runs code in the page with what a tag's file exports. */
const withExports = (page: Page, name: string, code: string): Promise<unknown> =>
  page.evaluate(`import('/assets/${name}.js').then((exported) => (${code})(exported))`);

test('A text that is added through one tag reaches the elements of the other, both ways', async () => {
  const reader = await open('en');
  const { page } = reader;
  await reader.reaches('Sign in');
  await withExports(page, 'login', "({ addTexts }) => addTexts('en', { 'session.sign-out': 'Leave us' })");
  await withExports(page, 'session', "({ addTexts }) => addTexts('en', { 'done.title': 'There you are.' })");
  await signIn(toolsFor(site, reader), 'reader@example.org');
  await reader.reaches('There you are.');
  await page.getByRole('button', { name: 'Leave us', exact: true }).waitFor();
});

test('A page of two tags has one language: that of its first element', async () => {
  const reader = await open('de', ['<div lang="en">', '</div>']);
  const { page } = reader;
  await reader.reaches('Anmelden');
  await signIn(toolsFor(site, reader), 'reader@example.org');
  // The header stands below another language, and its tag comes second.
  const header = page.locator('sso-session');
  await header.getByRole('button', { name: 'Abmelden', exact: true }).waitFor();
  await page.evaluate(() => (document.documentElement.lang = 'en'));
  await header.getByRole('button', { name: 'Sign out', exact: true }).waitFor();
  await reader.reaches('You are signed in.');
});

test('An event of one tag’s element is one of the classes of the other', async () => {
  const reader = await open('en');
  const { page } = reader;
  await reader.reaches('Sign in');
  await withExports(
    page,
    'session',
    `({ SsoProblemEvent, SsoSessionEvent }) => document.addEventListener('sso-problem', (event) => {
      const { dataset } = document.documentElement;
      dataset.classes = [SsoProblemEvent, SsoSessionEvent].map((each) => event instanceof each).join();
    })`,
  );
  await signIn(toolsFor(site, reader), 'reader@example.org', 'not the password');
  await reader.form.getByRole('alert').waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset['classes'])).toBe('true,false');
});

test('A link from an e-mail gets to the element of its process, whichever tag took it out of the address', async () => {
  const reader = await site.device();
  const { page } = reader;
  await reader.open('/password');
  const tools = toolsFor(site, reader);
  await requestPasswordCode(tools, 'reader@example.org');
  await reader.reaches(accountHeadings.code.en);
  // The first element on the page registers, and has the link's parameters first.
  await rewritePages(page, '/password', [
    [tag('password-forgotten'), tag('register') + tag('password-forgotten')],
    ['<p class="name">', '<div hidden><sso-register></sso-register></div><p class="name">'],
  ]);
  await reader.follow(await linkFor(site.demo, 'reader@example.org'));
  await reader.reaches(accountHeadings.link.en);
  await confirmLink(tools);
  await reader.reaches(accountHeadings.newPassword.en);
});

test('Tags of two versions are reported with what to load in their place, and each works by itself', async () => {
  const reader = await site.device();
  const { page } = reader;
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.route('**/assets/session.js', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    expect(body).toContain(`"${version}"`);
    await route.fulfill({ response, body: body.replaceAll(`"${version}"`, '"9.9.9"') });
  });
  await rewritePages(page, '/login', [
    [tag('login'), tag('login') + tag('session')],
    ['<p class="name">', '<sso-session></sso-session><p class="name">'],
  ]);
  await reader.open('/login');
  await page.evaluate(() => document.addEventListener('sso-navigate', (event) => event.preventDefault()));
  await reader.reaches('Sign in');
  expect(errors).toEqual([
    `sso-elements: versions ${version} and 9.9.9 on this page; load sso-elements.js of one of them instead; see docs/elements.md.`,
  ]);
  await signIn(toolsFor(site, reader), 'reader@example.org');
  await reader.reaches('You are signed in.');
  await page.locator('sso-session').getByRole('button', { name: 'Sign out', exact: true }).waitFor();
});

test('The same tag twice, and a tag beside one that holds its element too, are harmless', async () => {
  const reader = await site.device('de');
  const { page } = reader;
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  const twice = '<script type="module" src="/assets/login.js?again"></script>';
  await rewritePages(page, '/login', [[tag('login'), tag('login') + twice + tag('sso-elements')]]);
  await reader.open('/login');
  await reader.reaches('Anmelden');
  await signIn(toolsFor(site, reader), 'terms@example.org');
  await reader.reaches('Unsere AGB haben sich geändert');
  expect(messages).toEqual([]);
});
