/** The demo as a static site: gateway and simulator in the page's service worker, behind a server that knows files alone. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { InboxEntry } from '../../../demo/simulator/inbox-entries.js';
import { launchChromium } from '../../../scripts/drive/launch-chromium.js';
import { killWorkers, startStaticDemo } from '../../../scripts/drive/start-static-demo.js';
import type { StaticServer } from '../../../scripts/drive/static-file-server.js';
import { runAxe } from '../support/axe.js';
import { settingsFormOf } from '../../../scripts/drive/settings-form.js';
import { expectSamePage, markPage } from '../support/same-page.js';
import { stepTimeout } from '../support/reader.js';

let server: StaticServer;
let browser: Browser;
let contexts: BrowserContext[] = [];
/** Paths that the site itself answers: nothing of them may reach the server. */
const calls = /^\w+ \/(sso|sso-settings|simulator|account\/self-service|vendor)(\/|$)/;

beforeAll(async () => {
  [server, browser] = await Promise.all([startStaticDemo(), launchChromium()]);
}, 300_000);
afterAll(async () => {
  await Promise.all([server.close(), browser.close()]);
});
afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
  server.before.clear();
  expect(
    server.requests.filter((each) => calls.test(each)),
    'calls that reached the server',
  ).toEqual([]);
  server.requests.length = 0;
});

/** A browser that has never been here. */
async function visitor(options: BrowserContextOptions = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  contexts.push(context);
  context.setDefaultTimeout(stepTimeout);
  return { context, page: await context.newPage() };
}
const open = (page: Page, path: string) => page.goto(server.origin + path);
const notice = (page: Page) => page.getByRole('complementary', { name: 'About this demo' });

async function signIn(page: Page): Promise<void> {
  await open(page, '/login');
  await page.getByLabel('E-mail address or user name').fill('reader@example.org');
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signedInAs(page, 'reader@example.org');
}
const signedInAs = (page: Page, name: string) =>
  page
    .getByRole('status')
    .filter({ hasText: `Signed in as ${name}` })
    .waitFor();
const markers = (page: Page) => page.evaluate(() => document.cookie);
/** Asks the simulator's controls from a page of the site. */
const ask = <T>(page: Page, path: string, init: RequestInit = {}): Promise<T> =>
  page.evaluate(async ([url, options]) => (await fetch(url, options)).json() as Promise<T>, [
    `/simulator/${path}`,
    init,
  ] as const);

test('A first visit to a deep link ends on the real page in its language, controlled before the first call', async () => {
  const { context, page } = await visitor();
  const answered: [path: string, byWorker: boolean][] = [];
  let documents = 0;
  context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (calls.test(`GET ${pathname}`)) answered.push([pathname, response.fromServiceWorker()]);
    if (response.request().isNavigationRequest() && response.ok()) documents += 1;
  });
  await open(page, '/register?lang=de');
  await page.getByRole('heading', { name: 'Registrieren', level: 2 }).waitFor();
  await expect.poll(() => answered).toEqual([['/sso/settings', true]]);
  expect(page.url()).toBe(`${server.origin}/register?lang=de`);
  expect(await page.evaluate(() => [document.documentElement.lang, navigator.serviceWorker.controller?.state])).toEqual(
    ['de', 'activated'],
  );
  // The file, and the page: it is loaded anew once.
  expect(documents).toBe(2);
  await page
    .getByRole('complementary', { name: 'Zu dieser Demo' })
    .getByText('Cookies und der Schutz vor gefälschten Anfragen (CSRF) sind hier nur simuliert.')
    .waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  await notice(page).getByText('(CSRF) are simulated here').waitFor();
  await page.getByRole('heading', { name: 'Register', level: 2 }).waitFor();
});

