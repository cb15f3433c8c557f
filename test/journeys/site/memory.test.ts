/** A page that the browser kept in its memory while the reader was elsewhere. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../../../scripts/drive/launch-chromium.js';
import { startDemo, type RunningDemo } from '../../../scripts/drive/start-demo.js';
import { password } from '../../../scripts/drive/sign-in.js';

let demo: RunningDemo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchChromium({ keepsPages: true })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), demo.stop()]);
});

test('It says who is signed in now, when the reader comes back to it', async () => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(`${demo.origin}/login?lang=en`);
  await page.getByLabel('E-mail address or user name').fill('reader@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${demo.origin}/?lang=en`);
  await page.goto(`${demo.origin}/account?lang=en`);
  await page.locator('sso-session').getByText('Signed in as reader', { exact: true }).waitFor();
  // Only the very same page has it.
  // A browser does not keep it with the self-service in it, which no cache may have.
  await page.evaluate(() => {
    document.querySelector('iframe')?.remove();
    document.body.classList.add('kept');
  });
  await page.goto(`${demo.origin}/article?lang=en`);
  await fetch(`${demo.origin}/simulator/end-sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'reader@example.org' }),
  });
  await demo.advance(301);
  await page.evaluate(() => history.back());
  const seen = () =>
    page.evaluate(() => [document.body.className, document.querySelector('sso-session')?.matches(':state(signed-in)')]);
  await expect.poll(seen).toEqual(['kept', false]);
});
