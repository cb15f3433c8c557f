/**
 * The launch day: readers whom the old iframe has signed in open the new page. Against stand-ins of the older and the newer script of that iframe,
 * on another site than the publisher's: the vendor's own are not here to try.
 */
import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LaunchSite, password, reader, startLaunchSite } from '../support/old-iframe/launch-site.js';
import { type FrameKind, scripts } from '../support/old-iframe/stand-ins.js';

let launch: LaunchSite;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  launch = await startLaunchSite();
});
afterAll(() => launch.stop());
beforeEach(async () => {
  launch.old.isUp = true;
  launch.simulator.reset();
  context = await launch.browser.newContext({ ignoreHTTPSErrors: true });
  page = await context.newPage();
});
afterEach(() => context.close());

const signInAtTheOldIframe = () => page.goto(`${launch.frame}/sign-in`);
/** Opens the new page, and returns what became of the old iframe's session. */
async function open(kind: FrameKind = 'newer'): Promise<string> {
  launch.asked.length = 0;
  await page.goto(`${launch.site}/${kind}`);
  await page.locator('body[data-adoption]').waitFor();
  return (await page.locator('body').getAttribute('data-adoption')) ?? '';
}
const says = (text: string) => page.locator('sso-session').getByText(text).waitFor();
const names = async () => (await context.cookies(launch.site)).map(({ name }) => name).sort();
/** What was asked of the old iframe's site, and for a take-over. */
const tried = () => launch.asked.filter((each) => /^sso\.vendor|transfer-token|session\/adopt/.test(each));

test.each(Object.keys(scripts) as FrameKind[])(
  'a reader whom the old iframe (%s script) has signed in is signed in on the new page, by the same session',
  async (kind) => {
    await signInAtTheOldIframe();
    expect(await open(kind)).toBe('adopted');
    await says(`Signed in as ${reader}`);
    expect(await names()).toEqual(['__Host-sso_session', 'sso_adopted', 'sso_session']);
    // The merchant allows one device.
    expect(launch.simulator.sessions(reader)).toHaveLength(1);
    expect(tried().map((each) => each.split(/[? ]/)[0])).toEqual([
      `sso.vendor.test${scripts[kind].path}`,
      'sso.vendor.test/frame',
      'www.publisher.test/old-session/transfer-token',
      'www.publisher.test/sso/session/adopt',
    ]);
  },
);

test('no address, readable cookie or line of the log has the session or the transfer token', async () => {
  await signInAtTheOldIframe();
  await open();
  await says(`Signed in as ${reader}`);
  const seen = await page.evaluate(() =>
    JSON.stringify([
      location.href,
      document.cookie,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      performance.getEntries().map(({ name }) => name),
    ]),
  );
  const addresses = launch.asked.map((each) => each.split(' ')[0]).join('\n');
  expect(launch.secrets.length).toBeGreaterThanOrEqual(3);
  for (const secret of launch.secrets) {
    expect(seen).not.toContain(secret);
    expect(addresses).not.toContain(secret);
    expect(JSON.stringify(launch.log)).not.toContain(secret);
  }
});

test('a second page asks for nothing any more', async () => {
  await signInAtTheOldIframe();
  await open();
  expect(await open()).toBe('not-due');
  await says(`Signed in as ${reader}`);
  expect(tried()).toEqual([]);
});

test('another tab of the site follows', async () => {
  const other = await context.newPage();
  launch.old.isUp = false;
  await other.goto(`${launch.site}/newer`);
  await other.locator('body[data-adoption=failed]').waitFor();
  launch.old.isUp = true;
  await context.clearCookies({ name: 'sso_adopting' });
  await signInAtTheOldIframe();
  expect(await open()).toBe('adopted');
  await other.locator('sso-session').getByText(`Signed in as ${reader}`).waitFor();
});

test('who signs out stays signed out, though the old iframe still has the session', async () => {
  await signInAtTheOldIframe();
  await open();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await says('Nobody is signed in.');
  expect(await open()).toBe('not-due');
  await says('Nobody is signed in.');
  expect([tried(), await names()]).toEqual([[], ['sso_adopted']]);
});

