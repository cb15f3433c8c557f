/** The pages that the demo's server makes for one reader: the article by access rights, and the vendor's self-service by a token. */
import { expect, test } from 'vitest';
import { feature } from '../../../demo/pages/stories.js';
import { createSite, type Site } from '../demo-site.js';

const email = 'reader@example.org';
const rights = (site: Site, change: object) => site.put('/simulator/rights', { customer: email, ...change });
const article = async (site: Site, language = 'en') => (await site.get(`/article?lang=${language}`)).text();
const isWhole = (html: string, language: 'en' | 'de' = 'en') =>
  feature[language].rest.every((each) => html.includes(each));
const hasNone = (html: string, language: 'en' | 'de' = 'en') =>
  !feature[language].rest.some((each) => html.includes(each));

test('the article is whole for whoever subscribes, and for nobody else; no cache may keep it', async () => {
  const site = createSite();
  const closed = await site.get('/article?lang=de');
  expect(closed.headers.get('cache-control')).toBe('private, no-store');
  expect(hasNone(await closed.text(), 'de')).toBe(true);
  await site.signIn(email);
  const open = await site.get('/article?lang=de');
  expect(open.headers.get('cache-control')).toBe('private, no-store');
  expect(isWhole(await open.text(), 'de')).toBe(true);
});

test.each([
  ['en', 'Your subscription does not include this article', 'Your access is blocked'],
  ['de', 'Ihr Abo enthält diesen Artikel nicht', 'Ihr Zugang ist gesperrt'],
] as const)('a change of rights applies to the next view in %s', async (language, noRight, blocked) => {
  const site = createSite();
  await site.signIn(email);
  await rights(site, { subscribes: false });
  const without = await article(site, language);
  expect(without).toContain(noRight);
  expect(without).toContain('data-subscribe');
  expect(hasNone(without, language)).toBe(true);
  await rights(site, { subscribes: true, blocked: true });
  const locked = await article(site, language);
  expect(locked).toContain(blocked);
  expect(locked).toContain('href="mailto:leserservice@uferblatt.example"');
  expect(hasNone(locked, language)).toBe(true);
  await rights(site, { blocked: false });
  expect(isWhole(await article(site, language), language)).toBe(true);
});

test('in an emergency the option decides, and when SSO is off the article is closed', async () => {
  const site = createSite();
  await site.put('/simulator/settings', { emergencyMode: 'CONTRACT_COMPANY_MODE' });
  const open = await article(site);
  expect(isWhole(open)).toBe(true);
  expect(open).toContain('Open to everybody');
  expect(await (await site.get('/')).text()).toContain('Open to everybody');
  await rights(site, { inEmergency: 'closed' });
  const closed = await article(site);
  expect(hasNone(closed)).toBe(true);
  expect(closed).toContain('Nobody can sign in at the moment');
  expect(await (await site.get('/')).text()).not.toContain('Open to everybody');
  await site.put('/simulator/settings', { emergencyMode: 'NONE', disableSsoFunctionality: true });
  expect(hasNone(await article(site))).toBe(true);
});

test('where the hosted API cannot say what was bought, the option decides, too', async () => {
  const site = createSite();
  await site.signIn(email);
  const fail = () => site.post('/simulator/faults', { operation: 'accessRights/hasAccess', status: 500, times: 3 });
  await fail();
  const open = await article(site);
  expect(isWhole(open)).toBe(true);
  expect(open).toContain('Open for now');
  await site.post('/simulator/reset', {});
  await site.signIn(email);
  await rights(site, { inEmergency: 'closed' });
  await fail();
  const closed = await article(site);
  expect(hasNone(closed)).toBe(true);
  expect(closed).toContain('We cannot check your subscription at the moment');
});

test('the cookies that the gateway changes are passed on, and a session that ended is said to have', async () => {
  const site = createSite();
  await site.signIn(email);
  await site.post('/simulator/end-sessions', { email });
  await site.post('/simulator/clock', { advanceSeconds: 301 });
  const ended = await site.get('/article?lang=de');
  expect(ended.headers.getSetCookie().some((line) => /sso_session=;.*max-age=0/i.test(line))).toBe(true);
  expect(await ended.text()).toMatch(/role="alert"[^>]*>\s*Sie wurden abgemeldet/);
  expect(await article(site, 'de')).not.toMatch(/role="alert"[^>]*>\s*Sie wurden abgemeldet/);
});

test.each([
  [{ customer: 'nobody@example.org', subscribes: true }, 'customer'],
  [{ customer: email, subscribes: 'yes' }, 'subscribes'],
  [{ customer: email, inEmergency: 'ajar' }, 'inEmergency'],
  [{ customer: email, other: true }, 'other'],
])('what is no change of rights is refused: %o', async (body, key) => {
  const response = await createSite().put('/simulator/rights', body);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(key);
});

