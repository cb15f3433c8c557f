import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright';
import { launchChromium } from '../../../scripts/drive/launch-chromium.js';
import type { Exchange } from '../../../src/testing/exchange-recorder.js';
import { codesOf, findCodes, findSecrets, secretsOf } from '../support/secrets.js';
import { recordBrowser, type BrowserRecord } from '../support/browser-record.js';

const secret = 'planted-token-0123456789';
const origin = 'http://site.example';
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Opens a page of a made-up site, does something there, and returns where the secret was found. */
async function found(act: (page: Page, context: BrowserContext) => Promise<unknown>): Promise<string[]> {
  const context = await browser.newContext();
  const record: BrowserRecord = await recordBrowser(context);
  const page = await context.newPage();
  await context.route('**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/leak') return route.fulfill({ json: { token: secret } });
    if (pathname === '/header') return route.fulfill({ json: {}, headers: { 'x-debug': secret } });
    return route.fulfill({ contentType: 'text/html', body: '<main></main>' });
  });
  await page.goto(origin);
  await act(page, context);
  await record.look(page);
  const places = findSecrets([secret], await record.seen());
  await context.close();
  return places;
}

test('A page without the secret is clean', async () => {
  expect(await found((page) => page.evaluate(() => fetch('/fine')))).toEqual([]);
});

const leaks: readonly (readonly [name: string, where: RegExp, act: Parameters<typeof found>[0]])[] = [
  [
    'an answer',
    /^body of GET .*leak/,
    (page) =>
      Promise.all([
        page.waitForEvent('requestfinished', (request) => request.url().endsWith('/leak')),
        page.evaluate(async () => (await fetch('/leak')).text()),
      ]),
  ],
  ['a header of an answer', /^header x-debug/, (page) => page.evaluate(() => fetch('/header'))],
  [
    'a header of a request',
    /^header x-trace of a request/,
    (page) => page.evaluate((text) => fetch('/', { headers: { 'x-trace': text } }), secret),
  ],
  [
    'the address that a request says it comes from',
    /^header referer of a request/,
    (page) => page.evaluate((text) => fetch('/', { referrer: `/?token=${text}` }), secret),
  ],
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

const codes = ['123456'];
const seenIn = (where: string, text: string) => findCodes(codes, [{ where, text }]);
test.each([
  ['body of POST http://site.example/sso/registration/start', '{"asks":{"code":"123456"}}'],
  ['cookie sso_flow', '123456'],
  ['page http://site.example/register', '<input part="input" value="123456">'],
  ['header x-code of GET http://site.example/sso/flow', '123456'],
  ['address GET', 'http://site.example/register?verificationToken=123456'],
])('A code of six digits is found in: %s', (where, text) => {
  expect(seenIn(where, text)).toEqual([where]);
});

test.each([
  ['typed in page http://site.example/register', '123456'],
  ['page http://site.example/inbox?lang=en', '123456'],
  ['body of GET http://site.example/site/site.css', 'color: 123456'],
  ['page http://site.example/register', 'color: #123456; 1234567'],
])('A code of six digits is not missed where it may stand, or is a part of something: %s', (where, text) => {
  expect(seenIn(where, text)).toEqual([]);
});

test('A link of a mail may be in the address of the reader who opens it, and nowhere else', async () => {
  const link = `${origin}/register?token=${secret}`;
  const context = await browser.newContext();
  const record = await recordBrowser(context);
  record.given.add(link);
  const page = await context.newPage();
  await context.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '<main></main>' }));
  await page.goto(link);
  await page.evaluate(() => history.replaceState(null, '', '/register'));
  await record.look(page);
  expect(findSecrets([secret], await record.seen())).toEqual([]);
  await page.evaluate((text) => localStorage.setItem('link', text), link);
  await record.look(page);
  expect(findSecrets([secret], await record.seen())).toEqual([expect.stringMatching(/^page /)]);
  await context.close();
});

test('A one-time token that hands a session to another site is a secret as any other', () => {
  const tokens = secretsOf([exchange({ responseBody: '{"transferToken":"one-time-token"}' })]);
  expect(findSecrets(tokens, [{ where: 'address GET', text: 'http://other.example/?token=one-time-token' }])).toEqual([
    'address GET',
  ]);
});

test('Codes are what the hosted API tells its caller, not what a reader typed', () => {
  const exchanges = [
    exchange({ responseBody: '{"token":"a","verificationToken":"123456"}' }),
    exchange({ requestBody: '{"token":"a","verificationToken":"999999"}' }),
  ];
  expect(codesOf(exchanges)).toEqual(['123456']);
});
