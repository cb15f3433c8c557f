/** A page that is open while a new version is deployed: its script is of the build before, or its parts are gone. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { pointerDriver } from '../../../scripts/drive/form-driver.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import { alertOf } from '../support/waiting.js';

const site = useSite();
const previous = 'test/fixtures/previous-build';

/** Serves the login's script, and each of its parts, from the build before. */
async function servePrevious(page: Page): Promise<void> {
  await page.route(/\/assets\/login(\/[\w-]+)?\.js$/, async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = await readFile(`${previous}${pathname.replace('/assets', '')}`);
    await route.fulfill({ contentType: 'text/javascript', body });
  });
}

test('A page of the build before signs in at today’s gateway, through a step that it loads later', async () => {
  const reader = await site.device('de');
  await servePrevious(reader.page);
  await reader.open('/login');
  await reader.reaches('Anmelden');
  await signIn(toolsFor(site, reader), 'terms@example.org');
  await reader.reaches('Unsere AGB haben sich geändert');
  const loaded = reader.record.requests.filter((each) => each.includes('/assets/'));
  expect(loaded.some((each) => each.includes('/assets/login/lazy-login-screens-'))).toBe(true);
  expect(loaded.filter((each) => each.includes('/assets/parts/'))).toEqual([]);
  await pointerDriver(reader.form).press('Zustimmen und fortfahren');
  await reader.signedInAs('terms@example.org');
});

test.for([
  ['gone', { status: 404, body: 'none' }],
  ['the site’s HTML', { status: 200, contentType: 'text/html', body: '<!doctype html><title>Home</title>' }],
] as const)(
  'A page whose later parts are %s reloads itself by the button, which shows the step where it was',
  async ([, answer]) => {
    const reader = await site.device('de');
    await reader.open('/login');
    await reader.reaches('Anmelden');
    await reader.page.route('**/assets/parts/**', (route) => route.fulfill(answer));
    await signIn(toolsFor(site, reader), 'terms@example.org');
    const text =
      'Ein Teil dieser Seite konnte nicht geladen werden. Bitte versuchen Sie es noch einmal oder laden Sie die Seite neu.';
    await alertOf(reader).getByText(text, { exact: true }).waitFor();

    await reader.page.unroute('**/assets/parts/**');
    const reloaded = reader.page.waitForEvent('load');
    await pointerDriver(reader.form).press('Erneut versuchen');
    await reloaded;
    await reader.reaches('Unsere AGB haben sich geändert');
    await pointerDriver(reader.form).press('Zustimmen und fortfahren');
    await reader.signedInAs('terms@example.org');
    reader.record.faults.length = 0;
  },
);

test('A wrong password on a page whose later parts are gone keeps what was typed', async () => {
  const reader = await site.device();
  await reader.open('/login');
  await reader.reaches('Sign in');
  await reader.page.route('**/assets/parts/**', (route) => route.fulfill({ status: 404, body: 'none' }));
  await toolsFor(site, reader).driver.type('E-mail address or user name', 'reader@example.org');
  await toolsFor(site, reader).driver.type('Password', 'not the password');
  await toolsFor(site, reader).driver.press('Sign in');
  await alertOf(reader).waitFor();
  const identifier = reader.form.getByLabel('E-mail address or user name', { exact: true });
  expect(await identifier.inputValue()).toBe('reader@example.org');
});
