/** The static demo in WebKit: gateway and simulator in the page's service worker. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startStaticDemo } from '../../../scripts/drive/start-static-demo.js';
import type { StaticServer } from '../../../scripts/drive/static-file-server.js';
import { Page } from '../../../scripts/hosts/page.js';
import { serveTls, type Front } from '../../../scripts/hosts/tls.js';
import { signIn, useWebKit } from '../support/webkit-site.js';

const browser = useWebKit();
let files: StaticServer | undefined;
let front: Front | undefined;

beforeAll(async () => {
  files = await startStaticDemo();
  front = await serveTls(files.origin);
}, 300_000);
afterAll(async () => {
  await front?.close();
  await files?.close();
});

describe.each([
  ['over TLS', () => front!.origin],
  ['on http://localhost', () => files!.origin],
])('%s', (_where, originOf) => {
  let page: Page;
  beforeEach(() => {
    page = new Page(browser.webkit.session, originOf());
  });

  test('A reader signs in, and still is on the next page', async () => {
    await signIn(page, 'reader@example.org');
    await page.reads('Signed in as reader@example.org');
    expect(await page.run(() => isSecureContext)).toBe(true);
    await page.open('/article');
    await page.reads('Signed in as reader@example.org');
  });

  test('Who signs out is signed out on the next page', async () => {
    await page.open('/account');
    await page.press('Sign out');
    await page.until('a page without the reader', ({ visibleText }) => !visibleText().includes('Signed in as'));
    await page.open('/article');
    await page.reads('Sign in to read');
    expect(await page.run(() => document.cookie)).toBe('');
  });
});
