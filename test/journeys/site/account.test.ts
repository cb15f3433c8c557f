/** `<sso-session>` on the account's page, and the session taken to the site's other address. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { journeyLanguages } from '../support/languages.js';
import { openAs } from '../support/reader-tools.js';
import { focusedPart } from '../support/waiting.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { signIn } from '../../../scripts/drive/sign-in.js';

const site = useSite();
const says = { en: 'Signed in as', de: 'Angemeldet als' } as const;
const signOut = { en: 'Sign out', de: 'Abmelden' } as const;
const signedOut = { en: 'You are signed out.', de: 'Sie sind abgemeldet.' } as const;
const notTaken = {
  en: /We could not take over your sign-in/,
  de: /konnten wir nicht übernehmen/,
} as const;
const toSignIn = { en: 'Sign in', de: 'Anmelden' } as const;

/** A device where somebody has signed in. */
async function signedIn(language: 'en' | 'de' = 'en', email = 'reader@example.org'): Promise<Reader> {
  const { reader, tools } = await openAs(site, '/login', language);
  await signIn(tools, email);
  await reader.signedInAs(email);
  return reader;
}
/** Another tab of the same browser. */
async function tabOf({ context, language }: Reader, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.demo.origin}${path}?lang=${language}`);
  return page;
}
const named = (page: Page, name: string) => page.locator('sso-session').getByText(name, { exact: true });
/** Ends every session of the reader's, as an operator does. */
const endSessions = () =>
  fetch(`${site.demo.origin}/simulator/end-sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'reader@example.org' }),
  });
const asked = ({ record: watch }: Reader) => watch.requests.filter((each) => each.includes('/sso/session'));

for (const language of journeyLanguages) {
  test(`The account's page in ${language} says who is signed in, and signs out`, async () => {
    const reader = await signedIn(language);
    await reader.open('/account');
    await named(reader.page, `${says[language]} reader`).waitFor();
    await reader.page.getByRole('button', { name: signOut[language], exact: true }).click();
    await reader.page.getByRole('main').getByRole('link', { name: toSignIn[language], exact: true }).waitFor();
    await named(reader.page, signedOut[language]).waitFor();
    expect(await focusedPart(reader)).toBe('status');
    expect(await named(reader.page, `${says[language]} reader`).count()).toBe(0);
    expect((await reader.context.cookies()).map(({ name }) => name)).toEqual([]);
  });
}

test('The name is first and last name where the account has them', async () => {
  const { reader, tools } = await openAs(site, '/login', 'en', { ssoName: 'REQUIRED' });
  await signIn(tools, 'reader@example.org');
  await reader.reaches('We need a few more details');
  await tools.driver.type('First name', "D'Arcy");
  await tools.driver.type('Last name', 'Österreicher-Nuñez');
  await tools.driver.press('Continue');
  await reader.signedInAs("D'Arcy Österreicher-Nuñez");
  await reader.open('/account');
  await named(reader.page, "Signed in as D'Arcy Österreicher-Nuñez").waitFor();
});

test('Nobody is asked who an anonymous visitor is, on any page', async () => {
  const reader = await site.device();
  for (const path of ['/', '/article', '/account', '/register', '/auth']) {
    await reader.open(path);
    await reader.page.waitForLoadState('networkidle');
  }
  expect(asked(reader)).toEqual([]);
  await reader.open('/account');
  await reader.page.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
});

test('Other tabs follow a sign-in and a sign-out', async () => {
  const { reader, tools } = await openAs(site, '/login');
  const account = await tabOf(reader, '/account');
  const article = await tabOf(reader, '/article');
  await account.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  await signIn(tools, 'reader@example.org');
  await reader.signedInAs('reader@example.org');
  await named(account, 'Signed in as reader').waitFor();
  await article.getByRole('status').filter({ hasText: 'Signed in as reader@example.org' }).waitFor();
  await account.getByRole('button', { name: 'Sign out', exact: true }).click();
  await account.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  for (const page of [reader.page, article])
    await page.getByRole('banner').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  await reader.record.look(account);
});

test('A sign-in on a page that has no script but the element is followed by other tabs, too', async () => {
  const reader = await site.device();
  await reader.page.route('**/site/*.js', (route) => route.abort());
  await reader.open('/login');
  const account = await tabOf(reader, '/account');
  const article = await tabOf(reader, '/article');
  await account.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  await reader.reaches('Sign in');
  await signIn(toolsFor(site, reader), 'reader@example.org');
  await named(account, 'Signed in as reader').waitFor();
  await article.getByRole('status').filter({ hasText: 'Signed in as reader@example.org' }).waitFor();
  // The form leads on by itself: a page that is just being left cannot be searched.
  await reader.page.waitForURL(({ pathname }) => pathname !== '/login');
});

