/** A browser that keeps no cookies here: it is told so, nobody is said to be signed in, and no session is spent where that can be known. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Frame, type Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { chromiumArgs, findBrowser } from '../../../scripts/run/browser.js';
import { pointerDriver } from '../../../scripts/drive/form-driver.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';

const site = useSite();
const title = { en: 'Your browser does not keep cookies here', de: 'Ihr Browser speichert hier keine Cookies' };
/** The sessions that the hosted API has begun. */
const sessions = () => site.demo.exchanges().filter(({ responseBody }) => responseBody.includes('customerSession'));
const heading = (page: Page | Frame, text: string) =>
  page.locator('sso-login, sso-register, sso-auth').getByRole('heading', { name: text, exact: true, level: 2 });

/** Notes in the page whatever would tell it that somebody is signed in. */
const noteSuccess = () => {
  addEventListener('sso-success', () => document.documentElement.setAttribute('data-success', ''), true);
};

/** Takes the cookies off every answer of the gateway, as a proxy does that caches them. */
async function loseCookies(page: Page, answers: string | RegExp = '**/sso/**'): Promise<void> {
  await page.addInitScript(noteSuccess);
  await page.route(answers, async (route) => {
    const before = await page.context().cookies();
    const response = await route.fetch();
    // What fetched it has kept the cookies already.
    await page.context().clearCookies();
    await page.context().addCookies(before);
    const { 'set-cookie': _lost, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
}

test.for(['/login', '/register'])('With all cookies blocked %s says so in place of the form', async (path) => {
  const profile = mkdtempSync(join(tmpdir(), 'no-cookies-'));
  mkdirSync(join(profile, 'Default'));
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser() ?? '',
    args: chromiumArgs,
  });
  onTestFinished(async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  });
  const page = await context.newPage();
  await page.goto(`${site.demo.origin}${path}?lang=de`);
  await heading(page, title.de).waitFor();
  expect(await page.evaluate(() => navigator.cookieEnabled)).toBe(true);
  await page.getByText('Bitte erlauben Sie sie für diese Website').waitFor();
  await page.getByRole('button', { name: 'Erneut versuchen' }).click();
  await page.getByText('(1)').waitFor();
  await heading(page, title.de).waitFor();
  expect(sessions()).toEqual([]);
});

test('In a frame of another site the form says so, and names the way out of the frame', async () => {
  const framing: Server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><iframe src="${site.demo.origin}/login?lang=en" width="600" height="600"></iframe>`);
  });
  await new Promise<void>((listening) => framing.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void framing.close());
  const reader = await site.device();
  await reader.context.grantPermissions(['local-network-access']);
  await reader.page.route(/\/login\?/, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers['x-frame-options'];
    headers['content-security-policy'] = (headers['content-security-policy'] ?? '').replace(/frame-ancestors[^;]*/, '');
    await route.fulfill({ response, headers });
  });
  await reader.page.goto(`http://127.0.0.1:${(framing.address() as AddressInfo).port}/`);
  const frame = reader.page.frames().find((each) => each !== reader.page.mainFrame())!;
  await heading(frame, title.en).waitFor();
  await frame.getByText('open this page in a tab of its own').waitFor();
  expect(sessions()).toEqual([]);
});

test('Where the cookies are lost on the way nobody is told to be signed in', async () => {
  const reader = await site.device();
  await loseCookies(reader.page);
  await reader.open('/login');
  await reader.reaches('Sign in');
  await signIn(toolsFor(site, reader), 'reader@example.org');
  await reader.reaches(title.en);
  expect(reader.page.url()).toContain('/login');
  expect(await reader.page.locator('html').getAttribute('data-success')).toBeNull();
  reader.record.faults.length = 0;
});

test('Where the cookies are lost on the way a second factor is not asked for', async () => {
  const reader = await site.device('de');
  await loseCookies(reader.page);
  await reader.open('/login');
  await reader.reaches('Anmelden');
  await signIn(toolsFor(site, reader), 'two-factor@example.org');
  await reader.reaches(title.de);
  reader.record.faults.length = 0;
});

test('A session of before, of somebody else, does not stand for the one that was lost', async () => {
  const reader = await site.device();
  await reader.open('/login');
  await reader.reaches('Sign in');
  await signIn(toolsFor(site, reader), 'reader@example.org');
  await reader.signedInAs('reader@example.org');
  await loseCookies(reader.page, '**/additional-data');
  await reader.open('/login');
  await signIn(toolsFor(site, reader), 'terms@example.org');
  await reader.reaches('Our terms have changed');
  await pointerDriver(reader.form).press('Accept and continue');
  await reader.reaches(title.en);
  expect(await reader.page.locator('html').getAttribute('data-success')).toBeNull();
  reader.record.faults.length = 0;
});

test('A marker is seen past an element of the page that has its name, and a reader signs in', async () => {
  const reader = await site.device();
  await reader.page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      const image = document.createElement('img');
      image.setAttribute('name', 'cookie');
      document.body.append(image);
    });
  });
  await reader.open('/login');
  await reader.reaches('Sign in');
  await signIn(toolsFor(site, reader), 'reader@example.org');
  await reader.signedInAs('reader@example.org');
});