/** A registration, with a kill in the middle and one after it. */
async function survivesKills(): Promise<void> {
  const { context, page } = await visitor();
  await open(page, '/register');
  await page.getByLabel('E-mail address', { exact: true }).fill('new@example.org');
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByLabel('Code', { exact: true }).waitFor();
  expect(await markers(page)).toBe('sso_flow=1');
  await killWorkers(context, page);
  const inbox = await context.newPage();
  await open(inbox, '/inbox');
  await inbox.getByText('No e-mail and no text message is sent').waitFor();
  const code = await inbox.locator('#messages').locator('[data-fill=code]').first().innerText();
  await inbox.close();
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await signedInAs(page, 'new@example.org');
  expect(await markers(page)).toBe('sso_session=1');
  await killWorkers(context, page);
  await open(page, '/article');
  await page.getByRole('heading', { name: 'Your subscription does not include this article' }).waitFor();
  await signedInAs(page, 'new@example.org');
}

test('The worker is killed in the middle of a registration and after it: the code counts, and the reader stays signed in', () =>
  survivesKills());

// Chromium gives such a store to some workers that it restarts.
test('So it is where the cookie store of each worker never answers', () => {
  server.before.set('/sw.js', 'cookieStore.set = () => new Promise(() => {});');
  return survivesKills();
});

test('The printed letter leads to an account', async () => {
  const { page } = await visitor();
  await open(page, '/letter');
  await page.getByRole('link', { name: 'Connect subscription' }).click();
  await page.getByLabel('Customer number').fill('100200300');
  await page.getByLabel('Street').fill('Invalidenstraße');
  await page.getByLabel('House number').fill('117a');
  await page.getByLabel('Postcode').fill('10115');
  await page.getByLabel('Town or city').fill('Berlin');
  await page.getByLabel('E-mail address', { exact: true }).fill('paper@example.org');
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Connect subscription', exact: true }).click();
  await page.getByLabel('Code', { exact: true }).waitFor();
  const entries = await ask<InboxEntry[]>(page, 'inbox');
  const sent = entries.find(({ to }) => to === 'paper@example.org');
  await page.getByLabel('Code', { exact: true }).fill(sent?.code ?? '');
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await signedInAs(page, 'paper@example.org');
});

test('Two tabs are one reader: who signs in here and out there is so in both', async () => {
  const { context, page } = await visitor();
  await open(page, '/');
  const other = await context.newPage();
  await open(other, '/account');
  await other.getByText('You are not signed in.').waitFor();
  await signIn(page);
  await other.getByRole('button', { name: 'Sign out' }).waitFor();
  await other.getByText('That needs a server').waitFor();
  await other.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  expect(await markers(page)).toBe('');
});

test('Where a worker has no cookie store, the page sets the markers before it gets its answer', async () => {
  const { context, page } = await visitor();
  server.before.set('/sw.js', 'Object.defineProperty(self, "cookieStore", { value: undefined });');
  await signIn(page);
  expect(await markers(page)).toBe('sso_session=1');
  await killWorkers(context, page);
  await page.reload();
  await signedInAs(page, 'reader@example.org');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  expect(await markers(page)).toBe('');
});

test('What was saved in the settings form survives a kill, and a reset clears everything', async () => {
  const { context, page } = await visitor();
  await signIn(page);
  await open(page, '/settings');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Send codes by').selectOption({ label: 'SMS' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).waitFor();
  await killWorkers(context, page);
  await open(page, '/register');
  await page.getByLabel('Mobile number').waitFor();
  await signedInAs(page, 'reader@example.org');
  expect(await ask(page, 'reset', { method: 'POST' })).toEqual({ reset: true });
  expect(await markers(page)).toBe('');
  await killWorkers(context, page);
  await page.reload();
  // The opt-in: the settings are there.
  await page.getByRole('checkbox').first().waitFor();
  await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  expect(await page.getByLabel('Mobile number').count()).toBe(0);
});

test('A change in the drawer reaches the page beside it at once, and so does undoing it', async () => {
  const { page } = await visitor();
  await open(page, '/register');
  await page.getByLabel('E-mail address', { exact: true }).fill('new@example.org');
  await markPage({ page });
  const editor = settingsFormOf({ page, language: 'en' });
  await editor.open();
  await editor.edit();
  await editor.driver.choose('Send codes by', 'SMS');
  await editor.save();
  await page.locator('sso-register').getByLabel('Mobile number').waitFor();
  await editor.undo();
  await page.locator('sso-register').getByLabel('Mobile number').waitFor({ state: 'detached' });
  await expectSamePage({ page });
});

