/** The static demo in Firefox: as much of it as works there. `docs/verification.md` names what does not. */
import { firefox, type Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStaticDemo } from '../../../scripts/drive/static-demo.js';
import type { StaticServer } from '../../../scripts/drive/static-files.js';
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

test.each([
  ['en', 'Register'],
  ['de', 'Registrieren'],
])('A first visit in %s shows the form with the settings that its worker returns', async (language, heading) => {
  const page = await browser!.newPage();
  await page.goto(`${files!.origin}/register?lang=${language}`);
  await page.getByRole('heading', { name: heading, level: 2 }).waitFor();
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
  expect(files!.requests.filter((each) => each.includes('/sso/'))).toEqual([]);
});