const tokenIn = (html: string) => /name="transferToken" value="([^"]+)"/.exec(html)?.[1] ?? '';
/** As the frame's form sends it. */
const handOver = (site: Site, transferToken: string, lang = 'en') =>
  site.post('/vendor/self-service', new URLSearchParams({ transferToken, lang }).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
const frame = (site: Site, headers = {}) => site.get('/account/self-service?lang=de', headers);

test('the frame of the self-service has the token, one script, and is in no cache; nothing of the page has it', async () => {
  const site = createSite();
  await site.signIn(email);
  const account = await site.get('/account');
  expect(account.headers.get('cache-control')).toBe('no-cache');
  expect(await account.text()).not.toContain('transferToken');
  const response = await frame(site, { 'sec-fetch-dest': 'iframe' });
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  const html = await response.text();
  expect([...html.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, source]) => source)).toEqual([
    '/site/self-service.js',
  ]);
  expect(tokenIn(html)).not.toBe('');
});

test.each(['document', 'empty'])('no token is made for a request whose purpose is %s', async (purpose) => {
  const site = createSite();
  await site.signIn(email);
  const response = await frame(site, { 'sec-fetch-dest': purpose });
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/account');
});

test('the stand-in for the vendor takes a token once, for 30 seconds, and says why it takes it no more', async () => {
  const site = createSite();
  await site.signIn(email);
  const token = tokenIn(await (await frame(site)).text());
  const opened = await handOver(site, token, 'de');
  expect(opened.status).toBe(200);
  expect(opened.headers.get('cache-control')).toBe('private, no-store');
  const html = await opened.text();
  expect(html).toContain(email);
  expect(html.match(/R-\d+-\d/g)).toHaveLength(3);
  expect(html).not.toContain(token);
  expect(html).not.toContain('<script');
  const again = await handOver(site, token);
  expect(again.status).toBe(403);
  expect(await again.text()).toContain('has already been used');
  const late = tokenIn(await (await frame(site)).text());
  await site.post('/simulator/clock', { advanceSeconds: 31 });
  expect(await (await handOver(site, late)).text()).toContain('has expired');
});

test('who does not subscribe has no invoices', async () => {
  const site = createSite();
  await site.signIn('no-plus@example.org');
  const html = await (await handOver(site, tokenIn(await (await frame(site)).text()))).text();
  expect(html).toContain('There are no invoices.');
});

test('the frame leads to sign-in where nobody is signed in, and offers another try where there is no token', async () => {
  const site = createSite();
  expect(await (await frame(site)).text()).toContain('href="/login?next=%2Faccount&amp;lang=de" target="_top"');
  await site.signIn(email);
  await site.post('/simulator/faults', { operation: 'sessions/createTransferToken', status: 500, times: 3 });
  const failed = await (await frame(site)).text();
  expect(failed).toContain('lassen sich zurzeit nicht zeigen');
  expect(failed).not.toContain('transferToken');
});

test.each([
  ['breaks the connection', { network: true }],
  ['fails', { status: 500, errorCode: 10001 }],
  ['says nothing', { status: 401 }],
  ['replies with a page', { broken: true }],
  ['replies with nothing that is known', { body: null }],
])('the stand-in for the vendor says so where the simulator %s', async (_what, fault) => {
  const site = createSite();
  await site.signIn(email);
  const token = tokenIn(await (await frame(site)).text());
  await site.post('/simulator/faults', fault);
  const response = await handOver(site, token, 'de');
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('Ihre Rechnungen lassen sich zurzeit nicht zeigen.');
});

test.each([
  ['too long', { 'content-type': 'application/x-www-form-urlencoded' }, `transferToken=${'x'.repeat(5000)}`, 413],
  ['in no parts', { 'content-type': 'multipart/form-data; boundary=x' }, 'no parts', 400],
])('a form for the vendor that is %s is refused: no fault of the demo', async (_what, headers, body, status) => {
  expect((await createSite().post('/vendor/self-service', body, headers)).status).toBe(status);
});

test('with the hosted API there is neither a stand-in for the vendor nor a subscription to take out', async () => {
  const site = createSite({ hosted: { apiUrl: 'https://api.invalid/api/v3.0', apiToken: 'x'.repeat(20) } });
  expect((await site.get('/account/self-service')).status).toBe(404);
  expect((await handOver(site, 'token')).status).toBe(404);
  const html = await article(site);
  expect(html).not.toContain('id="rights"');
  expect(hasNone(html)).toBe(true);
});
