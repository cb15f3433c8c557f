import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newestCode, signIn } from '../../src/testing/playwright.js';
import { launchChromium } from '../../scripts/drive/chromium.js';

const inbox = [
  { to: 'a@publisher.test', channel: 'email', code: '111111', text: 'first' },
  { to: 'a@publisher.test', channel: 'email', code: '222222', text: 'second' },
  { to: 'b@publisher.test', channel: 'email', code: '333333', text: 'of another' },
  { to: 'a@publisher.test', channel: 'email', text: 'without a code' },
];
const form = (identifier: string, password: string, submit: string): string =>
  `<sso-login><template shadowrootmode="open">
    <form onsubmit="event.preventDefault(); document.title = JSON.stringify(Object.fromEntries(new FormData(this)))">
      <label for="i">${identifier}</label><input id="i" name="identifier">
      <label for="p">${password}</label><input id="p" name="password" type="password">
      <button type="button" aria-label="Show ${password}">…</button><button>${submit}</button>
    </form></template></sso-login>`;
const pages: Record<string, string> = {
  '/en': form('E-mail address or user name', 'Password', 'Sign in'),
  '/de': form('E-Mail-Adresse oder Benutzername', 'Passwort', 'Anmelden'),
  '/own': form('Member number', 'Secret', 'Enter'),
  '/inbox': JSON.stringify(inbox),
};
const server = createServer(({ url = '' }, response) => {
  const text = pages[url];
  response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
});
let browser: Browser;
let base: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium();
}, 60_000);
afterAll(async () => {
  await browser.close();
  server.close();
});

test.each([
  ['/en', {}],
  ['/de', {}],
  ['/own', { identifier: 'Member number', password: /^Secret$/, submit: 'Enter' }],
])('signIn fills in and submits the form of %s', async (path, labels) => {
  const page = await browser.newPage();
  await page.goto(base + path);
  await signIn(page, { identifier: 'a@publisher.test', password: 'correct horse battery' }, labels);
  expect(JSON.parse(await page.title())).toEqual({ identifier: 'a@publisher.test', password: 'correct horse battery' });
  await page.close();
});

test('newestCode gives the last code of the address and nobody else’s', async () => {
  const { request } = await browser.newContext();
  expect(await newestCode(request, `${base}/inbox`, 'a@publisher.test')).toBe('222222');
});

test('newestCode says what is wrong: no code, or no inbox', async () => {
  const { request } = await browser.newContext();
  await expect(newestCode(request, `${base}/inbox`, 'c@publisher.test')).rejects.toThrow(
    'no code for c@publisher.test',
  );
  await expect(newestCode(request, `${base}/nothing`, 'a@publisher.test')).rejects.toThrow('404');
});
