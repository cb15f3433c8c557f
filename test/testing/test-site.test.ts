import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { expect, test } from 'vitest';
import { createTestSite, handlers, type TestSiteOptions } from '../../src/testing/index.js';
import { recordTo } from '../../scripts/contract/record-exchanges.js';

const record = recordTo();
const [email, password] = ['someone@publisher.test', 'correct horse battery'];
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const headers = { 'content-type': 'application/json', 'x-sso-request': '1' };
const posted = (body: object): RequestInit => ({ method: 'POST', headers, body: JSON.stringify(body) });
const credentials = posted({ identifier: email, password });

const siteOf = (customer: object = {}, more: TestSiteOptions = {}) =>
  createTestSite({
    simulator: { customers: [{ email, password, ...customer }] },
    record,
    ...more,
    gateway: { log: () => undefined, ...more.gateway },
  });
const answerOf = async (response: Response) => (await response.json()) as Record<string, unknown>;

test('a reader signs in and is known until the session is ended elsewhere', async () => {
  const site = siteOf();
  expect(await answerOf(await site.fetch('/sso/login/start', credentials))).toMatchObject({ kind: 'session' });
  expect(await answerOf(await site.fetch('/sso/session'))).toMatchObject({ kind: 'session', customer: { email } });
  site.simulator.endSession(site.simulator.sessions(email)[0]!.sessionId);
  site.advance(5 * 60);
  expect(await answerOf(await site.fetch('/sso/session'))).toEqual({ kind: 'signedOut', reason: 'ended' });
});

test('the authenticator and the gateway go by the same clock', async () => {
  const site = siteOf({ twoFactor: { secret } });
  const { flow } = await answerOf(await site.fetch('/sso/login/start', credentials));
  const stale = site.simulator.authenticator()[0]!.code;
  site.advance(120);
  const refused = await site.fetch('/sso/login/two-factor', posted({ flow, code: stale }));
  expect([refused.status, (await answerOf(refused))['code']]).toEqual([403, 'wrong-code']);
  const { code } = site.simulator.authenticator()[0]!;
  const answer = await site.fetch('/sso/login/two-factor', posted({ flow, code }));
  expect(await answerOf(answer)).toMatchObject({ kind: 'session' });
});

test('changed settings are seen at once', async () => {
  const site = siteOf();
  site.simulator.configure({ forceUsername: true });
  expect(await answerOf(await site.fetch('/sso/settings'))).toMatchObject({ forceUsername: true });
});

test('the jar tells the names of the cookies, and clearing it signs the reader out', async () => {
  const { cookies, fetch } = siteOf();
  await fetch('/sso/login/start', credentials);
  expect(cookies.names).toContain('__Host-sso_session');
  cookies.clear();
  expect(cookies.names).toEqual([]);
  expect(await answerOf(await fetch('/sso/session'))).toMatchObject({ kind: 'signedOut' });
});

test('a reset brings back customers, settings, cookies, clock and exchanges of the start', async () => {
  let time = 1_767_225_600_000;
  const site = siteOf({ mustResetPassword: true }, { now: () => time });
  const { flow } = await answerOf(await site.fetch('/sso/login/start', credentials));
  await site.fetch('/sso/login/reset-password', posted({ flow, password: 'a new pass phrase' }));
  site.simulator.configure({ forceUsername: true });
  site.advance(3600);
  expect(site.simulator.customer(email)).toMatchObject({ password: 'a new pass phrase', mustResetPassword: false });
  site.reset();
  expect(site.cookies.names).toEqual([]);
  expect(site.exchanges).toEqual([]);
  expect(site.simulator.settings).toEqual({ settings: { tokenType: 'EMAIL' } });
  expect(site.simulator.customer(email)).toMatchObject({ password, mustResetPassword: true, registered: time });
  time += 1000;
  expect(await answerOf(await site.fetch('/sso/login/start', credentials))).toMatchObject({ step: 'reset-password' });
});

test('exchanges hold what the gateway sent and got, and say what a fault made', async () => {
  const site = siteOf();
  site.simulator.fault({ operation: 'login/verify', status: 500, errorCode: 99500 });
  await site.fetch('/sso/login/start', credentials);
  await site.fetch('/sso/login/start', credentials);
  const logins = site.exchanges.filter(({ path }) => path === '/processes/login/verify');
  expect(logins.map(({ method, status, forced }) => ({ method, status, forced }))).toEqual([
    { method: 'POST', status: 500, forced: true },
    { method: 'POST', status: 202, forced: false },
  ]);
  expect(JSON.parse(logins[1]!.requestBody!)).toMatchObject({ email, password });
  expect(logins[1]!.responseBody).toMatch(/^\{"customerSession":/);
});

test('a broken connection is no exchange', async () => {
  const site = siteOf();
  site.simulator.fault({ operation: 'login/verify', network: true });
  expect((await site.fetch('/sso/login/start', credentials)).status).toBe(502);
  expect(site.exchanges.filter(({ path }) => path === '/processes/login/verify')).toEqual([]);
});

test('the clock cannot be moved by what is no number', () => {
  expect(() => siteOf().advance(NaN)).toThrow(RangeError);
});

test("MSW's handlers answer the calls below the endpoint and no others", async () => {
  const site = siteOf({}, { gateway: { basePath: '/members/sso' } });
  const other = http.get('*/other', () => HttpResponse.text('other'));
  const server = setupServer(...handlers(site, { endpoint: '/members/sso' }), other);
  server.listen({ onUnhandledRequest: 'error' });
  try {
    const answer = await fetch('http://localhost/members/sso/login/start', credentials);
    expect(await answerOf(answer)).toMatchObject({ kind: 'session' });
    expect(await (await fetch('http://localhost/other')).text()).toBe('other');
  } finally {
    server.close();
  }
});
