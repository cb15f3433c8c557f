/** Settings that change while a page is open, where they are kept by the browser as they are in production. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ConsentEvent, createGateway } from '../../../src/gateway/index.js';
import { nodeHandler } from '../../../src/gateway/node/serve.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { launchChromium } from '../../../scripts/drive/launch-chromium.js';

const html =
  '<!doctype html><html lang="en"><title>x</title><script type="module" src="/register.js"></script><sso-register></sso-register>';

let [server, browser, page, simulator] = [] as unknown as [Server, Browser, Page, Simulator];
let events: ConsentEvent[];
let ahead: number;

beforeEach(async () => {
  events = [];
  ahead = 0;
  simulator = createSimulator({
    apiToken: 'token',
    settings: { settings: { tokenType: 'EMAIL', ssoOptIn: true }, ssoOptInText: 'Old wording' },
  });
  let gateway: ReturnType<typeof nodeHandler> = () => undefined;
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/sso/')) gateway(request, response);
    else if (pathname.endsWith('.js'))
      response.setHeader('content-type', 'text/javascript').end(readFileSync(`dist/browser${pathname}`));
    else response.setHeader('content-type', 'text/html').end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  gateway = nodeHandler(
    createGateway({
      apiUrl: 'https://simulator.invalid/api/v3.0',
      apiToken: 'token',
      origins: [origin],
      secrets: ['a secret of a test that is long enough'],
      now: () => Date.now() + ahead,
      fetch: (request) => simulator.fetch(request),
      onConsent: (event) => void events.push(event),
    }),
  );
  browser = await launchChromium();
  page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(origin);
});
afterEach(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

const box = () => page.getByRole('checkbox');

test('The new wording is shown past the browser’s own copy, and it alone is what is proven', async () => {
  await page.getByText('Old wording').waitFor();
  // A second look is answered by the browser itself: this is the copy that would stand in the way.
  await page.reload();
  await page.getByText('Old wording').waitFor();
  await page.getByLabel('E-mail address').fill('new@example.org');
  await page.getByLabel('Password', { exact: true }).fill('a long pass phrase');
  await box().check();
  simulator.configure({ ssoOptInText: 'New wording' });
  // The gateway's copy is over; the browser's is good for a while.
  ahead = 61_000;
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByText('New wording').waitFor();
  await page.getByRole('alert').getByText('The advertising consent has changed.').waitFor();
  expect(await box().isChecked()).toBe(false);
  expect(await page.getByLabel('E-mail address').inputValue()).toBe('new@example.org');
  expect(events).toEqual([]);
  await box().check();
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByRole('heading', { name: 'Enter the code' }).waitFor();
  expect(events).toMatchObject([{ phase: 'asked', wording: 'New wording', choice: true }]);
});

const notice = () => page.getByRole('heading', { name: 'No need to sign in right now' });
const again = () => page.getByRole('button', { name: 'Try again' });
const form = () => page.getByRole('heading', { name: 'Register', exact: true });

test('An emergency that is over is seen by the first press of "Try again", past the browser’s own copy', async () => {
  await page.getByText('Old wording').waitFor();
  simulator.configure({ emergencyMode: 'PLENIGO_MODE' });
  ahead = 61_000;
  await page.evaluate(() => fetch('/sso/settings?language=en', { cache: 'reload' }).then((answer) => answer.text()));
  await page.reload();
  await notice().waitFor();
  simulator.configure({ emergencyMode: 'NONE' });
  ahead = 122_000;
  await again().click();
  await form().waitFor();
});

test('An emergency that began is still one after "Try again", whatever copy the browser has', async () => {
  await page.reload();
  await page.getByText('Old wording').waitFor();
  simulator.configure({ emergencyMode: 'PLENIGO_MODE' });
  ahead = 61_000;
  await page.getByLabel('E-mail address').fill('new@example.org');
  await page.getByLabel('Password', { exact: true }).fill('a long pass phrase');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await notice().waitFor();
  await again().click();
  await page.getByText('That did not work. (1)').waitFor();
  expect([await notice().isVisible(), await form().isVisible()]).toEqual([true, false]);
});