/** As a form does. */
const signIn = () =>
  page.evaluate(
    async (body) => {
      const headers = { 'content-type': 'application/json', 'x-sso-request': '1' };
      const response = await fetch('/sso/login/start', { method: 'POST', body, headers });
      return ((await response.json()) as { kind: string }).kind;
    },
    JSON.stringify({ identifier: reader, password }),
  );

test('where nobody is signed in at the old iframe the page is as ever, and does not ask again', async () => {
  expect(await open('older')).toBe('silent');
  await says('Nobody is signed in.');
  expect(await open('older')).toBe('not-due');
  expect(tried()).toEqual([]);
  expect(await signIn()).toBe('session');
});

test('with third-party cookies blocked nothing is taken over, and nothing breaks', async () => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await signInAtTheOldIframe();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send(
    'Network.setCookieControls' as 'Network.enable',
    {
      enableThirdPartyCookieRestriction: true,
      disableThirdPartyCookieMetadata: true,
      disableThirdPartyCookieHeuristics: true,
    } as object,
  );
  expect(await open()).toBe('silent');
  await says('Nobody is signed in.');
  expect([faults, tried().filter((each) => each.startsWith('www.'))]).toEqual([[], []]);
});

test('while the site of the old iframe is down the page works, and it is tried again later', async () => {
  await signInAtTheOldIframe();
  launch.old.isUp = false;
  expect(await open()).toBe('failed');
  await says('Nobody is signed in.');
  expect(await open()).toBe('not-due');
  launch.old.isUp = true;
  // As after the minute for which it lives.
  await context.clearCookies({ name: 'sso_adopting' });
  expect(await open()).toBe('adopted');
  await says(`Signed in as ${reader}`);
});

test('a page that is deployed before its route loses nobody', async () => {
  await signInAtTheOldIframe();
  const route = '**/old-session/transfer-token';
  await page.route(route, (asked) => asked.fulfill({ status: 404, body: 'Not found' }));
  expect(await open()).toBe('failed');
  await page.unroute(route);
  await context.clearCookies({ name: 'sso_adopting' });
  expect(await open()).toBe('adopted');
  await says(`Signed in as ${reader}`);
});

test('a reader of whom the old iframe told too late is signed in a day later', async () => {
  expect(await open()).toBe('silent');
  await signInAtTheOldIframe();
  // As after the day for which it lives.
  await context.clearCookies({ name: 'sso_adopting' });
  expect(await open()).toBe('adopted');
  await says(`Signed in as ${reader}`);
});

test.each([
  ['the right is missing', 'sessions/createTransferToken', 99401],
  ['it refuses everything, without a body', 'sessions/createTransferToken', undefined],
  ['the gateway lacks the right', 'sessions/redeemTransferToken', 99401],
  ['it refuses the gateway without a body', 'sessions/redeemTransferToken', undefined],
] as const)(
  'while %s at the hosted API nobody is taken for signed out: the second visit adopts',
  async (_, operation, errorCode) => {
    await signInAtTheOldIframe();
    launch.simulator.fault({ operation, status: 401, ...(errorCode !== undefined && { errorCode }) });
    expect(await open()).toBe('failed');
    expect(await names()).toEqual(['sso_adopting']);
    // As after the minute or hour for which it lives.
    await context.clearCookies({ name: 'sso_adopting' });
    expect(await open()).toBe('adopted');
    await says(`Signed in as ${reader}`);
  },
);

test('a session that the old iframe still has, and the hosted API does not, is none', async () => {
  await signInAtTheOldIframe();
  const [session] = launch.simulator.sessions(reader);
  launch.simulator.endSession(session!.sessionId);
  expect(await open()).toBe('signed-out');
  expect(await names()).toEqual(['sso_adopted']);
});

test('terms that have changed since are not slipped round: the reader signs in, and accepts them', async () => {
  await signInAtTheOldIframe();
  launch.simulator.configure({
    settings: { tokenType: 'EMAIL', ssoRecheckTerms: true },
    ssoTermText: '<p>Terms of the launch</p>',
  });
  expect(await open()).toBe('refused');
  await says('Nobody is signed in.');
  expect(await names()).toEqual(['sso_adopted']);
  expect(await signIn()).toBe('step');
});