test('The worker opens the article by the reader’s rights, and the self-service by a token that is good once', async () => {
  const { page } = await visitor();
  await signIn(page);
  await open(page, '/article');
  await page.getByText('At ten to four Ilse Brandt unlocks the wheelhouse').waitFor();
  await page.getByText('the whole text is in its file, in this browser').waitFor();
  await page.getByRole('button', { name: 'Settings of this site' }).click();
  await page.getByRole('checkbox', { name: 'Subscribes to Uferblatt Plus' }).click();
  await page.getByRole('heading', { name: 'Your subscription does not include this article' }).waitFor();
  await page.getByRole('button', { name: 'Subscribe to Uferblatt Plus' }).click();
  await page.locator('#rest p').first().waitFor();
  await open(page, '/account');
  const invoice = page.frameLocator('iframe').getByText(/^R-100001-3$/);
  await invoice.waitFor();
  await page.reload();
  await invoice.waitFor();
});

test('A page that is loaded with the shift key comes back under the worker', async () => {
  const { context, page } = await visitor();
  await signIn(page);
  const session = await context.newCDPSession(page);
  server.requests.length = 0;
  await session.send('Page.reload', { ignoreCache: true });
  await expect.poll(() => server.requests).toContain('GET /boot.js');
  await signedInAs(page, 'reader@example.org');
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
});

test('A new version of the worker takes over, and what was saved stays', async () => {
  const { page } = await visitor();
  await signIn(page);
  server.before.set('/sw.js', 'self.addEventListener("message", ({ ports }) => ports[0]?.postMessage("new"));');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    await registration.update();
    await taken;
  });
  await page.reload();
  await signedInAs(page, 'reader@example.org');
  const said = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        navigator.serviceWorker.controller?.postMessage('who', [port2]);
      }),
  );
  expect(said).toBe('new');
});

test('Garbage in the storage begins anew, and the console says so', async () => {
  const { context, page } = await visitor();
  await signIn(page);
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('sso-elements-demo');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('site', 'readwrite');
          transaction.objectStore('site').put('{"format":0}', 'state');
          transaction.oncomplete = resolve;
          transaction.onerror = reject;
        };
      }),
  );
  await killWorkers(context, page);
  const warned = context.waitForEvent('console', (message) => message.text().includes('starts afresh'));
  await page.reload();
  await warned;
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
  expect(await markers(page)).toBe('');
});

test('Where the worker never answers for the page, two tries are made, and then it is said', async () => {
  const { context, page } = await visitor({ locale: 'de-DE' });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  await open(page, '/');
  await page.getByText('Diese Demo kann nicht starten').waitFor();
  expect(server.requests.filter((each) => each === 'GET /')).toHaveLength(3);
});

test('Without service workers, and without scripts, the page says what it needs in both languages', async () => {
  const { page } = await visitor({ serviceWorkers: 'block' });
  await open(page, '/login');
  await notice(page).getByText('This demo cannot start').waitFor();
  await notice(page).getByText('Diese Demo kann nicht starten').waitFor();
  expect(server.requests.filter((each) => each === 'GET /login/')).toHaveLength(1);
  const { page: still } = await visitor({ javaScriptEnabled: false });
  await open(still, '/login');
  await notice(still).getByText('It needs JavaScript and service workers.').waitFor();
  await notice(still).getByText('Sie braucht JavaScript und Service Worker.').waitFor();
});

test('The page that starts the demo and the real ones have no violation that axe finds, light and dark', async () => {
  const { page: starting } = await visitor({ serviceWorkers: 'block' });
  await open(starting, '/login');
  await notice(starting).getByText('This demo cannot start').waitFor();
  const { page } = await visitor();
  await signIn(page);
  await open(page, '/account');
  await page.getByText('That needs a server').waitFor();
  for (const each of [starting, page])
    for (const colorScheme of ['light', 'dark'] as const) {
      await each.emulateMedia({ colorScheme });
      const { violations, passes } = await runAxe(each);
      expect(passes.length).toBeGreaterThan(10);
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
});
