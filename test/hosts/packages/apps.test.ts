/** Apps that bundlers make of the installed packages: built, served beside the installed gateway, and used by a reader. */
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { pointerDriver } from '../../../scripts/drive/form-driver.js';
import { launchChromium } from '../../../scripts/drive/launch-chromium.js';
import { startChild, type Child } from '../../../scripts/run/child.js';
import { runToEnd } from '../../../scripts/hosts/packages/tools.js';
import { start } from '../../../scripts/run/start.js';
import { signIn } from '../../../src/testing/playwright.js';
import { appsFolder } from './support/apps.js';

const workshop = inject('workshop');
const { node, env } = workshop.tools;
const password = 'a new long password';

let folder = '';
let site: Child | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  folder = await appsFolder(workshop);
  site = await start('The site', () =>
    startChild(process.execPath, ['serve.mjs'], /^(http:\S+)$/m, { cwd: folder, env }),
  );
  browser = await start('Chromium', launchChromium);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** The code that the simulator has sent to an address last. */
async function codeFor(email: string): Promise<string> {
  const inbox = (await (await fetch(`${site!.found}/inbox`)).json()) as { to: string; code?: string }[];
  return inbox.findLast(({ to }) => to === email)?.code ?? '';
}

/** Opens an app as a reader who has never been there; what goes wrong on the page is collected. */
async function open(name: string, faults: string[]): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser!.newContext();
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') faults.push(line.text());
  });
  await page.goto(`${site!.found}/${name}/`);
  return { page, context };
}

/** Waits until the page has heard of a success; whether the event was of the class that it imports. */
async function success(page: Page): Promise<string | null> {
  const body = page.locator('body[data-success]');
  await body.waitFor();
  return body.getAttribute('data-success');
}

/** Lit's packages note in these lists each copy that a page loads. */
const copiesOfLit = (page: Page): Promise<(number | undefined)[]> =>
  page.evaluate(() => {
    const lists = globalThis as Record<string, unknown>;
    return ['litHtmlVersions', 'litElementVersions', 'reactiveElementVersions'].map(
      (name) => (lists[name] as unknown[] | undefined)?.length,
    );
  });

test.each(['vite', 'webpack', 'esbuild', 'rollup', 'next'])(
  'an app of %s registers a reader by code, who then signs in',
  async (name) => {
    await runToEnd(node, ['build.mjs', name], { cwd: folder, env });
    const faults: string[] = [];
    const email = `${name}@example.com`;

    const registering = await open(name, faults);
    const form = pointerDriver(registering.page.locator('sso-register'));
    await form.type('E-mail address', email);
    await form.type('Password', password);
    // The page's own text, which it has set by what the module of another element exports.
    await form.press('Join now');
    await registering.page.locator('sso-register').getByLabel('Code', { exact: true }).waitFor();
    await form.type('Code', await codeFor(email));
    await form.press('Confirm');
    expect(await success(registering.page)).toBe('true');
    expect(await copiesOfLit(registering.page)).toEqual([1, 1, 1]);
    await registering.context.close();

    const signingIn = await open(name, faults);
    await signIn(signingIn.page, { identifier: email, password });
    expect(await success(signingIn.page)).toBe('true');
    expect(await signingIn.page.evaluate(() => document.cookie)).toBe('sso_session=1');
    await signingIn.context.close();
    expect(faults).toEqual([]);
  },
  300_000,
);
