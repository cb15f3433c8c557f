/** The static demo in Firefox: gateway and simulator in the page's service worker. */
import { firefox, type Browser, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startStaticDemo } from '../../../scripts/drive/start-static-demo.js';
import type { StaticServer } from '../../../scripts/drive/static-file-server.js';
import { firefoxLaunch } from '../../../scripts/run/engine.js';
import { engines, start } from '../../../scripts/run/start.js';

let files: StaticServer | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  files = await startStaticDemo();
  browser = await start('Firefox', () => firefox.launch(firefoxLaunch()));
  engines.add(`Firefox ${browser.version()}`);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await files?.close();
});
// What the worker passes by reaches a server that knows files alone.
afterEach(() => expect(files!.requests.filter((each) => each.includes('/sso/'))).toEqual([]));

/** Opens a page of the demo in a browser that has never been here. */
async function open(path: string): Promise<Page> {
  const page = await (await browser!.newContext()).newPage();
  await page.goto(`${files!.origin}${path}`);
  return page;
}
const markers = (page: Page) => page.evaluate(() => document.cookie);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function signedIn(): Promise<Page> {
  const page = await open('/login?lang=en');
  await page.getByLabel('E-mail address or user name').fill('reader@example.org');
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await press(page, 'Sign in');
  await page.getByText('Signed in as reader@example.org').waitFor();
  return page;
}

test.each([
  ['en', 'Register'],
  ['de', 'Registrieren'],
])('A first visit in %s shows the form with the settings that its worker returns', async (language, heading) => {
  const page = await open(`/register?lang=${language}`);
  await page.getByRole('heading', { name: heading, level: 2 }).waitFor();
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
});

test('A reader signs in, still is on the next page, and reads the article', async () => {
  const page = await signedIn();
  expect(await markers(page)).toBe('sso_session=1');
  await page.goto(`${files!.origin}/article?lang=en`);
  await page.getByText('Signed in as reader@example.org').waitFor();
  await page.getByText('At ten to four Ilse Brandt unlocks the wheelhouse').waitFor();
});

test('Who signs out is signed out on the next page', async () => {
  const page = await signedIn();
  await press(page, 'Sign out');
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
  await expect.poll(() => markers(page)).toBe('');
  await page.goto(`${files!.origin}/article?lang=en`);
  await page.getByRole('link', { name: 'Sign in to read' }).waitFor();
});

test('A registration goes on after a reload, until its flow is given up', async () => {
  const page = await open('/register?lang=en');
  await page.getByLabel('E-mail address').fill('new@example.org');
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await press(page, 'Register');
  await page.getByRole('heading', { name: 'Enter the code' }).waitFor();
  expect(await markers(page)).toBe('sso_flow=1');
  await page.reload();
  await page.getByRole('heading', { name: 'Enter the code' }).waitFor();
  await press(page, 'Change your details');
  await expect.poll(() => markers(page)).toBe('');
  await page.reload();
  await page.getByRole('heading', { name: 'Register', level: 2 }).waitFor();
  expect(await page.evaluate(async () => (await fetch('/sso/flow')).text())).toBe('{"kind":"flows","flows":[]}');
});
