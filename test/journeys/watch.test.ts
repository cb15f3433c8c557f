import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright';
import { launchChromium } from '../support/chromium.js';
import type { Exchange } from '../support/exchange.js';
import { findSecrets, secretsOf } from './secrets.js';
import { watch, type Watch } from './watch.js';

const secret = 'planted-token-0123456789';
const origin = 'http://site.example';
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Opens a page of a made-up site, does something there, and tells where the secret was found. */
async function found(act: (page: Page, context: BrowserContext) => Promise<unknown>): Promise<string[]> {
  const context = await browser.newContext();
  const watched: Watch = await watch(context);
  const page = await context.newPage();
  await context.route('**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/leak') return route.fulfill({ json: { token: secret } });
    if (pathname === '/header') return route.fulfill({ json: {}, headers: { 'x-debug': secret } });
    return route.fulfill({ contentType: 'text/html', body: '<main></main>' });
  });
  await page.goto(origin);
  await act(page, context);
  await watched.look(page);
  const places = findSecrets([secret], await watched.seen());
  await context.close();
  return places;
}

test('A page without the secret is clean', async () => {
  expect(await found((page) => page.evaluate(() => fetch('/fine')))).toEqual([]);
});

const leaks: readonly (readonly [name: string, where: RegExp, act: Parameters<typeof found>[0]])[] = [
  ['an answer', /^body of GET .*leak/, (page) => page.evaluate(() => fetch('/leak'))],
  ['a header of an answer', /^header x-debug/, (page) => page.evaluate(() => fetch('/header'))],
  ['the address of a request', /^address/, (page) => page.evaluate((text) => fetch(`/?q=${text}`), secret)],
  [
    'the address of the page',
    /^(page http|address of a page)/,
    (page) => page.evaluate((text) => history.pushState(0, '', `#${text}`), secret),
  ],
  ['the console', /^console/, (page) => page.evaluate((text) => console.log(text), secret)],
  ['local storage', /^page/, (page) => page.evaluate((text) => localStorage.setItem('a', text), secret)],
  ['session storage', /^page/, (page) => page.evaluate((text) => sessionStorage.setItem('a', text), secret)],
  [
    'a cookie that no script can read',
    /^cookie a/,
    (_, context) => context.addCookies([{ name: 'a', value: secret, url: origin, httpOnly: true }]),
  ],
  [
    'a shadow root',
    /^page/,
    (page) =>
      page.evaluate((text) => {
        const root = document.querySelector('main')!.attachShadow({ mode: 'open' });
        const inner = root.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
        inner.append(document.createElement('p'));
        inner.firstElementChild!.textContent = text;
      }, secret),
  ],
  [
    'an attribute, in base64',
    /^page/,
    (page) => page.evaluate((text) => document.querySelector('main')!.setAttribute('data-a', btoa(text)), secret),
  ],
];
for (const [name, where, act] of leaks) {
  test(`A secret in ${name} is found`, async () => {
    const places = await found(act);
    expect(places).not.toEqual([]);
    expect(places.filter((place) => !where.test(place))).toEqual([]);
  });
}

test('An answer is searched even when the page is left at once', async () => {
  const places = await found(async (page) => {
    await page.evaluate(async () => {
      await fetch('/leak');
      location.assign('/next');
    });
    await page.waitForURL('**/next');
  });
  expect(places).toEqual([expect.stringMatching(/^body of GET .*leak/)]);
});

const exchange = (members: Partial<Exchange>): Exchange => ({
  method: 'POST',
  path: '/processes/login/verify',
  requestHeaders: {},
  status: 200,
  responseBody: '{}',
  forced: false,
  ...members,
});
test('Every token and code that passes between gateway and hosted API counts as a secret', () => {
  const exchanges = [
    exchange({ requestHeaders: { apiToken: 'api-token-0123456789' } }),
    exchange({ requestBody: '{"token":"sent-step-token-01"}' }),
    exchange({ responseBody: '{"token":"step-token-0123","verificationToken":"code-0123456789"}' }),
    exchange({ responseBody: '{"customerSession":"session-0123456789"}' }),
    exchange({ responseBody: '{"activeSessions":{"items":[]},"removalToken":"removal-0123456789"}' }),
    exchange({ path: '/sessions/validate?sessionToken=query-session-0123' }),
    exchange({ path: '/processes/login/changeSessions/path-removal-0123?sessionId=1' }),
    exchange({ responseBody: '{"token":"truncated-0123456","next' }),
    exchange({ responseBody: '{"token":"short"}' }),
  ];
  expect(secretsOf(exchanges)).toEqual([
    'api-token-0123456789',
    'sent-step-token-01',
    'step-token-0123',
    'code-0123456789',
    'session-0123456789',
    'removal-0123456789',
    'query-session-0123',
    'path-removal-0123',
    'truncated-0123456',
  ]);
});
