/** The demo in WebKit, for one test file. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, onTestFailed } from 'vitest';
import { startDemo, type RunningDemo } from '../../../scripts/drive/demo.js';
import { Page } from '../../../scripts/hosts/page.js';
import { startWebKit, type WebKit } from '../../../scripts/hosts/webkit.js';
import { engines, start } from '../../../scripts/run/start.js';

export interface WebKitSite {
  readonly demo: RunningDemo;
  readonly page: Page;
}

const pictures = 'reports/hosts';

/** The driver's own screenshot can hang; the screen that the browser is drawn on cannot. Without ImageMagick there is no picture. */
function picture(display: string, test: string): void {
  mkdirSync(pictures, { recursive: true });
  const file = `${pictures}/webkit-${test.replace(/\W+/g, '-').slice(0, 80)}.png`;
  spawnSync('import', ['-display', display, '-window', 'root', file], { timeout: 10_000 });
}

/** A browser for a test file. Call once at its top. */
export function useWebKit(): { readonly webkit: WebKit } {
  let webkit: WebKit | undefined;
  beforeAll(async () => {
    webkit = await start('WebKit', startWebKit);
    engines.add(`WebKitGTK ${webkit.session.version}`);
  });
  afterAll(() => webkit?.stop());
  beforeEach(({ task }) => {
    onTestFailed(() => picture(webkit!.display, task.name));
  });
  return {
    get webkit() {
      return webkit!;
    },
  };
}

/** A demo and a browser for a test file. Each test begins with a reader who has never been here. Call once at its top. */
export function useWebKitSite(): WebKitSite {
  const browser = useWebKit();
  let demo: RunningDemo | undefined;
  beforeAll(async () => {
    demo = await start('The demo', startDemo);
  });
  afterAll(() => demo?.stop());
  beforeEach(async () => {
    await demo!.reset();
    const page = new Page(browser.webkit.session, demo!.origin);
    await page.open('/login');
    await page.session.forget();
  });
  return {
    get demo() {
      return demo!;
    },
    get page() {
      return new Page(browser.webkit.session, demo!.origin);
    },
  };
}

/** Fills in and submits the form of the sign-in page. */
export async function fillIn(page: Page, identifier: string, password = 'correct horse battery'): Promise<void> {
  await page.type('E-mail address or user name', identifier, 'sso-login');
  await page.type('Password', password, 'sso-login');
  await page.press('Sign in', 'sso-login');
}

/** Opens the sign-in page, and signs in there. */
export async function signIn(page: Page, identifier: string, password?: string): Promise<void> {
  await page.open('/login');
  await fillIn(page, identifier, password);
}
