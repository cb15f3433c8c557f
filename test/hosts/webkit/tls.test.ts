/** The demo over TLS in WebKit, which keeps the cookies there that a publisher's site sets. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readAsset } from '../../../demo/node/asset-files.js';
import { listenOnLoopback, type LoopbackServer } from '../../../demo/node/listen-on-loopback.js';
import { createDemo, type Demo } from '../../../demo/site/create-demo.js';
import { Page } from '../../../scripts/hosts/page.js';
import { serveTls, type Front } from '../../../scripts/hosts/tls.js';
import { signIn, useWebKit } from '../support/webkit-site.js';

const browser = useWebKit();
let server: LoopbackServer | undefined;
let front: Front | undefined;
let page: Page;

beforeAll(async () => {
  // The port has to be known first.
  const site: { demo?: Demo } = {};
  server = await listenOnLoopback((request, env) => site.demo?.fetch(request, env) ?? new Response(null), 0);
  front = await serveTls(`http://127.0.0.1:${server.port}`);
  site.demo = await createDemo({ origins: [front.origin], readAsset });
});
afterAll(async () => {
  await front?.close();
  await server?.close();
});
beforeEach(async () => {
  page = new Page(browser.webkit.session, front!.origin);
  await page.open('/login');
  await page.session.forget();
});

/** Name and attributes of the cookies that scripts cannot read. */
async function hiddenCookies(): Promise<[string, boolean][]> {
  const cookies = await page.session.cookies();
  return cookies.filter(({ httpOnly }) => httpOnly).map(({ name, secure }) => [name, secure]);
}

test('A session is a __Host- cookie: it stays over pages, and signing out takes it', async () => {
  await signIn(page, 'reader@example.org');
  await page.reads('Signed in as reader@example.org');
  expect(await hiddenCookies()).toEqual([['__Host-sso_session', true]]);
  await page.open('/account');
  await page.reads('Signed in as reader');
  await page.press('Sign out');
  await page.until('a page without the reader', ({ visibleText }) => !visibleText().includes('Signed in as'));
  await expect.poll(() => page.session.cookies()).toEqual([]);
});

test('A flow is a __Host- cookie: its step is there after a reload', async () => {
  await signIn(page, 'two-factor@example.org');
  await page.reads('Confirm it is you');
  expect(await hiddenCookies()).toEqual([[expect.stringMatching(/^__Host-sso_flow_/), true]]);
  await page.open('/login');
  await page.reads('Confirm it is you');
});