test('The article opens for who has signed in from it, and closes at the sign-out', async () => {
  const reader = await site.device();
  await reader.open('/article');
  const rest = reader.page.locator('#rest p');
  // The gate stands in its place once the page knows that nobody is signed in.
  await reader.page.getByRole('main').getByRole('link', { name: 'Sign in to read' }).waitFor();
  expect(await rest.count()).toBe(0);
  await reader.page.getByRole('banner').getByRole('link', { name: 'Sign in', exact: true }).click();
  await signIn(toolsFor(site, reader), 'reader@example.org');
  await reader.signedInAs('reader@example.org');
  expect(new URL(reader.page.url()).pathname).toBe('/article');
  await rest.first().waitFor();
  await reader.page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await rest.first().waitFor({ state: 'detached' });
});

test('A session that an operator ended is reported as such', async () => {
  const reader = await signedIn();
  await reader.open('/account');
  await named(reader.page, 'Signed in as reader').waitFor();
  await endSessions();
  await site.demo.advance(301);
  await reader.page.reload();
  await reader.page.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  await reader.page
    .getByRole('alert')
    .getByText(/You were signed out, from another device or by us/)
    .waitFor();
});

/** The site's other address: other cookies, so another site for the browser. */
const elsewhere = (): string => site.demo.origin.replace('localhost', '127.0.0.1');

const toOther = (reader: Reader) => reader.page.getByRole('link', { name: /127\.0\.0\.1/ });
/** The address by which the browser came back to the other site. */
const cameBack = ({ record: watch }: Reader): URL => {
  const found = watch.requests.findLast((each) => each.includes('/sso/session/join?') && each.includes('state='));
  return new URL(found?.replace(/^GET /, '') ?? '');
};

for (const language of journeyLanguages) {
  test(`A session that cannot be taken over leads to the other site's page in ${language}, signed out, and to no JSON`, async () => {
    const reader = await signedIn(language);
    await reader.open('/account');
    await named(reader.page, `${says[language]} reader`).waitFor();
    // The self-service in the page redeems a token of its own, which the fault is not for.
    await reader.page
      .frameLocator('iframe')
      .getByText(/^R-\d+-1$/)
      .waitFor();
    await site.demo.fault({ operation: 'sessions/redeemTransferToken', status: 401, errorCode: 20028 });
    await toOther(reader).click();
    await reader.page.waitForURL(`${elsewhere()}/account**`);
    await reader.page.getByRole('main').getByRole('link', { name: toSignIn[language], exact: true }).waitFor();
    await reader.page.getByRole('alert').getByText(notTaken[language]).waitFor();
    expect(await reader.context.cookies(elsewhere())).toEqual([]);
  });
}

test('The session goes to the other site by a link: signed in there, its code in no page, and good once', async () => {
  const reader = await signedIn();
  await reader.open('/account');
  await named(reader.page, 'Signed in as reader').waitFor();
  expect(await reader.context.cookies(elsewhere())).toEqual([]);
  await toOther(reader).click();
  await reader.page.waitForURL(`${elsewhere()}/account**`);
  await named(reader.page, 'Signed in as reader').waitFor();
  const cookies = await reader.context.cookies(elsewhere());
  expect(cookies.find(({ name }) => name.endsWith('sso_session') && name.startsWith('__Host-'))).toMatchObject({
    httpOnly: true,
    secure: true,
  });
  const back = cameBack(reader);
  expect(back.searchParams.get('code')).toHaveLength(43);
  expect(reader.page.url()).not.toContain('code');
  await reader.record.look(reader.page);

  // The same address in another browser, as of somebody who has found it in a log.
  const stranger = await site.device();
  await stranger.page.goto(back.href);
  expect(new URL(stranger.page.url()).search).toBe('?sso_join=failed');
  expect(await stranger.context.cookies(elsewhere())).toEqual([]);

  // Each site keeps a session of its own.
  await reader.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await reader.page.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  await reader.open('/account');
  await named(reader.page, 'Signed in as reader').waitFor();
});

test('Who is not signed in any more is told so at the other site, which gets no code', async () => {
  const reader = await signedIn();
  await reader.open('/account');
  await named(reader.page, 'Signed in as reader').waitFor();
  await endSessions();
  await toOther(reader).click();
  await reader.page.waitForURL(`${elsewhere()}/account**`);
  await reader.page.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  expect(cameBack(reader).searchParams.get('error')).toBe('login_required');
  await reader.open('/account');
  await reader.page
    .getByRole('alert')
    .getByText(/You were signed out, from another device or by us/)
    .waitFor();
});
