/** The static demo in WebKit: gateway and simulator in the page's service worker. Over TLS, for WebKit keeps no `__Host-` cookie on http://localhost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStaticDemo } from '../../../scripts/drive/static-demo.js';
import type { StaticServer } from '../../../scripts/drive/static-files.js';
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

test('A reader signs in, and still is on the next page', async () => {
  const page = new Page(browser.webkit.session, front!.origin);
  await signIn(page, 'reader@example.org');
  await page.reads('Signed in as reader@example.org');
  expect(await page.run(() => isSecureContext)).toBe(true);
  await page.open('/article');
  await page.reads('Signed in as reader@example.org');
});
